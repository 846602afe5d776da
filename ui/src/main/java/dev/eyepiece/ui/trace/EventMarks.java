package dev.eyepiece.ui.trace;

import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.ui.theme.Formats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When events of the spans in sight happened. They are not in the columns, so they are read for the
 * rows that are looked at, and kept. FX thread only.
 */
final class EventMarks {
  private static final List<Moment> NONE = List.of();
  private static final int MOST_KEPT = 20_000;
  private static final int MOST_MARKS = 500;

  /**
   * One event.
   *
   * @param at nanoseconds since the trace's start
   */
  record Moment(long at, String name) {
    private static final int LONGEST = 200;

    static Moment of(SpanEvent event, long traceStart) {
      String name = Formats.middle(Texts.line(event.name().toString()), LONGEST);
      return new Moment(event.timeUnixNano() - traceStart, name);
    }
  }

  private final Asking asking;
  private final Runnable changed;
  private final Map<Integer, List<Moment>> known = new HashMap<>();
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

  /** A span's events by time; none while not read. */
  List<Moment> of(int node) {
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
          Map<Integer, List<Moment>> read = new HashMap<>();
          for (int node : wanted) {
            read.put(
                node, moments(asked, snapshot.span(spans.batchId()[node], spans.place()[node])));
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

  private static List<Moment> moments(TraceTree tree, Optional<SpanRecord> record) {
    if (record.isEmpty()) {
      return NONE;
    }
    return record.get().span().events().stream()
        .sorted(Comparator.comparingLong(SpanEvent::timeUnixNano))
        .limit(MOST_MARKS)
        .map(event -> Moment.of(event, tree.startUnixNano()))
        .toList();
  }
}
