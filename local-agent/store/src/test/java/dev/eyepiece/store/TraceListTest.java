package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The newest traces are the newest, however their spans lie: in several seals, long before their
 * matches, at one time, or not sealed.
 */
class TraceListTest {
  @TempDir Path folder;

  @Test
  void the_newest_traces_are_those_that_a_look_at_everything_finds() throws Exception {
    for (long seed = 7000; seed < 7005; seed++) {
      Random random = new Random(seed);
      try (DuckDbStore store =
          DuckDbStore.open(
              StoreConfig.of(folder.resolve("s" + seed)).withCap(1L << 40, 1_000_000))) {
        List<SpanBatch> unsealed = fill(store, random);
        try (DuckDbSnapshot snapshot = (DuckDbSnapshot) store.snapshot(unsealed)) {
          for (int ask = 0; ask < 20; ask++) {
            check(snapshot, random, seed);
          }
        }
      }
    }
  }

  private static void check(DuckDbSnapshot snapshot, Random random, long seed) throws Exception {
    String text =
        List.of("", "name:a", "name:(a OR b)", "name:nothing", "kind:2").get(random.nextInt(5));
    TimeRange range =
        random.nextBoolean()
            ? TimeRange.ALL
            : new TimeRange(random.nextInt(1500), 500 + random.nextInt(2000));
    int limit = 1 + random.nextInt(random.nextBoolean() ? 10 : 400);
    TraceQuery query =
        new TraceQuery(Search.parse(text), range, TraceQuery.Sort.START, true, limit);
    List<TraceRow> found =
        new NewestTraces(snapshot.relations().of(SignalTable.SPANS), query, 1 + random.nextInt(300))
            .rows();
    String what = "seed " + seed + ", '" + text + "', " + range + ", at most " + limit;
    List<Whole> expected = naive(snapshot, query);
    assertThat(found).as(what).isNotNull();
    assertThat(found.stream().map(Whole::of).toList())
        .as(what)
        .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
    TraceList list = snapshot.traces(query);
    assertThat(list.rows()).as(what).isEqualTo(found);
    assertThat(list.traces()).as(what).isEqualTo(expected.size());
    assertThat(list.matchingSpans())
        .as(what)
        .isEqualTo(expected.stream().mapToLong(Whole::matching).sum());
  }

  private record Whole(TraceId id, long start, long duration, int spans, int matching) {
    static Whole of(TraceRow row) {
      return new Whole(
          row.traceId(), row.startUnixNano(), row.durationNano(), row.spans(), row.matchingSpans());
    }
  }

  private static List<Whole> naive(TelemetrySnapshot snapshot, TraceQuery query) throws Exception {
    Map<TraceId, List<SpanRecord>> traces = new LinkedHashMap<>();
    snapshot.spans(
        Search.All.INSTANCE,
        TimeRange.ALL,
        0,
        span -> traces.computeIfAbsent(span.span().traceId(), id -> new ArrayList<>()).add(span));
    Map<TraceId, Integer> matching = new LinkedHashMap<>();
    snapshot.spans(
        query.search(),
        query.range(),
        0,
        span -> matching.merge(span.span().traceId(), 1, Integer::sum));
    return matching.keySet().stream()
        .map(id -> {
          List<SpanRecord> spans = traces.getOrDefault(id, List.of());
          long start = spans.stream().mapToLong(s -> s.span().startUnixNano()).min().orElseThrow();
          long end = spans.stream().mapToLong(s -> s.span().endUnixNano()).max().orElseThrow();
          return new Whole(id, start, end - start, spans.size(), matching.getOrDefault(id, 0));
        })
        .sorted(
            Comparator.comparingLong(Whole::start)
                .reversed()
                .thenComparingLong(whole -> whole.id().high())
                .thenComparingLong(whole -> whole.id().low()))
        .toList();
  }

  private static List<SpanBatch> fill(DuckDbStore store, Random random) throws Exception {
    SymbolTable symbols = new SymbolTable();
    long id = 1;
    List<SpanBatch> batches = new ArrayList<>();
    for (int seal = 0; seal < 6; seal++) {
      batches.clear();
      for (int i = 0; i < 3; i++) {
        batches.add(batch(random, symbols, seal * 200L).withId(id++, 1));
      }
      if (seal < 5) {
        store.seal(batches);
      }
    }
    return batches;
  }

  private static SpanBatch batch(Random random, SymbolTable symbols, long about)
      throws MalformedOtlpException {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = 0; i < 60; i++) {
      // Few ids and times, so that traces are spread over seals and start together.
      long trace = random.nextInt(4) == 0 ? random.nextInt(20) : 1000 + about + random.nextInt(150);
      long start = random.nextInt(10) == 0 ? 777 : about + random.nextInt(300);
      spans.addSpans(
          Span.newBuilder()
              .setTraceId(
                  ByteString.copyFrom(
                      ByteBuffer.allocate(16).putLong(trace).putLong(trace * 31).flip()))
              .setSpanId(
                  ByteString.copyFrom(ByteBuffer.allocate(8).putLong(random.nextLong()).flip()))
              .setName(List.of("a", "b", "c", "d").get(random.nextInt(4)))
              .setKindValue(random.nextInt(3))
              .setStartTimeUnixNano(start)
              .setEndTimeUnixNano(start + random.nextInt(50)));
    }
    byte[] bytes =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
            .build()
            .toByteArray();
    return new SpanWalker(symbols).walk(bytes, bytes.length);
  }
}
