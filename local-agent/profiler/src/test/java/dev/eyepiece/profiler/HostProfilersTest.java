package dev.eyepiece.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eyepiece.profiler.helper.Launch;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where neither this process nor a helper has the rights. */
class HostProfilersTest {
  private static final int MINE = (int) ProcessHandle.current().pid();

  @TempDir Path folder;

  /** A machine that can, and a process that may not. */
  private static ProfilerRights none() {
    ProfilerRights rights = ProfilerRights.look();
    assumeTrue(rights.linuxOnX64(), "this is not Linux on x86-64");
    assumeTrue(rights.paranoid() <= 2, "kernel.perf_event_paranoid lets nothing be seen");
    assumeTrue(rights.machineLacks() == null, "" + rights.machineLacks());
    return new ProfilerRights(true, rights.kernel(), true, true, 0, rights.paranoid());
  }

  @Test
  void own_processes_are_seen_and_both_reasons_said() throws Exception {
    Map<String, String> nothing = Map.of("PATH", folder.toString());
    ProfileOptions options = ProfileOptions.wholeHost(ProfileKind.CPU).ofProcess(MINE);
    try (RunningProfiler profiler =
        HostProfilers.start(options, none(), folder, nothing, Clock.systemUTC())) {
      assertThat(profiler.notes())
          .anySatisfy(note -> assertThat(note).contains("CAP_BPF and CAP_PERFMON", "sudo"))
          .anySatisfy(note -> assertThat(note).contains("no helper", "setpriv", "pkexec or sudo"));
    }
  }

  @Test
  void waits_cannot_be_seen_and_both_reasons_are_said() {
    Map<String, String> nothing = Map.of("PATH", folder.toString());
    ProfileOptions options = ProfileOptions.wholeHost(ProfileKind.OFF_CPU).ofProcess(MINE);
    ProfilerRights rights = none();
    assertThatThrownBy(
            () -> HostProfilers.start(options, rights, folder, nothing, Clock.systemUTC()))
        .isInstanceOf(ProfilerException.class)
        .hasMessageContaining("pkexec or sudo")
        .hasMessageContaining("CAP_BPF");
  }

  @Test
  void who_gave_no_rights_and_what_was_expected_is_said() {
    assertThat(Launch.refusal("pkexec", 126)).contains("dismissed");
    assertThat(Launch.refusal("pkexec", 127)).contains("127", "polkit");
    assertThat(Launch.refusal("sudo", 1)).contains("password", "pkexec");
    assertThat(Launch.refusal("setpriv", 1)).contains("ended with 1");
  }
}
