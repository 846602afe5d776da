package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.Thinning;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.Exemplar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The points of one series, oldest first. Immutable by contract.
 *
 * @param name what tells the series from the others of its metric
 * @param cumulative whether a point counts from its start on, not since the point before
 * @param monotonic whether what is summed never falls
 * @param start of each point, nanoseconds since 1970; 0 where it is not known
 * @param time of each point, nanoseconds since 1970
 * @param value of a gauge or sum; of a histogram or summary the sum; NaN where there is none
 * @param count of a histogram or summary
 * @param flags of each point
 * @param whole each point of a histogram or summary; empty for others
 * @param exemplars of all points, the newest where there are too many
 * @param thinning where these are only what a picture shows of the points; {@code null} where they
 *     are all
 */
@SuppressWarnings("ArrayRecordComponent")
public record Points(
    String name,
    boolean cumulative,
    boolean monotonic,
    long[] start,
    long[] time,
    double[] value,
    long[] count,
    int[] flags,
    List<DataPoint> whole,
    List<Exemplar> exemplars,
    @Nullable Thinning thinning) {

  /** All points of a series. */
  public Points(
      String name,
      boolean cumulative,
      boolean monotonic,
      long[] start,
      long[] time,
      double[] value,
      long[] count,
      int[] flags,
      List<DataPoint> whole,
      List<Exemplar> exemplars) {
    this(name, cumulative, monotonic, start, time, value, count, flags, whole, exemplars, null);
  }

  public int size() {
    return time.length;
  }

  /** Whether the sender says that there is nothing at this point. */
  boolean isMissing(int point) {
    return (flags[point] & DataPoint.NO_RECORDED_VALUE) != 0;
  }

  /**
   * Whether a cumulative point counts from another start than the one before: the sender was
   * started anew (OpenTelemetry metrics data model, "Resets and Gaps").
   */
  boolean isReset(int point) {
    return start[point] != 0 && start[point] != start[point - 1] && start[point] >= time[point - 1];
  }
}
