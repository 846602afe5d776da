package dev.eyepiece.telemetry;

/** A point of a base-2 exponential histogram: OTLP {@code ExponentialHistogramDataPoint}. */
public final class ExponentialHistogramPoint extends DistributionPoint {
  private int scale;
  private long zeroCount;
  private double zeroThreshold;
  private Buckets positive = Buckets.NONE;
  private Buckets negative = Buckets.NONE;

  /** Base of the buckets is {@code 2^(2^-scale)}. */
  public int scale() {
    return scale;
  }

  public void setScale(int scale) {
    this.scale = scale;
  }

  /** Unsigned 64-bit count of the values within the zero threshold. */
  public long zeroCount() {
    return zeroCount;
  }

  public void setZeroCount(long zeroCount) {
    this.zeroCount = zeroCount;
  }

  /** Values whose magnitude is at most this are counted as zero. */
  public double zeroThreshold() {
    return zeroThreshold;
  }

  public void setZeroThreshold(double zeroThreshold) {
    this.zeroThreshold = zeroThreshold;
  }

  public Buckets positive() {
    return positive;
  }

  public void setPositive(Buckets positive) {
    this.positive = positive;
  }

  public Buckets negative() {
    return negative;
  }

  public void setNegative(Buckets negative) {
    this.negative = negative;
  }

  /**
   * Contiguous buckets: entry {@code i} of the counts is bucket {@code offset + i}. Treat the array
   * as immutable.
   */
  public static final class Buckets {
    public static final Buckets NONE = new Buckets(0, new long[0]);

    private final int offset;
    private final long[] counts;

    public Buckets(int offset, long[] counts) {
      this.offset = offset;
      this.counts = counts;
    }

    public int offset() {
      return offset;
    }

    /** Unsigned 64-bit counts. */
    public long[] counts() {
      return counts;
    }
  }
}
