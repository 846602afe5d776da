package dev.eyepiece.store;

import dev.eyepiece.telemetry.DataPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a series of what its columns of pixels show: in each the first, the lowest, the highest and
 * the last point (Jugel and others, "M4: A Visualization-Oriented Time Series Data Aggregation",
 * VLDB 2014). For one thread.
 */
public final class ThinSeries {
  private static final Comparator<Moment> BY_TIME = Comparator.comparingLong(Moment::unixNano);

  private final List<Moment> moments = new ArrayList<>();
  private final List<Integer> columns = new ArrayList<>();
  private final List<Distance> distances = new ArrayList<>();

  /**
   * A point that is kept.
   *
   * @param value NaN where it has none that is a finite number
   */
  public record Moment(long unixNano, double value) {
    private boolean isMissing() {
      return Double.isNaN(value);
    }
  }

  /**
   * What is kept of the points of a column.
   *
   * @param points how many there are, at least 1
   * @param first with or without a value, as is the last
   * @param low of those with values; without one where none has one, as is the highest
   */
  public record Column(
      int column, long points, Moment first, Moment low, Moment high, Moment last) {}

  /** How far points lie apart, on average, so many times. */
  private record Distance(long nanos, long times) {}

  /** Takes the columns of a series in their order. */
  public void add(Column one) {
    Set<Moment> kept = new LinkedHashSet<>();
    kept.add(one.first());
    List<Moment> inner = new ArrayList<>(List.of(one.low(), one.high()));
    inner.removeIf(Moment::isMissing);
    inner.sort(BY_TIME);
    kept.addAll(inner);
    // What is both the lowest and the last, at one time with the highest, comes last.
    kept.remove(one.points() > 1 ? one.last() : null);
    kept.add(one.last());
    for (Moment moment : kept) {
      moments.add(moment);
      columns.add(one.column());
    }
    if (one.points() > 1) {
      long between = one.points() - 1;
      long nanos = (one.last().unixNano() - one.first().unixNano()) / between;
      distances.add(new Distance(nanos, between));
    }
  }

  /** The median of the columns' average distances, each as often as it occurs. */
  private long usual() {
    distances.sort(Comparator.comparingLong(Distance::nanos));
    long half = distances.stream().mapToLong(Distance::times).sum() / 2;
    for (Distance distance : distances) {
      half -= distance.times();
      if (half < 0) {
        return distance.nanos();
      }
    }
    return 0;
  }

  /**
   * The series.
   *
   * @param head of the same series, with its first point
   */
  public PointSeries finish(PointSeries head) {
    int size = moments.size();
    return new PointSeries(
        head.id(),
        head.first(),
        head.type(),
        head.temporality(),
        head.monotonic(),
        new long[size],
        moments.stream().mapToLong(Moment::unixNano).toArray(),
        moments.stream().mapToDouble(Moment::value).toArray(),
        new long[size],
        moments.stream().mapToInt(m -> m.isMissing() ? DataPoint.NO_RECORDED_VALUE : 0).toArray(),
        List.of(),
        new Thinning(columns.stream().mapToInt(Integer::intValue).toArray(), usual()));
  }
}
