package dev.eyepiece.ui.trace;

import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When events of the spans in sight happened. They are not in the columns, so they are read for the
 * rows that are looked at, and kept. FX thread only.
 */
final class EventMarks {
  private static final long[] NONE = new long[0];
  private static final int MOST_KEPT = 20_000;
  private static final int MOST_MARKS = 500;

  private final Asking asking;
  private final Runnable changed;
  private final Map<Integer, long[]> known = new HashMap<>();
  private TraceTree tree;

  EventMarks(Asking asking, TraceTree tree, Runnable changed) {
    this.asking = asking;
    this.tree = tree;
    this.changed = changed;
  }

  /** Another tree; nothing is known of it. */
  void setTree(TraceTree shown) {
    tree = shown;
    known.clear();
    asking.cancel();
  }

  /** Times of a span's events, nanoseconds since the trace's start; none while not read. */
  long[] of(int node) {
    return known.getOrDefault(node, NONE);
  }

  /** Reads the events of the rows in sight that have some and are not known. */
  void look(VisibleRows rows, int from, int to) {
    if (asking.isBusy()) {
      return;
    }
    TraceSpans spans = tree.spans();
    List<Integer> wanted = new ArrayList<>();
    for (int row = from; row < Math.min(to, rows.size()); row++) {
      int node = rows.node(row);
      if (!tree.isStub(node) && spans.eventCount()[node] > 0 && !known.containsKey(node)) {
        wanted.add(node);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    TraceTree asked = tree;
    asking.ask(
        "Read events in sight",
        snapshot -> {
          Map<Integer, long[]> read = new HashMap<>();
          for (int node : wanted) {
            read.put(node, times(asked, snapshot.span(spans.batchId()[node], spans.place()[node])));
          }
          return read;
        },
        read -> {
          if (known.size() > MOST_KEPT) {
            known.clear();
          }
          known.putAll(read);
          changed.run();
        },
        // Without them the bars are still right; the details say what cannot be read.
        failure -> wanted.forEach(node -> known.put(node, NONE)));
  }

  private static long[] times(TraceTree tree, Optional<SpanRecord> record) {
    if (record.isEmpty()) {
      return NONE;
    }
    return record.get().span().events().stream()
        .mapToLong(SpanEvent::timeUnixNano)
        .map(time -> time - tree.startUnixNano())
        .sorted()
        .limit(MOST_MARKS)
        .toArray();
  }
}
