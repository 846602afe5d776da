package dev.eyepiece.ui.trace;

import java.util.Arrays;

/**
 * Draws a whole trace into a strip of pixels; on a background thread, for it looks at all spans.
 */
final class MinimapRaster {
  private static final int MOST_BAR = 6;

  /** Fewer spans than lines are drawn as bars that can be seen as such. */
  private static final int LEAST_BAR = 2;

  private MinimapRaster() {}

  /**
   * Draws each span as a line at its place in the reading order, errors over the others.
   *
   * @param colours ARGB by service
   * @return ARGB, row by row
   */
  static int[] draw(TraceData data, int[] colours, int error, int ground, int width, int height) {
    TraceTree tree = data.tree();
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, ground);
    double row = height / (double) Math.max(1, tree.nodes());
    int bar = Math.clamp(Math.round(row * 0.75), row >= 1 ? LEAST_BAR : 1, MOST_BAR);
    TimeScale scale = TimeScale.whole((double) tree.durationNano(), width);
    for (int place = 0; place < tree.nodes(); place++) {
      int node = tree.nodeAt(place);
      if (!tree.isStub(node)) {
        int colour = colours[tree.spans().service()[node]];
        line(pixels, width, height, scale, tree, node, (int) (place * row), bar, colour);
      }
    }
    for (int node = data.errors().nextSetBit(0);
        node >= 0;
        node = data.errors().nextSetBit(node + 1)) {
      int y = (int) (tree.position(node) * row);
      int x = Math.clamp(Math.round(scale.x((double) tree.start(node))), 0, width - 1);
      for (int dy = 0; dy < 3 && y + dy < height; dy++) {
        int from = (y + dy) * width + x;
        Arrays.fill(pixels, from, Math.min(from + 3, (y + dy + 1) * width), error);
      }
    }
    return pixels;
  }

  private static void line(
      int[] pixels,
      int width,
      int height,
      TimeScale scale,
      TraceTree tree,
      int node,
      int y,
      int bar,
      int colour) {
    int from = Math.clamp(Math.round(scale.x((double) tree.start(node))), 0, width - 1);
    int to = Math.clamp(Math.round(scale.x((double) tree.end(node))), from + 1, width);
    for (int line = y; line < Math.min(height, y + bar); line++) {
      Arrays.fill(pixels, line * width + from, line * width + to, colour);
    }
  }
}
