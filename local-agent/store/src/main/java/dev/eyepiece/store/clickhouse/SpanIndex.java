package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.TraceSpans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a trace by what names a span; a span that was sent twice has two. */
final class SpanIndex {
  private final Map<Key, List<Integer>> rows = new HashMap<>();

  private record Key(long spanId, long start) {}

  SpanIndex(TraceSpans trace) {
    for (int i = 0; i < trace.size(); i++) {
      rows.computeIfAbsent(
              new Key(trace.spanId()[i], trace.startUnixNano()[i]), _ -> new ArrayList<>())
          .add(i);
    }
  }

  int[] rows(long spanId, long start) {
    return rows.getOrDefault(new Key(spanId, start), List.of()).stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
