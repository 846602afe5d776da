package dev.eyepiece.ui.shell;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds typed characters within a text, in order and not necessarily side by side. */
final class Fuzzy {
  private static final int START = 12;
  private static final int WORD = 8;
  private static final int NEXT = 6;
  private static final int FOUND = 1;

  private Fuzzy() {}

  /**
   * A match.
   *
   * @param score higher is better; comparable only for the same typed text
   * @param at positions of the typed characters in the text
   */
  record Match(int score, List<Integer> at) {}

  /**
   * The best match of all that there are: characters side by side and at starts of words count
   * more. Spaces in what is typed are skipped, case is ignored.
   *
   * @return null when the text does not hold the characters in this order
   */
  static @Nullable Match of(String typed, String text) {
    String wanted = typed.toLowerCase(Locale.ROOT).replace(" ", "");
    String in = text.toLowerCase(Locale.ROOT);
    int n = wanted.length();
    int m = in.length();
    if (n > m || m != text.length()) {
      return null;
    }
    // best[i][j]: score of the first i characters with the i-th at j - 1; -1 when impossible.
    int[][] best = new int[n + 1][m + 1];
    int[][] from = new int[n + 1][m + 1];
    for (int i = 1; i <= n; i++) {
      int before = i == 1 ? 0 : -1;
      int beforeAt = 0;
      best[i][0] = -1;
      for (int j = 1; j <= m; j++) {
        best[i][j] = -1;
        if (wanted.charAt(i - 1) == in.charAt(j - 1)) {
          int own = FOUND + bonus(text, j - 1);
          if (before >= 0) {
            best[i][j] = before + own;
            from[i][j] = beforeAt;
          }
          if (i > 1 && best[i - 1][j - 1] >= 0 && best[i - 1][j - 1] + own + NEXT > best[i][j]) {
            best[i][j] = best[i - 1][j - 1] + own + NEXT;
            from[i][j] = j - 1;
          }
        }
        if (i > 1 && best[i - 1][j] > before) {
          before = best[i - 1][j];
          beforeAt = j;
        }
      }
    }
    return trace(best, from, n, m);
  }

  private static @Nullable Match trace(int[][] best, int[][] from, int n, int m) {
    if (n == 0) {
      return new Match(0, List.of());
    }
    int end = 0;
    for (int j = 1; j <= m; j++) {
      end = best[n][j] > best[n][end] ? j : end;
    }
    if (best[n][end] < 0) {
      return null;
    }
    Integer[] at = new Integer[n];
    int j = end;
    for (int i = n; i >= 1; i--) {
      at[i - 1] = j - 1;
      j = from[i][j];
    }
    // Among equal matches the shorter text is what was meant.
    return new Match(best[n][end] * 64 - m, List.of(at));
  }

  private static int bonus(String text, int at) {
    if (at == 0) {
      return START;
    }
    char before = text.charAt(at - 1);
    boolean word =
        !Character.isLetterOrDigit(before)
            || (Character.isLowerCase(before) && Character.isUpperCase(text.charAt(at)));
    return word ? WORD : 0;
  }
}
