package dev.eyepiece.stacks.format;

import static dev.eyepiece.stacks.TestStacks.read;
import static dev.eyepiece.stacks.TestStacks.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.TestStacks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collapsed stacks, with names of every length, in order and not. */
class CollapsedReaderTest {

  @Test
  void lines_in_any_order_add_up_by_stack() throws Exception {
    Random random = new Random(TestStacks.seed());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int d = random.nextInt(9); d >= 0; d--) {
        // Lengths around multiples of eight are where reading word by word could go wrong.
        line.append("xyz".repeat(random.nextInt(8))).append((char) ('a' + random.nextInt(3)));
        line.append(random.nextInt(4) == 0 ? "ü" : "").append(d == 0 ? "" : ";");
      }
      lines.add(line.append(' ').append(random.nextInt(100) + 1).toString());
    }
    Map<String, Long> expected = sums(lines);
    assertThat(sums(read(String.join("\n", lines)).tree())).isEqualTo(expected);
    lines.sort(null);
    assertThat(sums(read(String.join("\r\n", lines) + "\r\n").tree())).isEqualTo(expected);
    assertThat(
            sums(
                read(gzip(gzip(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)))).tree()))
        .isEqualTo(expected);
  }

  @Test
  void a_text_longer_than_any_buffer_is_read_whole() throws Exception {
    List<String> lines = TestStacks.lines(new Random(TestStacks.seed()), 100_000);
    lines.add("x".repeat(3_000) + ";" + "deep;".repeat(60_000) + "leaf 7");
    StackProfile profile = read(String.join("\n", lines));
    assertThat(profile.sampleCount(0)).isEqualTo(lines.size());
    assertThat(profile.tree().total())
        .isEqualTo(sums(lines).values().stream().mapToLong(Long::longValue).sum());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          do_sys_open_[k]           | do_sys_open               | KERNEL
          java/lang/Thread.run_[j]  | java/lang/Thread.run      | JVM
          java/lang/Thread.run_[0]  | java/lang/Thread.run      | JVM
          java/util/HashMap.get     | java/util/HashMap.get     | JVM
          com.example.Shop.sell     | com.example.Shop.sell     | JVM
          std::vector<int>::push    | std::vector<int>::push    | NATIVE
          main.(*Server).handle     | main.(*Server).handle     | NATIVE
          handler (app/views.py:12) | handler (app/views.py:12) | INTERPRETED
          get /srv/app.js:3:14      | get /srv/app.js:3:14      | INTERPRETED
          [unknown]                 | [unknown]                 | UNKNOWN
          """)
  void a_name_tells_its_kind(String text, String name, FrameKind kind) throws Exception {
    Frame frame = read(text + " 1").frames().getFirst();
    assertThat(frame.name()).isEqualTo(name);
    assertThat(frame.kind()).isEqualTo(kind);
  }

  @Test
  void inlined_frames_are_marked() throws Exception {
    assertThat(read("a;b_[i] 1").frames())
        .containsExactly(
            new Frame("a", "", "", FrameKind.NATIVE, false),
            new Frame("b", "", "", FrameKind.NATIVE, true));
  }

  @Test
  void names_may_hold_spaces_and_values_fractions() throws Exception {
    assertThat(sums(read("a b;c d 3.6\nmain;operator new 2\n").tree()))
        .isEqualTo(Map.of("a b;c d", 4L, "main;operator new", 2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"main;run", "main 1\nrun;", "main 99999999999999999999", "main 1.2.3", "5", "a -"})
  void a_line_that_is_no_stack_is_named(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(StackFormatException.class)
        .hasMessageContaining("line " + text.lines().count())
        .hasMessageContaining("expected");
  }

  @Test
  void values_below_zero_are_kept_out_of_pictures_and_said() throws Exception {
    StackProfile profile = read("a;b 5\na;c -3\n");
    assertThat(sums(profile.tree())).isEqualTo(Map.of("a;b", 5L));
    assertThat(profile.notes(0)).anyMatch(note -> note.contains("below zero"));
  }

  @Test
  void bounds_end_in_one_error() {
    assertThatThrownBy(() -> limited("a;b;c;d 1", 100, 100, 3)).hasMessageContaining("one stack");
    assertThatThrownBy(() -> limited("a;b;c;d 1", 100, 3, 100)).hasMessageContaining("call paths");
    assertThatThrownBy(() -> limited("a;b;c;d 1", 2, 100, 100)).hasMessageContaining("functions");
    assertThatThrownBy(() -> read("a " + Long.MAX_VALUE + "\nb 1")).hasMessageContaining("64-bit");
  }

  private static void limited(String text, int frames, int nodes, int depth) throws Exception {
    StackFiles.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        new Limits(frames, nodes, 100, depth, 100, 1_000, 1_000));
  }

  @Test
  void a_very_long_name_is_cut_and_that_is_said() throws Exception {
    StackProfile profile = read("n".repeat(10_000) + " 1");
    assertThat(profile.frames().getFirst().name()).hasSize(4_096).endsWith("…");
    assertThat(profile.notes()).anyMatch(note -> note.contains("cut"));
  }

  static byte[] gzip(byte[] bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
