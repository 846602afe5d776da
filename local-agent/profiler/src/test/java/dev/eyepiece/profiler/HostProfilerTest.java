package dev.eyepiece.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The profiler on this machine, beside programs that know what they do. With the rights a program
 * that the kernel refuses is a failure; a machine that cannot at all is skipped with its reason.
 */
class HostProfilerTest {
  @TempDir static Path folder;

  @Test
  void shares_of_a_c_program_without_frame_pointers_are_right_and_stacks_complete()
      throws Exception {
    Programs.needsRights();
    Process program = Programs.start(Programs.c("shares", folder), "60");
    try {
      Flat flat = Shares.profile(program, ProfilerRights.look());
      Shares.areRight(flat, "main;", ";");
      assertThat(flat.sum("_start;__libc_start_main")).isGreaterThan(Shares.ENOUGH * 9 / 10);
    } finally {
      program.destroy();
    }
  }

  @Test
  void without_rights_own_processes_are_seen() throws Exception {
    ProfilerRights rights = ProfilerRights.look();
    assumeTrue(rights.linuxOnX64(), "this is not Linux on x86-64");
    assumeTrue(rights.paranoid() <= 2, "kernel.perf_event_paranoid lets nothing be seen");
    ProfilerRights none =
        new ProfilerRights(true, rights.kernel(), rights.btf(), rights.libbpf(), 0, 2);
    Process program = Programs.start(Programs.c("shares", folder), "60");
    try {
      Shares.areRight(Shares.profile(program, none), "main;", ";");
    } finally {
      program.destroy();
    }
  }

  @Test
  void without_rights_it_is_said_which_one_is_missing() {
    ProfilerRights none = new ProfilerRights(true, "6.1.0", true, true, 0, 4);
    assertThat(none.wholeHostLacks()).contains("CAP_BPF and CAP_PERFMON", "root");
    assertThatThrownBy(() ->
            HostProfiler.start(
                ProfileOptions.wholeHost(ProfileKind.OFF_CPU), none, Clock.systemUTC()))
        .isInstanceOf(ProfilerException.class)
        .hasMessageContaining("CAP_BPF");
    assertThat(new ProfilerRights(true, "6.1.0", false, true, -1, 4).wholeHostLacks())
        .contains("BTF");
    assertThat(new ProfilerRights(true, "5.10.0-8", true, true, -1, 4).wholeHostLacks())
        .contains("5.17");
    assertThat(new ProfilerRights(true, "6.1.0", true, false, -1, 4).wholeHostLacks())
        .contains("libbpf1");
    assertThat(new ProfilerRights(false, "mac os x", false, false, 0, 4).wholeHostLacks())
        .contains("Linux");
    assertThat(new ProfilerRights(true, "6.1.0", true, true, 1L << 39 | 1L << 38, 4))
        .satisfies(rights -> {
          assertThat(rights.wholeHostLacks()).isNull();
          assertThat(rights.usefulCapabilities()).hasSize(2);
        });
  }

  @Test
  void a_process_that_is_not_there_is_named() {
    assumeTrue(ProfilerRights.look().linuxOnX64(), "this is not Linux on x86-64");
    ProfileOptions options = ProfileOptions.wholeHost(ProfileKind.CPU).ofProcess(Integer.MAX_VALUE);
    assertThatThrownBy(() -> HostProfiler.start(options, Clock.systemUTC()))
        .isInstanceOf(ProfilerException.class)
        .hasMessageContaining("no process " + Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "sleep, sleeper, nanosleep, false",
    "lock, pthread_mutex_lock, futex, false",
    "lock, pthread_mutex_lock, futex, true"
  })
  void waits_add_up_to_what_the_program_itself_measured(
      String what, String function, String call, boolean crowded) throws Exception {
    Programs.needsRights();
    Path program = Programs.c("waits", folder);
    Process crowd = crowded ? Programs.start(Programs.c("crowd", folder)) : null;
    Flat flat = new Flat();
    try (HostProfiler profiler =
        HostProfiler.start(ProfileOptions.wholeHost(ProfileKind.OFF_CPU), Clock.systemUTC())) {
      if (crowd != null) {
        // What waits before the crowd's tables are there is copied, for which there is little room.
        Thread.sleep(500);
        profiler.take();
      }
      long before = profiler.stats().lost();
      Process process = Programs.start(program, what);
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      flat.add(profiler.stop());
      double expected = Long.parseLong(said.strip());
      String waits = flat.of("waits;");
      assertThat((double) flat.sum("waits;", "futex") + flat.sum("waits;", "nanosleep"))
          .as(waits)
          .isGreaterThan(expected * 0.95);
      long lost = profiler.stats().lost() - before;
      assumeTrue(lost == 0, () -> "the machine is too busy: " + lost + " stacks were lost");
      double seen = flat.sum("waits;", function);
      // A busy machine has more waits than stacks are taken of; then it is said, and little of it.
      double notTaken = flat.sum("waits;", "stack not taken", call);
      assertThat(seen + notTaken).as(waits).isCloseTo(expected, within(expected * 0.05));
      assertThat(notTaken).as(waits).isLessThan(expected * 0.2);
    } finally {
      if (crowd != null) {
        crowd.destroy();
      }
    }
  }

  @Test
  void programs_that_come_and_go_are_seen_with_their_stacks() throws Exception {
    Programs.needsRights();
    Path program = Programs.c("shares", folder);
    Flat flat = new Flat();
    ProfileOptions options = ProfileOptions.wholeHost(ProfileKind.CPU).atRate(4999);
    try (HostProfiler profiler = HostProfiler.start(options, Clock.systemUTC())) {
      for (int i = 0; i < 100; i++) {
        Process short_ = Programs.start(program, "0.004");
        assertThat(short_.waitFor()).isZero();
      }
      flat.add(profiler.stop());
    }
    long all = flat.sum("shares;", ";main;");
    assertThat(all).as(flat.toString()).isGreaterThan(500);
    assertThat(flat.sum("shares;_start;__libc_start_main", ";main;")).isGreaterThan(all * 95 / 100);
  }
}
