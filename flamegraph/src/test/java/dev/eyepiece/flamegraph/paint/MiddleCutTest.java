package dev.eyepiece.flamegraph.paint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names that are too long. */
class MiddleCutTest {
  private final Glyphs glyphs = new Glyphs(11);

  @Test
  void both_ends_are_kept_and_the_room_is_never_left() {
    String name = "java.util.concurrent.ThreadPoolExecutor.runWorker漢字 end";
    for (int width = 10; width < 500; width++) {
      String cut = MiddleCut.cut(name, width, glyphs);
      assertThat(glyphs.width(cut)).isLessThanOrEqualTo(width);
      if (!cut.equals(name)) {
        int at = cut.indexOf('…');
        assertThat(name).startsWith(cut.substring(0, at)).endsWith(cut.substring(at + 1));
      }
    }
    assertThat(MiddleCut.cut(name, 500, glyphs)).isEqualTo(name);
  }

  @Test
  void a_huge_name_is_cut_before_it_is_measured() {
    assertThat(MiddleCut.cut("x".repeat(1_000_000), 100, glyphs)).hasSizeLessThan(100);
  }
}
