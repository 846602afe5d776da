package dev.eyepiece.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eyepiece.profiler.helper.Launch;
import dev.eyepiece.profiler.sys.LoadedPrograms;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profiler in a process of its own. */
class HelperProfilerTest {
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path folder;

  /** A workbench that profiles by a helper until it is ended. */
  static final class Workbench {
    private Workbench() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
      try (HelperProfiler profiler =
          HelperProfiler.start(
              ProfileOptions.wholeHost(ProfileKind.CPU), Path.of(arguments[0]), System.getenv())) {
        System.out.println(profiler.pid());
        System.in.read();
      }
    }
  }

  @BeforeEach
  void asRoot() {
    Programs.needsRights();
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give rights unasked");
    assumeTrue(Programs.isInstalled("setpriv"), "setpriv (util-linux) is not installed");
  }

  private static void waitUntil(java.util.function.BooleanSupplier done) {
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  private static List<Integer> newOnes(List<Integer> before) {
    List<Integer> now = new ArrayList<>(LoadedPrograms.named("on_tick"));
    now.removeAll(before);
    return now;
  }

  private static long effective(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("CapEff:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void it_profiles_the_host_with_four_capabilities() throws Exception {
    Process program = Programs.start(Programs.c("shares", folder), "60");
    try (HelperProfiler profiler =
        HelperProfiler.start(ProfileOptions.wholeHost(ProfileKind.CPU), folder, System.getenv())) {
      assertThat(effective(profiler.pid())).isEqualTo(1L << 19 | 1L << 34 | 1L << 38 | 1L << 39);
      Flat flat = new Flat();
      long end = System.nanoTime() + DEADLINE_NANOS;
      while (flat.sum("shares;", ";main;fifty") < 20 && System.nanoTime() < end) {
        program.waitFor(50, TimeUnit.MILLISECONDS);
        flat.add(profiler.take());
      }
      assertThat(flat.sum("shares;_start;__libc_start_main", ";main;fifty;spin")).isPositive();
      assertThat(profiler.stats().cpuNanos()).isPositive();
      assertThat(profiler.stop()).isNotNull();
    } finally {
      program.destroy();
    }
    try (var left = Files.list(folder)) {
      assertThat(left.filter(file -> file.toString().contains("profiler"))).isEmpty();
    }
  }

  @Test
  void it_ends_with_the_workbench_and_nothing_stays() throws Exception {
    List<Integer> before = LoadedPrograms.named("on_tick");
    Process workbench =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Workbench.class.getName(),
                folder.toString())
            .start();
    ProcessHandle helper;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(workbench.getInputStream(), StandardCharsets.UTF_8))) {
      helper = ProcessHandle.of(Long.parseLong("" + out.readLine())).orElseThrow();
      assertThat(newOnes(before)).isNotEmpty();
    } finally {
      workbench.destroyForcibly();
    }
    waitUntil(() -> !helper.isAlive());
    waitUntil(() -> newOnes(before).isEmpty());
  }

  @Test
  void a_helper_that_is_killed_is_missed_and_nothing_stays() throws Exception {
    List<Integer> before = LoadedPrograms.named("on_tick");
    try (HelperProfiler profiler =
        HelperProfiler.start(ProfileOptions.wholeHost(ProfileKind.CPU), folder, System.getenv())) {
      assertThat(newOnes(before)).isNotEmpty();
      ProcessHandle helper = ProcessHandle.of(profiler.pid()).orElseThrow();
      helper.destroyForcibly();
      waitUntil(() -> !helper.isAlive());
      assertThatThrownBy(profiler::take)
          .isInstanceOf(ProfilerException.class)
          .hasMessageContaining("gone");
    }
    waitUntil(() -> newOnes(before).isEmpty());
  }

  @Test
  void what_cannot_be_is_said_by_the_helper() {
    assertThatThrownBy(() ->
            HelperProfiler.start(
                ProfileOptions.wholeHost(ProfileKind.CPU).ofProcess(Integer.MAX_VALUE),
                folder,
                System.getenv()))
        .isInstanceOf(ProfilerException.class)
        .hasMessageContaining("no process " + Integer.MAX_VALUE);
  }

  @Test
  void a_user_is_asked_on_a_desktop_and_nothing_asks_without_one() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String program : List.of("setpriv", "pkexec", "sudo")) {
      Path file = Files.createFile(bin.resolve(program));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Map<String, String> bare = Map.of("PATH", bin.toString());
    Map<String, String> desktop = Map.of("PATH", bin.toString(), "DISPLAY", ":0");
    assertThat(Launch.prefix(true, 0, 0, bare)).startsWith("setpriv", "--inh-caps");
    assertThat(Launch.prefix(false, 7, 8, desktop)).startsWith("pkexec", "setpriv", "--reuid", "7");
    assertThat(Launch.prefix(false, 7, 8, bare)).startsWith("sudo", "-n", "setpriv");
    Files.delete(bin.resolve("setpriv"));
    assertThat(Launch.prefix(true, 0, 0, bare)).isNull();
  }
}
