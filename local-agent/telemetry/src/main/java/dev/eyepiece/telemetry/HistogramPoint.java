package dev.eyepiece.telemetry;

/**
 * A point of a histogram with bounds that the sender chose: OTLP {@code HistogramDataPoint}. The
 * arrays belong to the point.
 */
public final class HistogramPoint extends DistributionPoint {
  private long[] bucketCounts = {};
  private double[] explicitBounds = {};

  /** Unsigned 64-bit counts: one more than bounds, or none at all. */
  public long[] bucketCounts() {
    return bucketCounts;
  }

  public void setBucketCounts(long[] bucketCounts) {
    this.bucketCounts = bucketCounts;
  }

  /** Upper bounds, inclusive, growing. */
  public double[] explicitBounds() {
    return explicitBounds;
  }

  public void setExplicitBounds(double[] explicitBounds) {
    this.explicitBounds = explicitBounds;
  }
}
