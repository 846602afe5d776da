package dev.eyepiece.stacks.format;

import static dev.eyepiece.stacks.TestStacks.read;
import static dev.eyepiece.stacks.TestStacks.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.SampleFilter;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** speedscope, cpuprofile, perf script, flight recordings, and files that are none. */
class OtherFormatsTest {
  @TempDir Path folder;

  @Test
  void speedscope_samples_have_weights_in_nanoseconds() throws Exception {
    StackProfile profile =
        read(
            """
            {"$schema": "https://www.speedscope.app/file-format-schema.json", "profiles": [
              {"samples": [[0, 1], [0], [0, 1]], "weights": [1.5, 2, 0.5], "type": "sampled",
               "startValue": 0, "endValue": 4, "name": "main thread", "unit": "milliseconds"}],
             "shared": {"frames": [{"name": "run", "file": "a.py", "line": 3}, {"name": "work"}]}}
            """);
    assertThat(profile.types()).containsExactly(new SampleType("time", "nanoseconds"));
    assertThat(sums(profile.tree())).isEqualTo(Map.of("run;work", 2_000_000L, "run", 2_000_000L));
    assertThat(profile.labelTotals(0, "thread")).containsOnlyKeys("main thread");
    assertThat(profile.frames().getFirst().kind()).isEqualTo(FrameKind.INTERPRETED);
    StackTree timeline = profile.timeline(0, SampleFilter.ALL);
    assertThat(timeline.size()).isEqualTo(4);
    assertThat(timeline.total()).isEqualTo(4_000_000);
  }

  @Test
  void speedscope_events_are_the_time_between_them() throws Exception {
    StackProfile profile =
        read(
            """
            {"shared": {"frames": [{"name": "a"}, {"name": "b"}]}, "profiles": [
              {"type": "evented", "name": "t", "unit": "none", "startValue": 10, "endValue": 60,
               "events": [{"type": "O", "frame": 0, "at": 10}, {"type": "O", "frame": 1, "at": 15},
                          {"type": "C", "frame": 1, "at": 35}, {"type": "C", "frame": 0, "at": 40},
                          {"type": "O", "frame": 0, "at": 50}, {"type": "C", "frame": 0, "at": 60}]}]}
            """);
    assertThat(sums(profile.tree())).isEqualTo(Map.of("a", 20L, "a;b", 20L));
    assertThatThrownBy(() ->
            read(
                """
                {"shared": {"frames": [{"name": "a"}, {"name": "b"}]}, "profiles": [
                  {"type": "evented", "events": [{"type": "O", "frame": 0, "at": 1},
                                                 {"type": "C", "frame": 1, "at": 2}]}]}
                """))
        .isInstanceOf(StackFormatException.class)
        .hasMessageContaining("opened last");
  }

  @Test
  void a_sample_of_a_cpuprofile_lasts_until_the_next() throws Exception {
    StackProfile profile =
        read(
            """
            {"nodes": [
              {"id": 1, "callFrame": {"functionName": "(root)", "url": ""}, "children": [2, 4]},
              {"id": 2, "callFrame": {"functionName": "main", "url": "app.js"}, "children": [3]},
              {"id": 3, "callFrame": {"functionName": "", "url": "app.js"}, "hitCount": 1},
              {"id": 4, "callFrame": {"functionName": "(idle)", "url": ""}}],
             "startTime": 1000, "endTime": 1400, "samples": [2, 3, 3, 4], "timeDeltas": [0, 100, 200, 50]}
            """);
    assertThat(sums(profile.tree()))
        .isEqualTo(Map.of("main", 100_000L, "main;(anonymous)", 250_000L));
    assertThat(sums(profile.tree(1, SampleFilter.ALL, List.of())))
        .isEqualTo(Map.of("main", 1L, "main;(anonymous)", 2L, "(idle)", 1L));
  }

  private static final String PERF =
      """
      # captured by somebody
      java 12/13 [001]  5.000001:   10101010 cpu-clock:uhH:\s
      \tffffffff8100a1b2 do_syscall_64+0x3a ([kernel.kallsyms])
      \t    7f1a2b3c4d5e java.util.HashMap.get+0x1a (/tmp/perf-12.map)
      \t    7f1a2b3c4d5e operator new(unsigned long)+0x10 (/usr/lib/libstdc++.so.6)
      \t          40112d main+0x1d (/srv/my app)

        my worker 77 [000]  5.010001:   10101010 cpu-clock:uhH:\s
      \t          401136 parse (inlined)
      \t          401136 [unknown] (/usr/lib/libc.so.6)
      \t          40112d main+0x1d (/srv/my app)
      """;

  @Test
  void perf_script_has_processes_times_and_two_types_for_a_clock() throws Exception {
    StackProfile profile = read(PERF);
    assertThat(profile.types())
        .containsExactly(
            new SampleType("cpu-clock:uhH", "samples"),
            new SampleType("cpu-clock:uhH", "nanoseconds"));
    assertThat(sums(profile.tree(0, SampleFilter.ALL, List.of("process"))))
        .isEqualTo(
            Map.of(
                "process java 12;main;operator new(unsigned long);java.util.HashMap.get;do_syscall_64",
                1L,
                "process my worker;main;[libc.so.6];parse",
                1L));
    assertThat(profile.total(1)).isEqualTo(20_202_020);
    assertThat(profile.hasTimes(0)).isTrue();
    assertThat(profile.tree(0, SampleFilter.ALL.between(0, 5_005_000_000L), List.of()).total())
        .isEqualTo(1);
    assertThat(profile.frames())
        .anyMatch(f -> f.name().equals("do_syscall_64") && f.kind() == FrameKind.KERNEL)
        .anyMatch(f -> f.name().equals("java.util.HashMap.get") && f.kind() == FrameKind.JVM)
        .anyMatch(f -> f.name().equals("parse") && f.inlined());
  }

  @Test
  void a_line_of_perf_script_that_is_nothing_is_named() {
    assertThatThrownBy(() -> read(PERF + "\nnonsense\n"))
        .isInstanceOf(StackFormatException.class)
        .hasMessageContaining("line 13")
        .hasMessageContaining("expected");
  }

  @Test
  void a_flight_recording_has_what_it_sampled() throws Exception {
    Path file = folder.resolve("r.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ObjectAllocationSample").with("throttle", "100000/s");
      recording.start();
      byte[][] kept = new byte[64][];
      for (int i = 0; i < 5_000; i++) {
        kept[i & 63] = new byte[100_000];
      }
      assertThat(kept[63]).isNotNull();
      recording.stop();
      recording.dump(file);
    }
    StackProfile profile = read(Files.readAllBytes(file));
    int type = profile.types().indexOf(new SampleType("allocated", "bytes"));
    assertThat(type).isNotNegative();
    assertThat(profile.total(type)).isPositive();
    assertThat(profile.frames())
        .anyMatch(frame -> frame.name().startsWith(OtherFormatsTest.class.getName()));
    byte[] broken = Files.readAllBytes(file);
    broken[30] ^= 0x55;
    assertThatThrownBy(() -> read(Arrays.copyOf(broken, 60)))
        .isInstanceOfAny(StackFormatException.class, IOException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                  | nothing is in it
          ~ ~                                 | nothing is in it
          PERFILE2xyz                         | perf script
          [{"a": 1}]                          | a JSON array
          {"a": 1}                            | JSON without any of
          {"nodes": [{"id": 1}]}              | callFrame
          {"nodes": 3}                        | expected an array
          {"profiles": []}                    | 'shared' is missing
          {"nodes": [                         | expected JSON
          {"resourceProfiles": [{"scope       | object 1
          hello                               | line 1
          """)
  void a_file_that_is_no_profile_gets_one_clear_error(String text, String message) {
    assertThatThrownBy(() -> read(text == null ? "" : text))
        .isInstanceOf(StackFormatException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("expected");
  }
}
