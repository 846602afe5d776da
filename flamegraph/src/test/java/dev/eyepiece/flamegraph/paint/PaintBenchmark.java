package dev.eyepiece.flamegraph.paint;

import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.FlamePicture;
import dev.eyepiece.stacks.FramePattern;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackTree;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a scripted zoom and scroll over a large graph, in figures. Arguments: stacks (120000),
 * width, height. Prints the CPU time of the painting thread a frame, and the time of hit tests.
 */
final class PaintBenchmark {
  private static final int FRAMES = 600;

  private PaintBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int stacks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 120_000;
    int width = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1440;
    int height = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 900;
    byte[] bytes = text(stacks).getBytes(StandardCharsets.UTF_8);
    StackTree tree = StackFiles.read(new ByteArrayInputStream(bytes), Limits.DEFAULT).tree();
    FlameLayout layout = FlameLayout.of(tree, Order.NAME);
    System.out.println(tree + ", " + layout.levels() + " levels, " + width + " x " + height);
    FlamePicture picture = new FlamePicture("t", layout, null, false, List.of());
    for (int scale = 1; scale <= 2; scale++) {
      Glyphs glyphs = new Glyphs(11f * scale);
      FlamePainter painter = new FlamePainter(picture, FlamePalette.DARK, scale, glyphs);
      Pixels pixels =
          new Pixels(width * scale, height * scale, new int[width * height * scale * scale]);
      frames("plain, scale " + scale, painter, pixels, layout, null);
      BitSet matches = FramePattern.of("f1.*7").matching(layout.frames());
      frames("searched, scale " + scale, painter, pixels, layout, matches);
    }
    hits(layout, width);
  }

  private static String text(int stacks) {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < stacks; i++) {
      text.append("main");
      int depth = 8 + random.nextInt(40);
      for (int d = 0; d < depth; d++) {
        text.append(";com.example.f").append(random.nextInt(d < 30 ? 2 : 20_000));
      }
      text.append(' ').append(1 + random.nextInt(1_000)).append('\n');
    }
    return text.toString();
  }

  private static void frames(
      String what,
      FlamePainter painter,
      Pixels pixels,
      FlameLayout layout,
      @Nullable BitSet matches) {
    var threads = ManagementFactory.getThreadMXBean();
    long[] times = new long[FRAMES];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < FRAMES; i++) {
        // In to a millionth and out again, with a scroll on the way.
        double part = Math.pow(10, -6 * Math.sin(Math.PI * i / FRAMES));
        double span = layout.end(0) * part;
        double from = (layout.end(0) - span) * 0.37;
        Viewport view = new Viewport(from, from + span, i % 200, 0, false);
        long start = threads.getCurrentThreadCpuTime();
        painter.paint(pixels, view, matches);
        times[i] = threads.getCurrentThreadCpuTime() - start;
      }
    }
    Arrays.sort(times);
    System.out.printf(
        "%-22s p50 %.2f ms, p95 %.2f ms, p99 %.2f ms of CPU a frame%n",
        what,
        times[FRAMES / 2] / 1e6,
        times[FRAMES * 95 / 100] / 1e6,
        times[FRAMES * 99 / 100] / 1e6);
  }

  private static void hits(FlameLayout layout, int width) {
    Random random = new Random(1);
    Viewport view = Viewport.all(layout, false);
    int count = 1_000_000;
    long sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int level = random.nextInt(layout.levels());
      sum += layout.boxAt(level, view.position(random.nextInt(width), width));
    }
    System.out.printf(
        "hit test %.0f ns (checksum %d)%n", (System.nanoTime() - start) / (double) count, sum);
  }
}
