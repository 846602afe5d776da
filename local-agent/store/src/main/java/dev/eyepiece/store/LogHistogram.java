package dev.eyepiece.store;

/**
 * Counts of log records by time and severity.
 *
 * @param fromUnixNano start of the first bin; 0 when there is no record
 * @param binNano width of a bin
 * @param bins how many there are; 0 when there is no record
 * @param counts bin by bin: first records without a severity, then by {@link Severity#NAMES}
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogHistogram(long fromUnixNano, long binNano, int bins, long[] counts) {
  /** Counts a bin has: none, and the six ranges. */
  public static final int ROWS = 1 + Severity.NAMES.size();

  /** Nothing in the range. */
  public static final LogHistogram EMPTY = new LogHistogram(0, 1, 0, new long[0]);

  /**
   * Records of a bin.
   *
   * @param range of {@link Severity}; -1 for records without one
   */
  public long count(int bin, int range) {
    return counts[bin * ROWS + range + 1];
  }
}
