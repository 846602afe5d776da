package dev.eyepiece.ui.task;

/**
 * Counts delays in buckets of a sixteenth of a power of two: a quantile is at most 6.25 % above the
 * true one, the longest delay is exact. Not thread-safe.
 */
final class DelayHistogram {
  private static final int STEP_BITS = 4;
  private static final int STEPS = 1 << STEP_BITS;

  private final long[] counts = new long[(64 - STEP_BITS + 1) * STEPS];
  private long total;
  private long longest;

  void add(long nanos) {
    long value = Math.max(0, nanos);
    counts[bucket(value)]++;
    total++;
    longest = Math.max(longest, value);
  }

  long total() {
    return total;
  }

  long longest() {
    return longest;
  }

  /** The delay that the given part, 0 to 1, of all delays does not exceed; 0 when there is none. */
  long quantile(double part) {
    long wanted = Math.max(1, (long) Math.ceil(part * (double) total));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted) {
        return Math.min(longest, upper(bucket));
      }
    }
    return longest;
  }

  private static int bucket(long value) {
    if (value < STEPS) {
      return (int) value;
    }
    int shift = 63 - Long.numberOfLeadingZeros(value) - STEP_BITS;
    return (shift + 1) * STEPS + (int) (value >>> shift) - STEPS;
  }

  private static long upper(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    long first = (long) (bucket % STEPS + STEPS) << shift;
    return first + (1L << shift) - 1;
  }
}
