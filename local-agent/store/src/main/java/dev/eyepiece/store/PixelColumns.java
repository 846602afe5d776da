package dev.eyepiece.store;

import org.jspecify.annotations.Nullable;

/**
 * The columns of pixels of a picture of points over time: all as wide as each other, in whole
 * nanoseconds, the last ones empty where the time does not divide evenly.
 *
 * @param count at least 1
 * @param fromUnixNano left edge, nanoseconds since 1970
 * @param toUnixNano right edge, less than 2^63 nanoseconds after the left one
 */
public record PixelColumns(int count, long fromUnixNano, long toUnixNano) {

  public PixelColumns {
    if (count < 1 || toUnixNano - fromUnixNano <= 0) {
      throw new IllegalArgumentException(
          count + " columns from " + fromUnixNano + " to " + toUnixNano + "; expected 1 or more");
    }
  }

  /** The columns between two edges, {@code null} where no time or too much lies between them. */
  public static @Nullable PixelColumns of(int count, long fromUnixNano, long toUnixNano) {
    return toUnixNano > fromUnixNano && toUnixNano - fromUnixNano > 0
        ? new PixelColumns(count, fromUnixNano, toUnixNano)
        : null;
  }

  /** How wide a column is, in nanoseconds, at least 1. */
  public long widthNano() {
    return Math.ceilDiv(toUnixNano - fromUnixNano, (long) count);
  }

  /**
   * The column of a moment; left of the picture -1, at its right edge and beyond {@link #count}.
   */
  public int of(long unixNano) {
    if (unixNano < fromUnixNano) {
      return -1;
    }
    return unixNano >= toUnixNano ? count : (int) ((unixNano - fromUnixNano) / widthNano());
  }

  /** The first moment of a column, from -1 to {@link #count}. */
  long start(int column) {
    return column < 0
        ? Long.MIN_VALUE
        : column >= count ? toUnixNano : fromUnixNano + column * widthNano();
  }

  /** The moment after the last one of a column; {@link Long#MAX_VALUE} of the last column. */
  long end(int column) {
    if (column < 0) {
      return fromUnixNano;
    }
    if (column >= count) {
      return Long.MAX_VALUE;
    }
    long start = start(column);
    return toUnixNano - start <= widthNano() ? toUnixNano : start + widthNano();
  }

  /** Whether so many points are more than a picture can show: four in each column. */
  public boolean areExceededBy(long points) {
    return points > 4L * count;
  }
}
