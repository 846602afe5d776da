package dev.eyepiece.ottl.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Code points that differ in case alone, by Unicode's simple case folding: {@code k}, {@code K} and
 * the Kelvin sign are one.
 */
final class CaseFold {
  private static final int DOTTED_I = 0x130;
  private static final int DOTLESS_I = 0x131;

  /** All code points that have others of their kind, in order, and those others with them. */
  private static final int[] FOLDING;

  private static final int[][] ORBITS;

  static {
    Map<Integer, int[]> byFold = new HashMap<>();
    for (int c = 0; c <= CodePoints.MAX; c++) {
      int folded = fold(c);
      if (folded != c) {
        int[] orbit = byFold.getOrDefault(folded, new int[] {folded});
        int[] larger = Arrays.copyOf(orbit, orbit.length + 1);
        larger[orbit.length] = c;
        byFold.put(folded, larger);
      }
    }
    FOLDING = byFold.values().stream().flatMapToInt(Arrays::stream).sorted().toArray();
    ORBITS = new int[FOLDING.length][];
    for (int i = 0; i < FOLDING.length; i++) {
      ORBITS[i] = byFold.getOrDefault(fold(FOLDING[i]), new int[] {});
    }
  }

  private CaseFold() {}

  private static int fold(int c) {
    if (c == DOTTED_I || c == DOTLESS_I) {
      return c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  /** The set with all that differ from one of its members in case alone. */
  static CharSet close(CharSet set) {
    CharSet.Builder closed = new CharSet.Builder();
    closed.add(set);
    for (int i = 0; i < set.ranges(); i++) {
      int at = Arrays.binarySearch(FOLDING, set.first(i));
      for (at = at < 0 ? -at - 1 : at; at < FOLDING.length; at++) {
        if (FOLDING[at] > set.last(i)) {
          break;
        }
        for (int other : ORBITS[at]) {
          closed.add(other, other);
        }
      }
    }
    return closed.build();
  }
}
