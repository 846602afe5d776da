package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.eyepiece.telemetry.LogWalker;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TraceId;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random searches over random traces, with cycles of parents, parents that are not there and spans
 * that came twice, find what the naive reading finds, while more and more is sealed.
 */
public class SearchPropertyTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261130L);
  private static final long START = 1_790_000_000_000_000_000L;
  private static final String[] SERVICES = {"cart", "checkout", "payment", "db"};
  private static final String[] NAMES = {"GET /cart", "GET /item", "SELECT stock", "charge", ""};

  @TempDir protected Path folder;
  private final Random random = new Random(SEED);
  private final SymbolTable symbols = new SymbolTable();

  /** A store without anything in it. */
  protected TelemetryStore open() throws Exception {
    return DuckDbStore.open(StoreConfig.of(folder));
  }

  /** Whether it answers for what is not sealed yet, and writes a search as a statement. */
  protected boolean isLocal() {
    return true;
  }

  private TelemetrySnapshot snapshot(TelemetryStore store, List<? extends RecordBatch> batches)
      throws StoreException {
    return store.snapshot(isLocal() ? batches : List.of());
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static ByteString id(long number, int bytes) {
    byte[] id = new byte[bytes];
    for (int i = 0; i < 8; i++) {
      id[bytes - 1 - i] = (byte) (number >>> (8 * i));
    }
    return ByteString.copyFrom(id);
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static AnyValue number(long number) {
    return AnyValue.newBuilder().setIntValue(number).build();
  }

  /** Few ids, so that spans meet, also in circles and twice. */
  private Span span() {
    long start = START + random.nextInt(1000) * 1_000_000L;
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(id(1 + random.nextInt(12), 16))
            .setSpanId(id(1 + random.nextInt(15), 8))
            .setName(one(NAMES))
            .setKindValue(random.nextInt(6))
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + random.nextInt(200) * 1_000_000L)
            .setStatus(Status.newBuilder().setCodeValue(random.nextInt(3)));
    if (random.nextInt(4) > 0) {
      span.setParentSpanId(id(1 + random.nextInt(18), 8));
    }
    if (random.nextBoolean()) {
      String key = one("http.status_code", "http.response.status_code");
      span.addAttributes(attribute(key, number(200 + 100 * random.nextInt(4))));
    }
    if (random.nextBoolean()) {
      span.addAttributes(attribute("size", number(random.nextInt(5000))));
    }
    if (random.nextBoolean()) {
      span.addAttributes(attribute("note", text(one("a b", "x/y", "line\nbreak", "Größe", "7"))));
    }
    if (random.nextInt(3) == 0) {
      span.addEvents(Span.Event.newBuilder().setName(one("exception", "retry 2")));
    }
    return span.build();
  }

  private SpanBatch batch(int number) throws Exception {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (int r = random.nextInt(3); r >= 0; r--) {
      ResourceSpans.Builder resource = request.addResourceSpansBuilder();
      resource
          .getResourceBuilder()
          .addAttributes(attribute("service.name", text(one(SERVICES))))
          .addAttributes(attribute("host.name", text(one("h1", "h2"))));
      ScopeSpans.Builder scope = resource.addScopeSpansBuilder();
      for (int s = random.nextInt(8); s >= 0; s--) {
        scope.addSpans(span());
      }
    }
    byte[] bytes = request.build().toByteArray();
    return new SpanWalker(symbols).walk(bytes, bytes.length).withId(number, START + number);
  }

  private String term() {
    return one("", "", "", "-")
        + switch (random.nextInt(14)) {
          case 0 -> "service:" + one(SERVICES);
          case 1 -> "name:/" + one("^GET", "cart$", "o.k", "^$", "(?i)get", "[st]t") + "/";
          case 2 -> "status:" + one("error", "ok", "unset", "/^e/");
          case 3 ->
              "duration:" + one(">100ms", "<=50ms", "[50ms TO 100ms}", "20ms..90ms", "{0 TO 10}");
          case 4 ->
              one("http.status_code", "http.response.status_code")
                  + ":"
                  + one("200", "[300 TO 400]", ">=500", "*", "/^[23]/", "300..");
          case 5 -> "size:" + one(">1KiB", "<2kB", "[1000 TO 2000]", "..3e3", "*");
          case 6 ->
              "/" + one("^a b$", "x.y", "line.break", "^7$", "retry \\d", "größe", "^h1") + "/";
          case 7 -> one("cart", "größe", "retry", "7");
          case 8 -> "host.name:" + one("h1", "/2$/", "*");
          case 9 -> "start:>" + one("2026-09-21T13:46:40.5Z", "2026-09-21T14:13:20.500Z");
          case 10 -> "end:<=2026-09-21T14:13:20.6Z";
          case 11 -> "time:" + one("2026-09-21", "2026-09-22", "[2026-09-21T14:13:20.2Z TO *]");
          case 12 -> "trace:/" + one("0[1-5]$", "b$") + "/";
          default -> "event:" + one("exception", "/^retry/", "*");
        };
  }

  private String search(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(5)) {
      case 1 -> search(depth - 1) + " " + search(depth - 1);
      case 2 -> "(" + search(depth - 1) + " OR " + search(depth - 1) + ")";
      case 3 -> "NOT (" + search(depth - 1) + ")";
      default -> term();
    };
  }

  private String set(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 1, 2, 3 ->
          "(" + set(depth - 1) + " " + one(">>", ">", "~", "<", "<<") + " " + set(depth - 1) + ")";
      case 4 -> "(" + set(depth - 1) + one(" && ", " || ") + set(depth - 1) + ")";
      case 5 ->
          "("
              + set(depth - 1)
              + " | "
              + one("count()", "avg(duration)", "max(size)", "sum(size)", "min(duration)")
              + one(" > ", " >= ", " < ", " = ")
              + one("2", "1", "100ms", "1024")
              + ")";
      default -> "{" + one(search(1), search(1), "") + "}";
    };
  }

  /** Which spans it finds; of a search with braces its set alone. */
  private static Set<SpanRecord> expected(Search search, Map<TraceId, List<SpanRecord>> traces) {
    Set<SpanRecord> found = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    for (List<SpanRecord> trace : traces.values()) {
      if (search instanceof Search.InTrace structural) {
        NaiveSpanSet.select(structural.set(), trace).forEach(at -> found.add(trace.get(at)));
      } else {
        trace.stream().filter(span -> NaiveSearch.matches(search, span)).forEach(found::add);
      }
    }
    return found;
  }

  private static String key(SpanRecord record) {
    return record.span().traceId()
        + " "
        + record.span().spanId()
        + " "
        + record.span().parentSpanId()
        + " "
        + record.span().startUnixNano()
        + " "
        + record.span().endUnixNano()
        + " "
        + record.span().name();
  }

  private int check(TelemetrySnapshot snapshot, String text, Map<TraceId, List<SpanRecord>> traces)
      throws Exception {
    Search search = Search.parse(text);
    Set<SpanRecord> all = expected(search, traces);
    TimeRange half = new TimeRange(START + 300_000_000L, START + 800_000_000L);
    for (TimeRange range : List.of(TimeRange.ALL, half)) {
      List<String> wanted =
          all.stream()
              .filter(span -> range.contains(span.span().startUnixNano()))
              .map(SearchPropertyTest::key)
              .sorted()
              .toList();
      List<String> found = new ArrayList<>();
      snapshot.spans(search, range, 0, span -> found.add(key(span)));
      assertThat(found.stream().sorted().toList()).as("seed %s: %s", SEED, text).isEqualTo(wanted);
      assertThat(snapshot.countSpans(search, range)).isEqualTo(wanted.size());
      TraceList list =
          snapshot.traces(new TraceQuery(search, range, TraceQuery.Sort.START, true, 100));
      assertThat(list.matchingSpans()).as("seed %s: %s", SEED, text).isEqualTo(wanted.size());
      Set<String> ids = new HashSet<>();
      wanted.forEach(span -> ids.add(span.substring(0, 32)));
      assertThat(list.traces()).isEqualTo(ids.size());
      if (isLocal() && range.equals(half)) {
        assertThat(counted(snapshot, SearchAsSql.of(Signal.TRACES, search, half, Set.of())))
            .as("seed %s: %s as a statement", SEED, text)
            .isEqualTo(wanted.size());
      }
    }
    return all.isEmpty() ? 0 : 1;
  }

  /** The page of one trace marks what a search of all traces selects there. */
  private void inOneTrace(
      TelemetrySnapshot snapshot, String text, Map<TraceId, List<SpanRecord>> traces)
      throws Exception {
    List<TraceId> ids = List.copyOf(traces.keySet());
    TraceId id = ids.get(random.nextInt(ids.size()));
    Search search = Search.parse(text);
    long selected =
        expected(search, traces).stream().filter(span -> span.span().traceId().equals(id)).count();
    TraceSpans trace = snapshot.trace(id).orElseThrow();
    assertThat(snapshot.matches(trace, search))
        .as("seed %s: %s in %s", SEED, text, id)
        .hasSize((int) selected);
  }

  private static long counted(TelemetrySnapshot snapshot, String sql) throws StoreException {
    long[] count = {0};
    snapshot.sql(
        "SELECT count(*) FROM (" + sql + ")",
        0,
        new SqlSink() {
          @Override
          public void columns(List<String> names) {}

          @Override
          public void row(List<@Nullable Object> values) {
            count[0] = ((Number) Objects.requireNonNull(values.getFirst())).longValue();
          }

          @Override
          public void cut() {}
        });
    return count[0];
  }

  @Test
  void randomSearchesFindWhatTheNaiveReadingFinds() throws Exception {
    try (TelemetryStore store = open()) {
      List<SpanBatch> batches = new ArrayList<>();
      Map<TraceId, List<SpanRecord>> traces = new LinkedHashMap<>();
      int sealed = 0;
      int found = 0;
      for (int round = 0; round < 6; round++) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          SpanBatch batch = batch(batches.size());
          batches.add(batch);
          for (int row = 0; row < batch.size(); row++) {
            SpanRecord span = SpanReader.read(batch, row);
            traces.computeIfAbsent(span.span().traceId(), _ -> new ArrayList<>()).add(span);
          }
        }
        int upTo =
            isLocal() ? sealed + random.nextInt(batches.size() - sealed + 1) : batches.size();
        if (upTo > sealed) {
          store.seal(batches.subList(sealed, upTo));
          sealed = upTo;
        }
        try (TelemetrySnapshot snapshot = snapshot(store, batches)) {
          for (int i = 0; i < 12; i++) {
            check(snapshot, search(2), traces);
            String braces = set(3);
            found += check(snapshot, braces, traces);
            inOneTrace(snapshot, braces, traces);
            if (isLocal()) {
              try (TelemetrySnapshot again = store.snapshot(batches)) {
                assertThat(again.countSpans(Search.parse(braces), TimeRange.ALL))
                    .as("seed %s: %s, of another snapshot", SEED, braces)
                    .isEqualTo(expected(Search.parse(braces), traces).size());
              }
            }
          }
        }
      }
      assertThat(found).as("structural searches that find something").isGreaterThan(15);
    }
  }

  @Test
  void logRecordsOfSelectedSpansAreFound() throws Exception {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    for (int i = 0; i < 400; i++) {
      request
          .addResourceLogsBuilder()
          .addScopeLogsBuilder()
          .addLogRecordsBuilder()
          .setTimeUnixNano(START + i)
          .setTraceId(id(1 + random.nextInt(12), 16))
          .setSpanId(id(1 + random.nextInt(15), 8));
    }
    byte[] bytes = request.build().toByteArray();
    List<RecordBatch> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(batch(i));
    }
    all.add(new LogWalker(symbols).walk(bytes, bytes.length).withId(20, START));
    try (TelemetryStore store = open()) {
      store.seal(isLocal() ? all.subList(0, 9) : all);
      try (TelemetrySnapshot snapshot = snapshot(store, all)) {
        Search selected = Search.parse("{status:error} > {}");
        Set<String> spans = new HashSet<>();
        snapshot.spans(
            selected,
            TimeRange.ALL,
            0,
            one -> spans.add(one.span().traceId() + " " + one.span().spanId()));
        Set<String> named = new HashSet<>();
        snapshot
            .logs()
            .logs(
                selected,
                TimeRange.ALL,
                Direction.OLDEST_FIRST,
                0,
                one ->
                    named.add(
                        new TraceId(one.log().traceIdHigh(), one.log().traceIdLow())
                            + " "
                            + one.log().spanId()));
        assertThat(named).isNotEmpty().isSubsetOf(spans);
        long others = snapshot.logs().count(new Search.Not(selected), TimeRange.ALL);
        assertThat(others + snapshot.logs().count(selected, TimeRange.ALL)).isEqualTo(400);
        assertThat(others).isPositive();
      }
    }
  }

  /** A condition over spans like others, and for other signals by the span that they name. */
  @Test
  void bracesStandBesideOtherTerms() throws Exception {
    try (TelemetryStore store = open()) {
      List<SpanBatch> batches = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        batches.add(batch(i));
      }
      store.seal(isLocal() ? batches.subList(0, 11) : batches);
      try (TelemetrySnapshot snapshot = snapshot(store, batches)) {
        Search selected = Search.parse("{status:error} >> {service:db}");
        long both =
            snapshot.countSpans(
                Search.parse("({status:error} >> {service:db}) name:/GET/"), TimeRange.ALL);
        long neither =
            snapshot.countSpans(
                Search.parse("-({status:error} >> {service:db}) name:/GET/"), TimeRange.ALL);
        assertThat(both).isPositive();
        assertThat(both + neither)
            .isEqualTo(snapshot.countSpans(Search.parse("name:/GET/"), TimeRange.ALL));
        assertThat(snapshot.facet("service", selected, TimeRange.ALL, 5))
            .containsExactly(new FacetValue("db", snapshot.countSpans(selected, TimeRange.ALL)));
        assertThat(snapshot.red(selected, TimeRange.ALL, 4).services()).hasSize(1);
        assertThat(
                org.assertj.core.api.Assertions.catchThrowable(
                    () -> snapshot.metrics().count(selected, TimeRange.ALL)))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("data points belong to none");
      }
    }
  }
}
