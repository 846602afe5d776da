package dev.eyepiece.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.profiler.sys.LoadedPrograms;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whatever way a profiler ends, the kernel holds nothing of it afterwards. */
class NothingStaysTest {
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A program that profiles until it is ended. */
  static final class Profiling {
    private Profiling() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
      try (HostProfiler profiler =
          HostProfiler.start(ProfileOptions.wholeHost(ProfileKind.CPU), Clock.systemUTC())) {
        System.out.println(profiler.take().resources().size());
        System.in.read();
      }
    }
  }

  private static List<Integer> newOnes(List<Integer> before) {
    List<Integer> now = new ArrayList<>(LoadedPrograms.named("on_tick"));
    now.removeAll(before);
    return now;
  }

  /** The kernel takes programs away behind the scenes, some time after their last user is gone. */
  private static void areGone(List<Integer> before) {
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (!newOnes(before).isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(newOnes(before)).isEmpty();
  }

  @Test
  void after_a_close() throws Exception {
    Programs.needsRights();
    List<Integer> before = LoadedPrograms.named("on_tick");
    try (HostProfiler profiler =
        HostProfiler.start(ProfileOptions.wholeHost(ProfileKind.CPU), Clock.systemUTC())) {
      assertThat(profiler.notes()).isNotNull();
      assertThat(newOnes(before)).isNotEmpty();
    }
    areGone(before);
  }

  @Test
  void after_a_kill() throws Exception {
    Programs.needsRights();
    List<Integer> before = LoadedPrograms.named("on_tick");
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Profiling.class.getName())
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isNotNull();
      assertThat(newOnes(before)).isNotEmpty();
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
    areGone(before);
  }
}
