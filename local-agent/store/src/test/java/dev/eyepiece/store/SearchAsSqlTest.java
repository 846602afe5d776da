package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.telemetry.LogWalker;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.ProfileWalker;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search and the statement that it becomes find the same records, half of them sealed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchAsSqlTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 31L);
  private static final long START = 1_790_000_000_000_000_000L;

  @TempDir static Path folder;
  private final SymbolTable symbols = new SymbolTable();
  private final Random random = new Random(SEED);
  private final List<RecordBatch> batches = new ArrayList<>();
  private DuckDbStore store;

  /** Of a signal's table, which are the same for every statement. */
  private final Map<Signal, Set<String>> columns = new EnumMap<>(Signal.class);

  @BeforeAll
  void open() throws Exception {
    System.out.println("seed " + SEED);
    store = DuckDbStore.open(StoreConfig.of(folder));
    for (int i = 0; i < 8; i++) {
      add(new TestTraces(SEED + i, true).batch(40, symbols));
      byte[] logs = OtlpJson.read(Signal.LOGS, bytes(logs(i)));
      add(new LogWalker(symbols).walk(logs, logs.length));
      byte[] points = OtlpJson.read(Signal.METRICS, bytes(points(i)));
      add(new MetricWalker(symbols).walk(points, points.length));
      byte[] profile = OtlpJson.read(Signal.PROFILES, bytes(profile(i)));
      add(new ProfileWalker(symbols).walk(profile, profile.length));
    }
    store.seal(batches.subList(0, 16));
  }

  @AfterAll
  void close() throws StoreException {
    store.close();
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private void add(RecordBatch batch) {
    batches.add(batch.withId(batches.size(), START + batches.size()));
  }

  private static String group(String signal, int i, String records) {
    String name = Character.toUpperCase(signal.charAt(0)) + signal.substring(1);
    return "{\"resource%s\": [{\"resource\": {\"attributes\": [".formatted(name)
        + attribute("service.name", "stringValue", "\"service-" + i % 3 + "\"")
        + ","
        + attribute("host.name", "stringValue", "\"host-" + i % 2 + "\"")
        + "]}, \"scope%s\": [{\"scope\": {\"name\": \"scope %d\"}, %s}]}]"
            .formatted(name, i % 2, records);
  }

  private static String attribute(String key, String type, String value) {
    return "{\"key\": \"%s\", \"value\": {\"%s\": %s}}".formatted(key, type, value);
  }

  private String attributes() {
    List<String> all = new ArrayList<>();
    if (random.nextBoolean()) {
      all.add(attribute("n", "intValue", "\"" + random.nextInt(100) + "\""));
    }
    if (random.nextInt(3) == 0) {
      all.add(attribute("share", "doubleValue", "" + random.nextInt(40) / 8.0));
    }
    if (random.nextInt(4) == 0) {
      all.add(
          attribute("name", "stringValue", "\"Größe it's \\\\\"odd\\\\\"\"".replace("\\\\", "\\")));
    }
    if (random.nextInt(3) == 0) {
      all.add(attribute("host.name", "stringValue", "\"guest\""));
    }
    if (random.nextInt(20) == 0) {
      all.add(attribute("rare\\\"key/~" + random.nextInt(3), "stringValue", "\"x_100%\""));
    }
    all.add(attribute("ok", "boolValue", "" + random.nextBoolean()));
    return "\"attributes\": [" + String.join(",", all) + "]";
  }

  private String logs(int i) {
    List<String> records = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      String trace =
          random.nextInt(3) == 0
              ? ", \"traceId\": \"%032x\", \"spanId\": \"%016x\"".formatted(7 + n % 4, 1 + n % 5)
              : "";
      String severity = random.nextInt(5) == 0 ? "" : ", \"severityNumber\": " + random.nextInt(25);
      String text = random.nextBoolean() ? "" : ", \"severityText\": \"ERROR\"";
      String event = random.nextInt(4) == 0 ? ", \"eventName\": \"device.crash\"" : "";
      records.add(
          "{\"%s\": \"%d\", \"body\": {\"stringValue\": \"%s\"}, %s%s%s%s%s}"
              .formatted(
                  random.nextInt(5) == 0 ? "observedTimeUnixNano" : "timeUnixNano",
                  START + random.nextInt(1_000_000),
                  List.of("card declined", "Card accepted", "größe 5", "n 12").get(n % 4),
                  attributes(),
                  trace,
                  severity,
                  text,
                  event));
    }
    return group("logs", i, "\"logRecords\": [" + String.join(",", records) + "]") + "}";
  }

  private String points(int i) {
    List<String> metrics = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      String point =
          "{\"timeUnixNano\": \"%d\", \"startTimeUnixNano\": \"%d\", \"asDouble\": %s, %s}"
              .formatted(START + n, START, n * 1.5, attributes());
      metrics.add(
          n % 2 == 0
              ? "{\"name\": \"load\", \"unit\": \"1\", \"gauge\": {\"dataPoints\": ["
                  + point
                  + "]}}"
              : "{\"name\": \"orders\", \"unit\": \"{order}\", \"sum\": {\"isMonotonic\": true,"
                  + " \"aggregationTemporality\": 2, \"dataPoints\": ["
                  + point
                  + "]}}");
    }
    metrics.add(
        ("{\"name\": \"time\", \"unit\": \"ms\", \"histogram\": {\"aggregationTemporality\": 1,"
                + " \"dataPoints\": [{\"timeUnixNano\": \"%d\", \"count\": \"%d\", \"sum\": 12.5,"
                + " \"bucketCounts\": [\"%d\"], %s}]}}")
            .formatted(START, i, i, attributes()));
    return group("metrics", i, "\"metrics\": [" + String.join(",", metrics) + "]") + "}";
  }

  private static String profile(int i) {
    return group(
            "profiles",
            i,
            """
            "profiles": [{"sampleType": {"typeStrindex": 1, "unitStrindex": 2},
             "timeUnixNano": "%d", "profileId": "000000000000000100000000000000%02x",
             "samples": [{"stackIndex": 1, "values": ["5"]}, {"stackIndex": 2, "values": ["%d"]},
              {"values": ["1"]}]}]\
            """
                .formatted(START + i, i + 1, 10 * i))
        + """
        , "dictionary": {"stringTable": ["", "cpu", "nanoseconds", "main", "Work::do", "idle"],
         "mappingTable": [{}], "linkTable": [{}], "attributeTable": [{}],
         "functionTable": [{}, {"nameStrindex": 3}, {"nameStrindex": 4}, {"nameStrindex": 5}],
         "locationTable": [{}, {"lines": [{"functionIndex": 1}]}, {"lines": [{"functionIndex": 2}]},
          {"lines": [{"functionIndex": 3}]}],
         "stackTable": [{}, {"locationIndices": [2, 1]}, {"locationIndices": [3, 1]}]}}\
        """;
  }

  /** Keeps what a statement gives. */
  private static final class Rows implements SqlSink {
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private List<String> columns = List.of();
    private List<String> types = List.of();

    @Override
    public void columns(List<String> names) {
      columns = names;
    }

    @Override
    public void types(List<String> names) {
      types = names;
    }

    @Override
    public void row(List<@Nullable Object> values) {
      rows.add(values);
    }

    @Override
    public void cut() {}
  }

  private static Rows run(TelemetrySnapshot snapshot, String sql) throws StoreException {
    Rows rows = new Rows();
    snapshot.sql(sql, 0, rows);
    return rows;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        "TRACES#",
        "TRACES#service:checkout",
        "TRACES#service:CHECK*",
        "TRACES#-service:checkout status:error",
        "TRACES#kind:client duration:>20ms",
        "TRACES#status:>=1 OR kind:*",
        "TRACES#http.response.status_code:>=500",
        "TRACES#server.port:5432",
        "TRACES#cache.hit:true",
        "TRACES#host.name:host-1",
        "TRACES#resource.host.name:host-1",
        "TRACES#name:\"GET /cart\"",
        "TRACES#\"SELECT stock\"",
        "TRACES#reset",
        "TRACES#event:exception",
        "TRACES#größe",
        "TRACES#user.id:*",
        "TRACES#-user.id:*",
        "TRACES#links:>0",
        "TRACES#status:error OR kind:server duration:<20ms",
        "TRACES#-(service:payment OR service:inventory) db",
        "TRACES#nosuch:1",
        "TRACES#100%",
        "TRACES#_",
        "TRACES#'; DROP TABLE spans; --",
        "TRACES#parent:*",
        "TRACES#name:/^GET .c/",
        "TRACES#-name:/o/",
        "TRACES#status:/^(ok|error)$/ kind:/er/",
        "TRACES#trace:/[0-4]$/ OR span:/f$/",
        "TRACES#parent:/./",
        "TRACES#event:/^exc/",
        "TRACES#/^SELECT/",
        "TRACES#-/e/",
        "TRACES#http.status_code:>=500",
        "TRACES#http.status_code:/^5/ OR http.method:*",
        "TRACES#net.peer.port:5432",
        "TRACES#server.port:[5000 TO 6000]",
        "TRACES#time:>2000-01-01 start:>2000-01-01 -end:>2100-01-01",
        "TRACES#end:<2000-01-01",
        "TRACES#{status:error}",
        "TRACES#{kind:server} > {status:error}",
        "TRACES#{kind:server} >> {status:error}",
        "TRACES#{} >> {} >> {kind:client}",
        "TRACES#{status:error} < {}",
        "TRACES#{status:error} << {}",
        "TRACES#{status:error} ~ {}",
        "TRACES#{status:error} && {kind:client}",
        "TRACES#{status:error} || {kind:client}",
        "TRACES#{} | count() > 5",
        "TRACES#{kind:client} | avg(duration) > 20ms",
        "TRACES#{} | max(http.status_code) >= 500",
        "TRACES#({status:error} && {kind:server}) | sum(duration) > 50ms",
        "TRACES#({status:error} | count() > 1) >> {kind:client}",
        "TRACES#-({kind:server} > {status:error}) kind:client",
        "TRACES#({kind:server} > {}) OR ({name:no} ~ {})",
        "LOGS#",
        "LOGS#severity:/^(warn|error)$/",
        "LOGS#-severity:/./ OR severitynumber:/^1.$/",
        "LOGS#body:/^card/ -/crash$/",
        "LOGS#trace:/7$/ OR -span:/./",
        "LOGS#event:/crash$/",
        "LOGS#time:<1970-01-02",
        "LOGS#start:>2000-01-01",
        "LOGS#host.name:/^g/",
        "LOGS#{kind:server}",
        "LOGS#{} >> {}",
        "LOGS#severity:error",
        "LOGS#-severity:error",
        "LOGS#severity:>=9",
        "LOGS#level:warning OR severity:*",
        "LOGS#card",
        "LOGS#body:\"card declined\"",
        "LOGS#body:card*",
        "LOGS#n:>50",
        "LOGS#-n:>50",
        "LOGS#n:12",
        "LOGS#share:0.5",
        "LOGS#ok:true event:device.crash",
        "LOGS#host.name:guest",
        "LOGS#resource.host.name:host-1",
        "LOGS#trace:00000000000000000000000000000007",
        "LOGS#trace:*",
        "LOGS#-span:*",
        "LOGS#größe",
        "LOGS#it's",
        "LOGS#x_100%",
        "LOGS#scope:\"scope 1\"",
        "LOGS#service:service-1 12",
        "LOGS#span.name:Größe*",
        "METRICS#",
        "METRICS#name:load",
        "METRICS#value:>3",
        "METRICS#count:>=1 sum:*",
        "METRICS#type:sum monotonic:true",
        "METRICS#temporality:cumulative OR unit:ms",
        "METRICS#orders",
        "METRICS#n:<50",
        "METRICS#name:/^lo/ OR unit:/^{/",
        "METRICS#type:/^(gauge|sum)$/ -monotonic:/t/",
        "METRICS#time:>2000-01-01 start:>2000-01-01",
        "METRICS#end:>2000-01-01",
        "METRICS#/^orders$/",
        "PROFILES#",
        "PROFILES#function:/^Work/",
        "PROFILES#/^idle$/",
        "PROFILES#profile:/2$/",
        "PROFILES#-trace:/./",
        "PROFILES#time:>2000-01-01",
        "PROFILES#{} > {}",
        "PROFILES#function:main",
        "PROFILES#function:work*",
        "PROFILES#work",
        "PROFILES#-function:main",
        "PROFILES#function:*",
        "PROFILES#value:>=20",
        "PROFILES#type:cpu unit:nanoseconds",
        "PROFILES#profile:00000000000000010000000000000002",
        "PROFILES#trace:*",
      })
  void theStatementFindsWhatTheSearchFinds(Signal signal, @Nullable String text) throws Exception {
    Search search = Search.parse(text == null ? "" : text);
    try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
      Set<String> known = columns.get(signal);
      if (known == null) {
        String none = "SELECT * FROM " + SearchAsSql.table(signal) + " LIMIT 0";
        known = new HashSet<>(run(snapshot, none).columns);
        columns.put(signal, known);
      }
      for (TimeRange range : List.of(TimeRange.ALL, new TimeRange(START, START + 500_000))) {
        String sql = SearchAsSql.of(signal, search, range, known);
        // A statement that knows no attribute has them from the JSON, and finds the same.
        String json = SearchAsSql.of(signal, search, range, Set.of());
        long expected = snapshot.records(signal).count(search, range);
        String both =
            "SELECT (SELECT count(*) FROM (" + sql + ")), (SELECT count(*) FROM (" + json + "))";
        assertThat(run(snapshot, both).rows)
            .as("%s%nand%n%s", sql, json)
            .containsExactly(List.of(expected, expected));
      }
    }
  }

  @Test
  void aStatementReadsWell() throws Exception {
    String sql =
        SearchAsSql.of(
            Signal.TRACES,
            Search.parse("service:cart status:error duration:>5ms http.route:/cart"),
            new TimeRange(5, Long.MAX_VALUE),
            Set.of("service", "http.route"));
    assertThat(sql)
        .isEqualTo(
            """
            SELECT start, service, name, kind, status, duration_ns, trace_id, span_id
            FROM spans
            WHERE service ILIKE 'cart'
              AND status = 'error'
              AND duration_ns > CAST('5000000.0' AS DOUBLE)
              AND coalesce("http.route", json_extract_string(resource, '$."http.route"')) ILIKE '/cart'
              AND start_ns >= 5
            ORDER BY start_ns DESC\
            """);
  }

  @Test
  void aSearchOfWholeTracesReadsWell() throws Exception {
    String sql =
        SearchAsSql.of(
            Signal.TRACES,
            Search.parse("{service:cart} >> {status:error}"),
            TimeRange.ALL,
            Set.of());
    assertThat(sql)
        .isEqualTo(
            """
            WITH RECURSIVE
              spans_1 AS MATERIALIZED (
                SELECT trace_id, span_id, start_ns, end_ns, parent_span_id
                FROM spans
                WHERE service ILIKE 'cart'),
              spans_2 AS MATERIALIZED (
                SELECT trace_id, span_id, start_ns, end_ns, parent_span_id
                FROM spans
                WHERE status = 'error'),
              spans_3 AS MATERIALIZED (
                SELECT trace_id, span_id, parent_span_id FROM spans
                WHERE trace_id IN (SELECT trace_id FROM spans_1)),
              spans_4 AS MATERIALIZED (
                SELECT trace_id, span_id FROM spans_1
                UNION
                SELECT trace_id, spans_3.span_id FROM spans_3 JOIN spans_4 USING (trace_id)
                WHERE spans_3.parent_span_id = spans_4.span_id),
              spans_5 AS MATERIALIZED (
                SELECT * FROM spans_2
                WHERE (trace_id, parent_span_id) IN (SELECT trace_id, span_id FROM spans_4))
            SELECT start, service, name, kind, status, duration_ns, trace_id, span_id
            FROM spans
            WHERE (trace_id, span_id, start_ns, end_ns) IN (SELECT trace_id, span_id, start_ns, end_ns FROM spans_5)
            ORDER BY start_ns DESC\
            """);
  }

  @Test
  void anErrorSaysWhereInTheStatementItIs() throws Exception {
    for (String sql :
        List.of(
            "SELECT 'größe', @not_there FROM spans",
            "  SELECT 'größe' x\n  @y z FROM spans",
            "SELECT service FROM @spanz",
            "SELECT @nosuch(1) FROM logs",
            "SELECT 1 @WHERE 1 = ) 2")) {
      String plain = sql.replace("@", "");
      try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
        assertThatThrownBy(() -> snapshot.sql(plain, 10, new Rows()))
            .as(plain)
            .isInstanceOfSatisfying(
                SqlException.class,
                e -> {
                  assertThat(e.problem()).doesNotContain("{").doesNotContain("\\\"");
                  int expected =
                      plain.indexOf(')') > 0 && plain.contains("WHERE")
                          ? plain.indexOf(')')
                          : sql.indexOf('@');
                  assertThat(e.offset()).isEqualTo(expected);
                });
        // The same snapshot answers on, and its other errors are sentences.
        assertThat(run(snapshot, "SELECT 1 AS one").rows).hasSize(1);
      }
    }
  }

  @Test
  void typesAreToldAndSumsAreNumbers() throws Exception {
    try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
      Rows rows =
          run(
              snapshot,
              "SELECT service, sum(duration_ns) AS total, max(start) AS newest FROM spans GROUP BY 1");
      assertThat(rows.columns).containsExactly("service", "total", "newest");
      assertThat(rows.types).containsExactly("VARCHAR", "HUGEINT", "TIMESTAMP_NS");
      assertThat(rows.rows.getFirst().get(1)).isInstanceOf(Long.class);
    }
  }

  @Test
  void aRunningStatementIsEndedFromAnotherThread() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (TelemetrySnapshot snapshot = store.snapshot(batches);
        var threads = Executors.newSingleThreadExecutor()) {
      var canceller =
          threads.submit(() -> {
            asked.await();
            snapshot.cancel();
            return true;
          });
      // Such a product of all numbers would take days.
      String endless =
          "SELECT count(*) FROM range(3000000000) a, range(1000) b WHERE (a.range * b.range) % 7 = 3";
      asked.countDown();
      assertThatThrownBy(() -> snapshot.sql(endless, 10, new Rows()))
          .isInstanceOf(StoreException.class)
          .hasMessage("cancelled");
      assertThat(canceller.get()).isTrue();
    }
  }
}
