package dev.eyepiece.ruleeditor;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts by lines: a longest common subsequence, removed before added. */
final class LineDiff {
  /** Cells of the table; above it the middle is shown as wholly replaced. */
  private static final long MOST_CELLS = 4_000_000;

  private LineDiff() {}

  /** What happened to a line. */
  enum Kind {
    SAME,
    REMOVED,
    ADDED
  }

  record Line(Kind kind, String text) {}

  static List<Line> of(List<String> before, List<String> after) {
    int head = 0;
    while (head < before.size()
        && head < after.size()
        && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < before.size() - head
        && tail < after.size() - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<Line> lines = new ArrayList<>();
    before.subList(0, head).forEach(text -> lines.add(new Line(Kind.SAME, text)));
    middle(
        before.subList(head, before.size() - tail),
        after.subList(head, after.size() - tail),
        lines);
    before
        .subList(before.size() - tail, before.size())
        .forEach(text -> lines.add(new Line(Kind.SAME, text)));
    return lines;
  }

  private static void middle(List<String> before, List<String> after, List<Line> lines) {
    int n = before.size();
    int m = after.size();
    if ((long) (n + 1) * (m + 1) > MOST_CELLS) {
      before.forEach(text -> lines.add(new Line(Kind.REMOVED, text)));
      after.forEach(text -> lines.add(new Line(Kind.ADDED, text)));
      return;
    }
    int[][] common = new int[n + 1][m + 1];
    for (int i = n - 1; i >= 0; i--) {
      for (int j = m - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < n || j < m) {
      if (i < n && j < m && before.get(i).equals(after.get(j))) {
        lines.add(new Line(Kind.SAME, before.get(i)));
        i++;
        j++;
      } else if (i < n && (j == m || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(Kind.REMOVED, before.get(i++)));
      } else {
        lines.add(new Line(Kind.ADDED, after.get(j++)));
      }
    }
  }
}
