package dev.eyepiece.flamegraph.paint;

import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.FlamePicture;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Draws what is seen of a flame graph. The work is bounded by the size of the picture, not of the
 * graph: in each row the first box is found by binary search, and boxes that share a pixel become
 * one neutral bar and are jumped over by search. For one thread, which need not be the window's.
 */
public final class FlamePainter {
  /** Below this width, in pixels before scaling, a box has no text. */
  public static final int MIN_TEXT = 40;

  private static final int DIMMED = 89;
  private static final int CALLER = 191;
  private static final int PADDING = 3;

  private final FlamePicture picture;
  private final FlameLayout layout;
  private final FlamePalette palette;
  private final double scale;
  private final Glyphs glyphs;
  private final int[] colors;
  private final BitSet inlined;
  private int[] line = {};

  /**
   * A painter for a picture.
   *
   * @param scale device pixels a pixel
   * @param glyphs of a size that goes with the scale
   */
  public FlamePainter(FlamePicture picture, FlamePalette palette, double scale, Glyphs glyphs) {
    this.picture = picture;
    this.layout = picture.layout();
    this.palette = palette;
    this.scale = scale;
    this.glyphs = glyphs;
    int frames = layout.frames().size();
    colors = new int[frames];
    inlined = new BitSet(frames);
    for (int i = 0; i < frames; i++) {
      colors[i] = 0xFF000000 | palette.of(layout.frames().get(i));
      inlined.set(i, layout.frames().get(i).inlined());
    }
  }

  /**
   * Draws into pixels of the device.
   *
   * @param matches frames that are not dimmed; null dims none
   */
  public void paint(Pixels pixels, Viewport view, @Nullable BitSet matches) {
    int ground = 0xFF000000 | palette.ground();
    pixels.clear(ground);
    if (line.length < pixels.width()) {
      line = new int[pixels.width()];
    }
    double height = pixels.height() / scale;
    int zoomedLevel = layout.level(view.zoomed());
    for (int level = 0; level < layout.levels(); level++) {
      double y = view.y(level, height);
      if (y > -Viewport.ROW && y < height) {
        row(pixels, view, matches, level, y, level < zoomedLevel);
      }
    }
  }

  private void row(
      Pixels pixels,
      Viewport view,
      @Nullable BitSet matches,
      int level,
      double y,
      boolean isCaller) {
    int width = pixels.width();
    int ground = 0xFF000000 | palette.ground();
    Arrays.fill(line, 0, width, ground);
    int top = (int) Math.round(y * scale);
    int bottom =
        (int) Math.round((y + Viewport.ROW) * scale) - (int) Math.max(1, Math.round(scale));
    double perPixel = (view.to() - view.from()) / width;
    int stop = layout.levelStart(level + 1);
    int first = layout.firstEndingAfter(level, view.from());
    for (int box = first; box < stop && layout.start(box) < view.to(); ) {
      double left = Math.max(0, (layout.start(box) - view.from()) / perPixel);
      double right = Math.min(width, (layout.end(box) - view.from()) / perPixel);
      if (right - left < 1) {
        int column = (int) left;
        line[Math.min(column, width - 1)] = 0xFF000000 | palette.merged();
        box = beyond(box, stop, view.from() + (column + 1) * perPixel);
        continue;
      }
      int x0 = (int) Math.round(left);
      int x1 = Math.max(x0 + 1, (int) Math.round(right));
      // A gap between neighbours, where there is room for one.
      int end = right - left > 3 * scale && x1 < width ? x1 - gap() : x1;
      Arrays.fill(line, x0, end, color(box, matches, isCaller, ground));
      box++;
    }
    pixels.rows(line, top, bottom - top);
    texts(pixels, view, matches, level, top, bottom - top, first);
  }

  // Dimmed boxes are mostly ground, which the text of boxes is not made for.
  private int ink(int box, @Nullable BitSet matches) {
    boolean dimmed = matches != null && box > 0 && !matches.get(layout.frame(box));
    return 0xFF000000 | (dimmed ? palette.text() : palette.boxText());
  }

  private int gap() {
    return (int) Math.max(1, Math.round(scale / 2));
  }

  private int color(int box, @Nullable BitSet matches, boolean isCaller, int ground) {
    int color =
        picture.diff() != null || box == 0
            ? 0xFF000000 | picture.color(box, palette)
            : colors[layout.frame(box)];
    if (matches != null && box > 0 && !matches.get(layout.frame(box))) {
      return Blend.mixed(ground, color, DIMMED);
    }
    return isCaller ? Blend.mixed(ground, color, CALLER) : color;
  }

  /** The first box that ends after a position: nearly always close by, so the steps grow. */
  private int beyond(int box, int stop, double position) {
    int step = 1;
    int low = box + 1;
    while (low + step < stop && layout.end(low + step) <= position) {
      low += step;
      step <<= 1;
    }
    return layout.firstEndingAfter(low, Math.min(stop, low + step + 1), position);
  }

  /** Names and hatching of the boxes that are wide enough; there are few of them in a row. */
  private void texts(
      Pixels pixels,
      Viewport view,
      @Nullable BitSet matches,
      int level,
      int top,
      int textHeight,
      int first) {
    double perPixel = (view.to() - view.from()) / pixels.width();
    int stop = layout.levelStart(level + 1);
    double least = MIN_TEXT * scale * perPixel;
    int baseline = top + (textHeight - glyphs.height()) / 2 + glyphs.ascent();
    int padding = (int) Math.round(PADDING * scale);
    for (int box = first; box < stop && layout.start(box) < view.to(); box++) {
      double visible =
          Math.min(view.to(), (double) layout.end(box))
              - Math.max(view.from(), (double) layout.start(box));
      if (visible < least) {
        if (visible < perPixel) {
          box = beyond(box, stop, Math.max((double) layout.end(box), view.from()) + perPixel) - 1;
        }
        continue;
      }
      int x0 = (int) Math.round(Math.max(0, (layout.start(box) - view.from()) / perPixel));
      int x1 =
          (int) Math.round(Math.min(pixels.width(), (layout.end(box) - view.from()) / perPixel));
      if (box > 0 && inlined.get(layout.frame(box))) {
        pixels.hatch(x0, top, x1 - x0 - gap(), textHeight, (int) Math.round(6 * scale));
      }
      String text = MiddleCut.cut(picture.name(box), x1 - x0 - 2 * padding, glyphs);
      pixels.text(glyphs, text, x0 + padding, baseline, ink(box, matches), x1);
    }
  }
}
