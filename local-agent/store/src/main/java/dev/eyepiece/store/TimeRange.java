package dev.eyepiece.store;

/**
 * A half-open range of start times.
 *
 * @param fromUnixNano nanoseconds since 1970, inclusive
 * @param toUnixNano nanoseconds since 1970, exclusive
 */
public record TimeRange(long fromUnixNano, long toUnixNano) {
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  public boolean contains(long unixNano) {
    return unixNano >= fromUnixNano && unixNano < toUnixNano;
  }
}
