package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What points of histograms of both kinds share. Sum, minimum and maximum may be absent. */
public abstract sealed class DistributionPoint extends DataPoint
    permits HistogramPoint, ExponentialHistogramPoint {
  private long count;
  private OptionalDouble sum = OptionalDouble.empty();
  private OptionalDouble min = OptionalDouble.empty();
  private OptionalDouble max = OptionalDouble.empty();
  private List<Exemplar> exemplars = new ArrayList<>();

  DistributionPoint() {}

  /** Unsigned 64-bit count of the recorded values. */
  public long count() {
    return count;
  }

  public void setCount(long count) {
    this.count = count;
  }

  public OptionalDouble sum() {
    return sum;
  }

  public void setSum(OptionalDouble sum) {
    this.sum = sum;
  }

  public OptionalDouble min() {
    return min;
  }

  public void setMin(OptionalDouble min) {
    this.min = min;
  }

  public OptionalDouble max() {
    return max;
  }

  public void setMax(OptionalDouble max) {
    this.max = max;
  }

  /** The live list: changes to it change the point. */
  public List<Exemplar> exemplars() {
    return exemplars;
  }

  public void setExemplars(List<Exemplar> exemplars) {
    this.exemplars = exemplars;
  }
}
