package dev.eyepiece.ottl.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A set of code points: its ranges in order, none touching the next. Immutable. */
final class CharSet {
  static final CharSet ALL = new CharSet(new int[] {0, CodePoints.MAX});
  static final CharSet NOT_NEWLINE = of("\n\n").negated();
  static final CharSet DIGIT = of("09");
  static final CharSet SPACE = of("\t\n\f\r  ");
  static final CharSet WORD = of("09AZ__az");

  /** First and last code point of each range, both inclusive. */
  private final int[] bounds;

  private CharSet(int[] bounds) {
    this.bounds = bounds;
  }

  static CharSet of(int codePoint) {
    return new CharSet(new int[] {codePoint, codePoint});
  }

  /** Ranges in order, as the first and the last character of each. */
  static CharSet of(String pairs) {
    return new CharSet(pairs.codePoints().toArray());
  }

  int ranges() {
    return bounds.length / 2;
  }

  int first(int range) {
    return bounds[2 * range];
  }

  int last(int range) {
    return bounds[2 * range + 1];
  }

  /** The only code point; -1 when there are several or none. */
  int only() {
    return bounds.length == 2 && bounds[0] == bounds[1] ? bounds[0] : -1;
  }

  boolean contains(int codePoint) {
    int found = Arrays.binarySearch(bounds, codePoint);
    return found >= 0 || (-found - 1) % 2 == 1;
  }

  CharSet negated() {
    Builder inverse = new Builder();
    int next = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      inverse.add(next, bounds[i] - 1);
      next = bounds[i + 1] + 1;
    }
    inverse.add(next, CodePoints.MAX);
    return inverse.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CharSet that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** Collects ranges in any order. */
  static final class Builder {
    private long[] ranges = new long[8];
    private int size;

    /** Adds a range, which is empty when the last lies before the first. */
    void add(int first, int last) {
      if (first > last) {
        return;
      }
      if (size == ranges.length) {
        ranges = Arrays.copyOf(ranges, 2 * size);
      }
      ranges[size++] = (long) first << 32 | last;
    }

    void add(CharSet set) {
      for (int i = 0; i < set.ranges(); i++) {
        add(set.first(i), set.last(i));
      }
    }

    CharSet build() {
      Arrays.sort(ranges, 0, size);
      int[] bounds = new int[2 * size];
      int kept = 0;
      for (int i = 0; i < size; i++) {
        int first = (int) (ranges[i] >>> 32);
        int last = (int) ranges[i];
        if (kept > 0 && first <= bounds[kept - 1] + 1) {
          bounds[kept - 1] = Math.max(bounds[kept - 1], last);
        } else {
          bounds[kept++] = first;
          bounds[kept++] = last;
        }
      }
      return new CharSet(Arrays.copyOf(bounds, kept));
    }
  }
}
