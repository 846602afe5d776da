package dev.eyepiece.ui.search;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped name was meant to be. */
final class Near {
  private static final int LONGEST = 64;

  private Near() {}

  /**
   * The candidate with the fewest changed, added, lost or swapped characters; none when more than a
   * third would have changed. Case is ignored, the earlier candidate wins.
   */
  static Optional<String> of(String typed, Collection<String> candidates) {
    String best = null;
    int fewest = Math.max(1, typed.length() / 3) + 1;
    for (String candidate : candidates) {
      if (typed.length() > LONGEST || Math.abs(candidate.length() - typed.length()) >= fewest) {
        continue;
      }
      int changes = changes(typed.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (changes < fewest) {
        fewest = changes;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Optimal string alignment distance. */
  static int changes(String a, String b) {
    int[] twoBack = new int[b.length() + 1];
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(before[j - 1] + other, Math.min(before[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], twoBack[j - 2] + 1);
        }
      }
      twoBack = before;
      before = row;
    }
    return before[b.length()];
  }
}
