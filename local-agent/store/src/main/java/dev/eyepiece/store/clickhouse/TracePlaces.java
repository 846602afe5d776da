package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.TraceSpans;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The traces that were given out last, by number: the exporter's tables have no number for a row,
 * so that a span is found again by the trace in which it was shown. Holds so many spans at most.
 * Safe for use by several threads.
 */
final class TracePlaces {
  private static final long MOST_SPANS = 1_000_000;

  private final Map<Long, TraceSpans> traces = new LinkedHashMap<>(16, 0.75f, true);
  private long next;
  private long spans;

  /** Makes a trace under a number of its own and keeps it; the last one is kept however large. */
  synchronized TraceSpans keep(LongFunction<TraceSpans> make) {
    long number = next++;
    TraceSpans trace = make.apply(number);
    traces.put(number, trace);
    spans += trace.size();
    var oldest = traces.entrySet().iterator();
    while (spans > MOST_SPANS && traces.size() > 1) {
      spans -= oldest.next().getValue().size();
      oldest.remove();
    }
    return trace;
  }

  synchronized @Nullable TraceSpans of(long number) {
    return traces.get(number);
  }
}
