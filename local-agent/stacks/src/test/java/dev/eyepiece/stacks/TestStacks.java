package dev.eyepiece.stacks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Stacks for tests. */
public final class TestStacks {
  private static final String[] NAMES = {"main", "run", "parse", "read", "write", "lock", "a", "b"};

  private TestStacks() {}

  /** Seed of a run: random, printed, and settable by the system property {@code seed}. */
  public static long seed() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("seed " + seed);
    return seed;
  }

  public static StackProfile read(String text) throws IOException, StackFormatException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  public static StackProfile read(byte[] bytes) throws IOException, StackFormatException {
    return StackFiles.read(new ByteArrayInputStream(bytes), Limits.DEFAULT);
  }

  public static StackTree tree(String... lines) throws IOException, StackFormatException {
    return read(String.join("\n", lines)).tree();
  }

  /** Random stacks with recursion, as collapsed lines, which may repeat. */
  public static List<String> lines(Random random, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int depth = 1 + random.nextInt(12);
      StringBuilder line = new StringBuilder();
      for (int d = 0; d < depth; d++) {
        line.append(d == 0 ? "" : ";").append(NAMES[random.nextInt(NAMES.length)]);
      }
      lines.add(line.append(' ').append(1 + random.nextInt(1000)).toString());
    }
    return lines;
  }

  /** What collapsed lines add up to by stack. */
  public static Map<String, Long> sums(List<String> lines) {
    Map<String, Long> sums = new TreeMap<>();
    for (String line : lines) {
      int space = line.lastIndexOf(' ');
      sums.merge(line.substring(0, space), Long.parseLong(line.substring(space + 1)), Long::sum);
    }
    return sums;
  }

  /** What a tree holds by stack, names with {@code ;} between. */
  public static Map<String, Long> sums(StackTree tree) {
    Map<String, Long> sums = new TreeMap<>();
    for (int node = 0; node < tree.size(); node++) {
      if (tree.self(node) > 0) {
        sums.merge(path(tree, node), tree.self(node), Long::sum);
      }
    }
    return sums;
  }

  static String path(StackTree tree, int node) {
    String path = "";
    for (int n = node; n > 0; n = tree.parent(n)) {
      String name = tree.frames().get(tree.frame(n)).name();
      path = path.isEmpty() ? name : name + ";" + path;
    }
    return path;
  }
}
