package dev.eyepiece.ruleeditor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What differs between two texts, line by line: the fewest lines taken out and put in (Myers, An
 * O(ND) Difference Algorithm, 1986). Texts that differ very much are shown as one taken out and the
 * other put in.
 */
public final class LineDiff {
  private static final int MOST_EDITS = 2_000;
  private static final int CONTEXT = 3;

  private LineDiff() {}

  /** All lines of both texts. */
  public static List<DiffLine> of(String before, String after) {
    return of(before.lines().toList(), after.lines().toList());
  }

  /** All lines of both, the removed ones before the added ones where a line became another. */
  public static List<DiffLine> of(List<String> a, List<String> b) {
    int head = 0;
    while (head < Math.min(a.size(), b.size()) && a.get(head).equals(b.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(a.size(), b.size()) - head
        && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
      tail++;
    }
    List<DiffLine> lines = new ArrayList<>();
    a.subList(0, head).forEach(line -> lines.add(new DiffLine(DiffLine.Kind.SAME, line)));
    lines.addAll(middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail)));
    a.subList(a.size() - tail, a.size())
        .forEach(line -> lines.add(new DiffLine(DiffLine.Kind.SAME, line)));
    return lines;
  }

  private static List<DiffLine> middle(List<String> a, List<String> b) {
    List<int[]> trace = new ArrayList<>();
    int most = Math.min(a.size() + b.size(), MOST_EDITS);
    int[] furthest = new int[2 * most + 3];
    int zero = most + 1;
    for (int edits = 0; edits <= most; edits++) {
      for (int k = -edits; k <= edits; k += 2) {
        boolean down =
            k == -edits || (k != edits && furthest[zero + k - 1] < furthest[zero + k + 1]);
        int x = down ? furthest[zero + k + 1] : furthest[zero + k - 1] + 1;
        while (x < a.size() && x - k < b.size() && a.get(x).equals(b.get(x - k))) {
          x++;
        }
        furthest[zero + k] = x;
        if (x >= a.size() && x - k >= b.size()) {
          trace.add(furthest.clone());
          return back(a, b, trace, zero);
        }
      }
      trace.add(furthest.clone());
    }
    List<DiffLine> whole = new ArrayList<>();
    a.forEach(line -> whole.add(new DiffLine(DiffLine.Kind.REMOVED, line)));
    b.forEach(line -> whole.add(new DiffLine(DiffLine.Kind.ADDED, line)));
    return whole;
  }

  private static List<DiffLine> back(List<String> a, List<String> b, List<int[]> trace, int zero) {
    List<DiffLine> lines = new ArrayList<>();
    int x = a.size();
    int y = b.size();
    for (int edits = trace.size() - 1; edits > 0; edits--) {
      int[] before = trace.get(edits - 1);
      int k = x - y;
      boolean down = k == -edits || (k != edits && before[zero + k - 1] < before[zero + k + 1]);
      int fromK = down ? k + 1 : k - 1;
      int fromX = before[zero + fromK];
      int fromY = fromX - fromK;
      while (x > fromX && y > fromY && x > 0 && y > 0 && a.get(x - 1).equals(b.get(y - 1))) {
        lines.add(new DiffLine(DiffLine.Kind.SAME, a.get(x - 1)));
        x--;
        y--;
      }
      if (down) {
        lines.add(new DiffLine(DiffLine.Kind.ADDED, b.get(fromY)));
      } else {
        lines.add(new DiffLine(DiffLine.Kind.REMOVED, a.get(fromX)));
      }
      x = fromX;
      y = fromY;
    }
    while (x > 0 && y > 0) {
      lines.add(new DiffLine(DiffLine.Kind.SAME, a.get(x - 1)));
      x--;
      y--;
    }
    Collections.reverse(lines);
    return lines;
  }

  /** The lines that differ, each with a few around it. */
  public static List<DiffLine> brief(List<DiffLine> all) {
    boolean[] kept = new boolean[all.size()];
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).kind() != DiffLine.Kind.SAME) {
        int to = Math.min(all.size() - 1, i + CONTEXT);
        for (int near = Math.max(0, i - CONTEXT); near <= to; near++) {
          kept[near] = true;
        }
      }
    }
    List<DiffLine> brief = new ArrayList<>();
    int left = 0;
    for (int i = 0; i <= all.size(); i++) {
      boolean shown = i < all.size() && kept[i];
      if (!shown && i < all.size()) {
        left++;
        continue;
      }
      if (left > 0) {
        brief.add(
            new DiffLine(
                DiffLine.Kind.LEFT_OUT, left == 1 ? "1 line alike" : left + " lines alike"));
        left = 0;
      }
      if (shown) {
        brief.add(all.get(i));
      }
    }
    return brief;
  }

  /** Whether any line is not in both. */
  public static boolean differs(List<DiffLine> lines) {
    return lines.stream().anyMatch(line -> line.kind() != DiffLine.Kind.SAME);
  }

  /** The same lines without the space that all of them start with, for a narrow pane. */
  public static List<DiffLine> outdented(List<DiffLine> lines) {
    int least = Integer.MAX_VALUE;
    for (DiffLine line : lines) {
      if (line.kind() != DiffLine.Kind.LEFT_OUT) {
        least = Math.min(least, line.text().length() - line.text().stripLeading().length());
      }
    }
    int off = least;
    return lines.stream()
        .map(line ->
            line.kind() == DiffLine.Kind.LEFT_OUT
                ? line
                : new DiffLine(line.kind(), line.text().substring(off)))
        .toList();
  }
}
