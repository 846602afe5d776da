package dev.eyepiece.store;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ScopedMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series and its points, oldest first.
 *
 * @param id the same in every answer of a data folder
 * @param first the first point whole, with resource, scope, name and attributes
 * @param temporality OTLP's number
 * @param startUnixNano of each point; 0 where it is not known
 * @param timeUnixNano of each point
 * @param values of a gauge or sum; of a histogram or summary the sums; NaN where there is none
 * @param counts of a histogram or summary; 0 for others
 * @param flags of each point, see {@link DataPoint#flags}
 * @param distributions each point of a histogram or summary whole; empty for others
 * @param thinning where only what a picture shows came; {@code null} where all points did. Thinned
 *     points have no starts, and of the flags {@link DataPoint#NO_RECORDED_VALUE} alone, which
 *     those have too whose values are not finite
 */
@SuppressWarnings("ArrayRecordComponent")
public record PointSeries(
    long id,
    ScopedMetric first,
    MetricType type,
    int temporality,
    boolean monotonic,
    long[] startUnixNano,
    long[] timeUnixNano,
    double[] values,
    long[] counts,
    int[] flags,
    List<DataPoint> distributions,
    @Nullable Thinning thinning) {

  /** How many points there are. */
  public int size() {
    return timeUnixNano.length;
  }
}
