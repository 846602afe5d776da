package dev.eyepiece.ui.traces;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.chart.DurationScale;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the chart above the list shows: a dot for each trace, or counts when there are too many for
 * dots. Made on a background thread.
 *
 * @param dots the traces, empty when there is a map
 * @param fromUnixNano left end of the axis of time
 * @param toUnixNano right end, later than the left one
 * @param traces how many the chart stands for
 */
record ScatterData(
    List<TraceRow> dots,
    @Nullable DurationMap map,
    DurationScale scale,
    long fromUnixNano,
    long toUnixNano,
    long traces) {
  static final ScatterData EMPTY =
      new ScatterData(List.of(), null, new DurationScale(6, 9), 0, 1, 0);

  /** Room at both ends, so that the first and the last trace do not stick to the edge. */
  private static final double ROOM = 0.01;

  static ScatterData of(List<TraceRow> rows, @Nullable DurationMap map, long traces) {
    if (map != null && map.rows() > 0) {
      int decades = Math.ceilDiv(map.rows(), map.binsPerDecade());
      return new ScatterData(
          List.of(),
          map,
          new DurationScale(map.minDecade(), map.minDecade() + Math.max(1, decades)),
          map.fromUnixNano(),
          map.fromUnixNano() + Math.max(1, map.columnNano() * map.columns()),
          traces);
    }
    if (rows.isEmpty()) {
      return EMPTY;
    }
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (TraceRow row : rows) {
      from = Math.min(from, row.startUnixNano());
      to = Math.max(to, row.startUnixNano());
      shortest = Math.min(shortest, Math.max(1_000, row.durationNano()));
      longest = Math.max(longest, row.durationNano());
    }
    long room = Math.max(500_000, Math.round((double) (to - from) * ROOM));
    return new ScatterData(
        rows, null, DurationScale.of(shortest, longest), from - room, to + room, traces);
  }

  /** From 0 to 1. */
  double x(long unixNano) {
    return (double) (unixNano - fromUnixNano) / (double) (toUnixNano - fromUnixNano);
  }

  /** The instant at a place from 0 to 1. */
  long unixNano(double x) {
    return fromUnixNano + Math.round(x * (double) (toUnixNano - fromUnixNano));
  }
}
