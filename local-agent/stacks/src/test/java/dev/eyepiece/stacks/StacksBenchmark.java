package dev.eyepiece.stacks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Reading, turning, searching and writing, in figures. Arguments: megabytes of text (100), nodes of
 * the tree (1000000). Prints CPU time of this thread beside wall time, best of five.
 */
final class StacksBenchmark {
  private static final int ROUNDS = 5;

  private StacksBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int nodes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    Path folder = Files.createTempDirectory("stacks-benchmark");
    try {
      for (boolean sorted : new boolean[] {true, false}) {
        Path text = folder.resolve("collapsed");
        collapsed(text, megabytes, sorted);
        double size = Files.size(text) / 1e6;
        rate(
            "collapsed, " + (sorted ? "sorted" : "in any order"),
            size,
            () -> StackFiles.read(text));
      }
      Path perf = folder.resolve("perf");
      perf(perf, megabytes);
      rate("perf script", Files.size(perf) / 1e6, () -> StackFiles.read(perf));
      tree(nodes);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private interface Work {
    Object run() throws Exception;
  }

  private static void rate(String what, double megabytes, Work work) throws Exception {
    double[] best = best(work);
    System.out.printf(
        "%-28s %8.0f MB/s of CPU, %.0f MB/s%n", what, megabytes / best[0], megabytes / best[1]);
  }

  private static void time(String what, Work work) throws Exception {
    double[] best = best(work);
    System.out.printf("%-28s %8.1f ms of CPU, %.1f ms%n", what, best[0] * 1e3, best[1] * 1e3);
  }

  private static double[] best(Work work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    double cpu = Double.MAX_VALUE;
    double wall = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long cpuStart = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      if (work.run() == null) {
        throw new IllegalStateException("nothing was made");
      }
      cpu = Math.min(cpu, (threads.getCurrentThreadCpuTime() - cpuStart) / 1e9);
      wall = Math.min(wall, (System.nanoTime() - start) / 1e9);
    }
    return new double[] {cpu, wall};
  }

  private static List<String> stacks(int count, String separator) {
    Random random = new Random(11);
    List<String> stacks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder stack = new StringBuilder("main");
      int depth = 5 + random.nextInt(40);
      for (int d = 0; d < depth; d++) {
        int function = random.nextInt(Math.max(2, Math.min(2_000, 3 << Math.min(d, 9))));
        stack.append(separator).append("com.example.shop.Service").append(function).append(".call");
      }
      stacks.add(stack.toString());
    }
    return stacks;
  }

  private static void collapsed(Path file, int megabytes, boolean sorted) throws IOException {
    List<String> stacks = stacks(20_000, ";");
    if (sorted) {
      Collections.sort(stacks);
    }
    long size = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      while (size < megabytes * 1_000_000L) {
        for (String stack : stacks) {
          out.write(stack + " 17\n");
          size += stack.length() + 4;
        }
      }
    }
  }

  private static void perf(Path file, int megabytes) throws IOException {
    List<String> stacks = stacks(5_000, ";");
    long size = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      while (size < megabytes * 1_000_000L) {
        for (String stack : stacks) {
          StringBuilder text = new StringBuilder();
          text.append("java 12/13 [001]  5.000001:   10101010 cpu-clock:\n");
          for (String frame : stack.split(";", -1)) {
            text.append("\t    7f1a2b3c4d5e ").append(frame).append("+0x1a (/usr/lib/libjvm.so)\n");
          }
          out.write(text.append('\n').toString());
          size += text.length();
        }
      }
    }
  }

  /** A tree of so many nodes, thirty deep, over fifty thousand functions. */
  private static StackTree big(int nodes) {
    Random random = new Random(5);
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      frames.add(Frame.named("com.example.package" + i % 700 + ".Class" + i + ".method"));
    }
    Trie trie = new Trie(nodes);
    LongArray self = new LongArray();
    self.add(0);
    while (trie.size() < nodes) {
      int node = Trie.ROOT;
      int depth = 10 + random.nextInt(30);
      for (int d = 0; d < depth && trie.size() < nodes; d++) {
        int spread = d < 20 ? 3 : 50_000;
        node = trie.child(node, random.nextInt(spread) * 7919 % 50_000);
        while (self.size() < trie.size()) {
          self.add(0);
        }
      }
      self.set(node, self.get(node) + 1 + random.nextInt(100));
    }
    return new StackTree(frames, trie.parents(), trie.frames(), self.toArray(), SampleType.SAMPLES);
  }

  private static void tree(int nodes) throws Exception {
    StackTree tree = big(nodes);
    System.out.println(tree + ", deepest " + Arrays.stream(tree.depths()).max().orElse(0));
    time("invert", () -> new Transform.Invert().apply(tree));
    System.out.println("inverted: " + new Transform.Invert().apply(tree));
    time("fold recursion", () -> new Transform.FoldRecursion(false).apply(tree));
    time("hide", () -> new Transform.Hide(FramePattern.of("package7")).apply(tree));
    time("diff", () -> StackDiff.of(tree, tree, true, StackDiff.Width.AFTER));
    time("layout by weight", () -> FlameLayout.of(tree, Order.WEIGHT));
    time("layout by name", () -> FlameLayout.of(tree, Order.NAME));
    time("table", () -> FrameTotals.of(tree).bySelf());
    FlameLayout layout = FlameLayout.of(tree, Order.NAME);
    FramePattern pattern = FramePattern.of("package1.*(method|class9)");
    time("regex and its share", () -> layout.totalOf(pattern.matching(tree.frames()), 0));
    FlamePicture picture = new FlamePicture("t", layout, null, false, List.of());
    time(
        "svg",
        () -> {
          StackWriters.svg(picture, 1200, OutputStream.nullOutputStream());
          return "";
        });
    time(
        "html",
        () -> {
          StackWriters.html(picture, OutputStream.nullOutputStream());
          return "";
        });
  }
}
