package dev.eyepiece.flamegraph.paint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.FlamePicture;
import dev.eyepiece.stacks.FramePattern;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That every pixel of a row is the box, or the merged boxes, that lie there. */
class FlamePainterTest {
  private static final int GROUND = 0xFF000000 | FlamePalette.LIGHT.ground();
  private static final int MERGED = 0xFF000000 | FlamePalette.LIGHT.merged();

  static FlamePicture picture(String text) throws IOException, StackFormatException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FlameLayout layout =
        FlameLayout.of(
            StackFiles.read(new ByteArrayInputStream(bytes), Limits.DEFAULT).tree(), Order.WEIGHT);
    return new FlamePicture("t", layout, null, true, List.of());
  }

  private static Pixels paint(FlamePicture picture, Viewport view, int width, int height) {
    Pixels pixels = new Pixels(width, height, new int[width * height]);
    new FlamePainter(picture, FlamePalette.LIGHT, 1, new Glyphs(11)).paint(pixels, view, null);
    return pixels;
  }

  /** Colours of the first line of pixels of a level. */
  private static int at(Pixels pixels, int x, int level) {
    return pixels.values()[level * Viewport.ROW * pixels.width() + x];
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void each_pixel_is_ground_a_box_or_merged_boxes(int round) throws Exception {
    Random random = new Random(Long.getLong("seed", 7) + round);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4_000; i++) {
      text.append("f").append(random.nextInt(2000)).append(";g").append(random.nextInt(40));
      text.append(";h").append(random.nextInt(5)).append(' ');
      text.append(1 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 20)).append('\n');
    }
    FlamePicture picture = picture(text.toString());
    FlameLayout layout = picture.layout();
    double from = round == 0 ? 0 : random.nextDouble() * 0.5 * layout.end(0);
    double to = round == 0 ? layout.end(0) : from + layout.end(0) * Math.pow(10, -round);
    Viewport view = new Viewport(from, to, 0, 0, true);
    int width = 700;
    Pixels pixels = paint(picture, view, width, 100);
    double perPixel = (to - from) / width;
    for (int level = 1; level < layout.levels(); level++) {
      for (int x = 0; x < width; x++) {
        int color = at(pixels, x, level);
        double left = from + (x - 1.5) * perPixel;
        double right = from + (x + 2.5) * perPixel;
        boolean allowedMerged = false;
        boolean allowedGround = layout.boxAt(level, left) < 0 || layout.boxAt(level, right) < 0;
        boolean allowed = false;
        int stop = layout.levelStart(level + 1);
        for (int box = layout.firstEndingAfter(level, left);
            box < stop && layout.start(box) < right;
            box++) {
          int expected = 0xFF000000 | FlamePalette.LIGHT.of(layout.frames().get(layout.frame(box)));
          allowed |= color == expected || isHidden(color, expected);
          allowedMerged |=
              Math.min(to, (double) layout.end(box)) - Math.max(from, (double) layout.start(box))
                  < perPixel;
          // Gaps between neighbours and the spaces between stacks are ground.
          allowedGround |= layout.end(box) <= right || layout.start(box) > left;
        }
        assertThat(
                allowed || (color == MERGED && allowedMerged) || (color == GROUND && allowedGround))
            .as("level %d, x %d, color %x", level, x, color)
            .isTrue();
      }
    }
  }

  // Letters lie over boxes.
  private static boolean isHidden(int color, int box) {
    int ink = FlamePalette.LIGHT.boxText();
    for (int shift = 0; shift <= 16; shift += 8) {
      int c = (color >> shift) & 0xFF;
      int b = (box >> shift) & 0xFF;
      int i = (ink >> shift) & 0xFF;
      if (c < Math.min(b, i) - 1 || c > Math.max(b, i) + 1) {
        return false;
      }
    }
    return true;
  }

  @Test
  void a_million_calls_too_small_to_see_are_one_neutral_bar() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("main;f").append(i).append(" 1\n");
    }
    FlamePicture picture = picture(text.toString());
    Pixels pixels = paint(picture, Viewport.all(picture.layout(), true), 500, 60);
    for (int x = 0; x < 500; x++) {
      assertThat(at(pixels, x, 2)).isEqualTo(MERGED);
    }
  }

  @Test
  void what_does_not_match_is_dimmed() throws Exception {
    FlamePicture picture = picture("aaa 1\nbbb 1\n");
    Pixels pixels = new Pixels(200, 40, new int[8_000]);
    new FlamePainter(picture, FlamePalette.LIGHT, 1, new Glyphs(11))
        .paint(
            pixels,
            Viewport.all(picture.layout(), true),
            FramePattern.of("aaa").matching(picture.layout().frames()));
    int box = 0xFF000000 | FlamePalette.LIGHT.of(picture.layout().frames().getFirst());
    assertThat(at(pixels, 1, 1)).isEqualTo(box);
    int dimmed = at(pixels, 190, 1);
    assertThat(dimmed & 0xFF).isBetween(0xFF - (int) ((0xFF - 0x5C) * 0.37), 0xFF);
  }

  @Test
  void the_root_is_on_top_or_at_the_bottom() throws Exception {
    FlamePicture picture = picture("a;b 1\n");
    int root = 0xFF000000 | FlamePalette.LIGHT.root();
    assertThat(at(paint(picture, Viewport.all(picture.layout(), true), 50, 90), 1, 0))
        .isEqualTo(root);
    assertThat(at(paint(picture, Viewport.all(picture.layout(), false), 50, 90), 1, 4))
        .isEqualTo(root);
  }

  @Test
  void places_and_positions_are_each_others_reverse() {
    Viewport view = new Viewport(100, 300, 25, 0, false);
    assertThat(view.position(view.x(170, 640), 640)).isEqualTo(170);
    for (int level = 0; level < 20; level++) {
      assertThat(view.level(view.y(level, 500) + 1, 500)).isEqualTo(level);
    }
  }
}
