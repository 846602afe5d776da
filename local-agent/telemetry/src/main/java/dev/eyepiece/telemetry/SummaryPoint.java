package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/** A point of a summary: OTLP {@code SummaryDataPoint}. */
public final class SummaryPoint extends DataPoint {
  private long count;
  private double sum;
  private List<Quantile> quantiles = new ArrayList<>();

  /** Unsigned 64-bit count of the recorded values. */
  public long count() {
    return count;
  }

  public void setCount(long count) {
    this.count = count;
  }

  public double sum() {
    return sum;
  }

  public void setSum(double sum) {
    this.sum = sum;
  }

  /** The live list: changes to it change the point. */
  public List<Quantile> quantiles() {
    return quantiles;
  }

  public void setQuantiles(List<Quantile> quantiles) {
    this.quantiles = quantiles;
  }

  /**
   * A value and the share of values that are not above it.
   *
   * @param quantile 0 to 1; 0 is the minimum, 1 the maximum
   */
  public record Quantile(double quantile, double value) {}
}
