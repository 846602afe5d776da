package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Questions that are asked again and again of a store while it grows, whose windows end at random
 * moments, go when they are old, and hold traces together and spans twice, have the answers that a
 * look at every span finds.
 */
class SettledAnswersTest {
  private static final long SEED = Long.getLong("eyepiece.seed", System.nanoTime());
  private static final long HOUR = Duration.ofHours(1).toNanos();

  /** Asked in every round, so that answers are kept from one to the next. */
  private static final List<String> SEARCHES =
      List.of("", "name:a", "name:(a OR b) -kind:2", "number:>4000", "kind:9");

  private static final List<TimeRange> RANGES =
      List.of(
          TimeRange.ALL,
          new TimeRange(100, Long.MAX_VALUE),
          new TimeRange(Long.MIN_VALUE, 900),
          new TimeRange(250, 1200));

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final SymbolTable symbols = new SymbolTable();
  private final List<byte[]> sent = new ArrayList<>();
  private long id = 1;
  private long arrived = 1;

  @Test
  void whatIsKeptIsWhatALookAtEverySpanFinds() throws Exception {
    StoreConfig config = StoreConfig.of(folder).keptFor(Duration.ofHours(15));
    int settled = 0;
    try (DuckDbStore store = DuckDbStore.open(config)) {
      for (int round = 0; round < 12; round++) {
        // A window ends when it is six hours old.
        arrived += round % 2 == 1 ? 7 * HOUR : random.nextInt(5);
        List<SpanBatch> fresh = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          fresh.add(batch(round));
        }
        store.seal(fresh.subList(0, random.nextInt(fresh.size() + 1)));
        try (DuckDbSnapshot snapshot = (DuckDbSnapshot) store.snapshot(fresh)) {
          settled += check(snapshot, "seed " + SEED + ", round " + round);
        }
        store.seal(fresh);
      }
      assertThat(store.stats().deleted().spans()).as("spans of windows that went").isPositive();
    }
    assertThat(settled).as("rounds with settled windows").isGreaterThan(4);
  }

  private SpanBatch batch(int round) throws Exception {
    boolean again = !sent.isEmpty() && random.nextInt(6) == 0;
    byte[] bytes = again ? sent.get(random.nextInt(sent.size())) : spans(round * 50L);
    sent.add(bytes);
    return new SpanWalker(symbols).walk(bytes, bytes.length).withId(id++, arrived);
  }

  private byte[] spans(long about) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = 0; i < 80; i++) {
      // Few ids of all rounds, many that lie near the round, one that is no id.
      long trace = random.nextInt(6) == 0 ? random.nextInt(12) : 1000 + about + random.nextInt(120);
      long start = about + random.nextInt(200);
      spans.addSpans(
          Span.newBuilder()
              .setTraceId(
                  ByteString.copyFrom(
                      ByteBuffer.allocate(16).putLong(trace).putLong(trace * 31).flip()))
              .setSpanId(
                  ByteString.copyFrom(ByteBuffer.allocate(8).putLong(random.nextInt(400)).flip()))
              .setParentSpanId(
                  ByteString.copyFrom(ByteBuffer.allocate(8).putLong(random.nextInt(400)).flip()))
              .setName(List.of("a", "b", "c", "\uE000", "\uD83D\uDE00").get(random.nextInt(5)))
              .setKindValue(random.nextInt(4))
              .setStartTimeUnixNano(start)
              .setEndTimeUnixNano(start + random.nextInt(50))
              .addAttributes(
                  KeyValue.newBuilder()
                      .setKey("number")
                      .setValue(AnyValue.newBuilder().setIntValue(random.nextInt(6000)))));
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpans(spans);
    return request.build().toByteArray();
  }

  /** Whether some windows were settled. */
  private int check(DuckDbSnapshot snapshot, String when) throws Exception {
    Relation relation = snapshot.relations().of(SignalTable.SPANS);
    Map<TraceId, Long> starts = new HashMap<>();
    Map<TraceId, Integer> spans = new HashMap<>();
    snapshot.spans(
        Search.All.INSTANCE,
        TimeRange.ALL,
        0,
        span -> {
          starts.merge(span.span().traceId(), span.span().startUnixNano(), Math::min);
          spans.merge(span.span().traceId(), 1, Integer::sum);
        });
    for (String text : SEARCHES) {
      Search search = Search.parse(text);
      for (int i = 0; i < 2; i++) {
        TimeRange range = RANGES.get(random.nextInt(RANGES.size()));
        String what = when + ", '" + text + "', " + range;
        List<SpanRecord> matching = new ArrayList<>();
        snapshot.spans(search, range, 0, matching::add);
        Set<TraceId> traces = new HashSet<>();
        matching.forEach(span -> traces.add(span.span().traceId()));
        assertThat(snapshot.countSpans(search, range)).as(what).isEqualTo(matching.size());
        TraceQuery query = new TraceQuery(search, range, TraceQuery.Sort.START, true, 3);
        assertThat(snapshot.traceTotals(query))
            .as(what)
            .isEqualTo(new TraceTotals(traces.size(), matching.size()));
        List<TraceRow> rows = snapshot.traceRows(query).rows();
        assertThat(rows.stream().map(TraceRow::traceId).toList())
            .as(what)
            .isEqualTo(newest(traces, starts, 3));
        assertThat(rows)
            .as(what)
            .allMatch(row -> row.spans() == spans.getOrDefault(row.traceId(), 0));
        String field = random.nextBoolean() ? "name" : "number";
        int limit = 1 + random.nextInt(6);
        List<FacetValue> expected = facet(matching, field);
        assertThat(snapshot.facet(field, search, range, limit))
            .as(what + ", " + field)
            .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
      }
    }
    return Halves.of(relation, Search.All.INSTANCE, TimeRange.ALL) == null ? 0 : 1;
  }

  private static List<TraceId> newest(Set<TraceId> of, Map<TraceId, Long> starts, int limit) {
    return of.stream()
        .sorted(
            Comparator.comparing((TraceId id) -> starts.getOrDefault(id, 0L))
                .reversed()
                .thenComparingLong(TraceId::high))
        .limit(limit)
        .toList();
  }

  private static List<FacetValue> facet(List<SpanRecord> spans, String field) {
    Map<String, Long> counts = new TreeMap<>();
    for (SpanRecord span : spans) {
      String value =
          field.equals("name")
              ? span.span().name().toString()
              : Long.toString((long) NaiveSearch.number(field, span).orElseThrow());
      counts.merge(value, 1L, Long::sum);
    }
    return counts.entrySet().stream()
        .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(FacetValue::spans)
                .reversed()
                .thenComparing(
                    value -> ByteString.copyFromUtf8(value.value()),
                    ByteString.unsignedLexicographicalComparator()))
        .toList();
  }
}
