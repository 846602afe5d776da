package dev.eyepiece.ui.trace;

import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The log records of a trace, and which span each belongs to. Immutable.
 *
 * @param all oldest first
 * @param bySpan by id of the span; those of no span under 0
 * @param cut whether the trace has more
 */
record SpanLogs(List<LogRow> all, Map<Long, List<LogRow>> bySpan, boolean cut) {
  /** So many are read; of a trace with more, the oldest. */
  static final int MOST = 20_000;

  static final SpanLogs NONE = of(List.of(), false);

  /** Reads them; blocks. */
  static SpanLogs ask(TelemetrySnapshot snapshot, TraceId trace) throws StoreException {
    List<LogRow> rows = new ArrayList<>();
    snapshot.logs().ofTrace(trace, MOST + 1L).forEach(record -> rows.add(new LogRow(record)));
    boolean cut = rows.size() > MOST;
    return of(cut ? rows.subList(0, MOST) : rows, cut);
  }

  static SpanLogs of(List<LogRow> rows, boolean cut) {
    Map<Long, List<LogRow>> bySpan = new HashMap<>();
    for (LogRow row : rows) {
      bySpan.computeIfAbsent(row.source().log().spanId(), span -> new ArrayList<>()).add(row);
    }
    bySpan.replaceAll((span, own) -> Collections.unmodifiableList(own));
    return new SpanLogs(List.copyOf(rows), Map.copyOf(bySpan), cut);
  }

  /** Those of one span, oldest first. */
  List<LogRow> of(long spanId) {
    return bySpan.getOrDefault(spanId, List.of());
  }
}
