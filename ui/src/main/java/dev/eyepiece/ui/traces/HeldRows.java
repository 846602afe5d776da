package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader sees while new traces come: the same traces in the same places, each with its
 * newest figures, and how many would be there beside them.
 *
 * @param rows as shown before, brought up to date
 * @param added traces of the answer that are not shown
 */
record HeldRows(List<TraceRow> rows, int added) {

  static HeldRows merge(List<TraceRow> shown, List<TraceRow> fresh) {
    Map<TraceId, TraceRow> byId = HashMap.newHashMap(fresh.size());
    fresh.forEach(row -> byId.put(row.traceId(), row));
    List<TraceRow> rows = new ArrayList<>(shown.size());
    for (TraceRow row : shown) {
      TraceRow newer = byId.remove(row.traceId());
      rows.add(newer == null ? row : newer);
    }
    return new HeldRows(rows, byId.size());
  }
}
