package dev.eyepiece.ottl.engine;

/** How far names are from each other. */
final class Suggestions {
  private static final int LONGEST = 64;

  private Suggestions() {}

  /** Letters to change, add or take away; large for names that nobody would mistype. */
  static int distance(String a, String b) {
    if (a.length() > LONGEST || b.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(row[j - 1], before[j]));
      }
      int[] done = row;
      row = before;
      before = done;
    }
    return before[b.length()];
  }
}
