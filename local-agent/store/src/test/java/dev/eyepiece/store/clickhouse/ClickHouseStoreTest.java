package dev.eyepiece.store.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.ClickHouseTables;
import dev.eyepiece.store.Direction;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.Secret;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceList;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import dev.eyepiece.telemetry.TraceId;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in ClickHouse's real engine: what is beyond the contract. */
@Tag("peers")
class ClickHouseStoreTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 31L);
  private static final Search ALL = Search.All.INSTANCE;
  private static final String ENDLESS =
      "SELECT count() FROM numbers(1000000000000) WHERE cityHash64(number) = 1";

  @TempDir static Path data;
  private static ChdbProcess server;

  @BeforeAll
  static void start() throws IOException {
    server = ChdbProcess.start(data.resolve("chdb"));
  }

  @AfterAll
  static void end() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private static List<RecordBatch> spans(int count) {
    return spans(count, 20);
  }

  private static List<RecordBatch> spans(int count, int each) {
    TestTraces traces = new TestTraces(SEED, false);
    SymbolTable symbols = new SymbolTable();
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(traces.batch(each, symbols).withId(i + 1, 1));
    }
    return batches;
  }

  private static long count(TelemetryStore store) throws StoreException {
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      return snapshot.countSpans(ALL, TimeRange.ALL);
    }
  }

  /** Takes rows as text. */
  private static final class Texts implements SqlSink {
    private final List<String> rows = new ArrayList<>();
    private boolean cut;

    @Override
    public void columns(List<String> names) {
      rows.add(names.toString());
    }

    @Override
    public void row(List<@Nullable Object> values) {
      rows.add(values.toString());
    }

    @Override
    public void cut() {
      cut = true;
    }
  }

  private static Texts sql(TelemetryStore store, String sql, long limit) throws StoreException {
    Texts texts = new Texts();
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      snapshot.sql(sql, limit, texts);
    }
    return texts;
  }

  private static void execute(String database, String... statements) throws StoreException {
    try (Server direct = new Server(server.config(database))) {
      direct.execute("CREATE DATABASE IF NOT EXISTS " + database, "default");
      for (String statement : statements) {
        direct.execute(statement);
      }
    }
  }

  @Test
  void whatIsWrittenIsReadByAnotherThatMayOnlyRead() throws Exception {
    List<RecordBatch> batches = spans(5);
    try (TelemetryStore writer = ClickHouse.open(server.made("written"))) {
      writer.seal(batches.subList(0, 3));
    }
    try (TelemetryStore again = ClickHouse.open(server.made("written"))) {
      assertThat(again.sealedUpTo()).isEqualTo(3);
      again.seal(batches.subList(3, 5));
      assertThat(again.limits()).anyMatch(limit -> limit.contains("twice"));
    }
    try (TelemetryStore reader = ClickHouse.open(server.config("written"))) {
      assertThat(count(reader)).isEqualTo(100);
      assertThat(reader.sealedUpTo()).isEqualTo(RecordBatch.NO_ID);
      assertThat(reader.limits()).noneMatch(limit -> limit.contains("twice"));
      assertThatThrownBy(() -> reader.seal(batches)).hasMessage("this store was opened to be read");
    }
  }

  @Test
  void anInsertThatIsRepeatedUnderItsTokenIsTakenOnce() throws Exception {
    List<RecordBatch> batches = spans(3);
    try (TelemetryStore store = ClickHouse.open(server.made("repeated"));
        Server direct = new Server(server.made("repeated"))) {
      Writer writer = new Writer(direct, Schema.detect(direct, "test"));
      writer.write(batches, "a");
      writer.write(batches, "a");
      assertThat(count(store)).isEqualTo(60);
      writer.write(batches, "b");
      assertThat(count(store)).isEqualTo(120);
    }
  }

  @Test
  void aLargeSealGoesInParts() throws Exception {
    List<RecordBatch> batches = spans(50, 1000);
    try (TelemetryStore store = ClickHouse.open(server.made("large"))) {
      store.seal(batches);
      assertThat(store.sealedUpTo()).isEqualTo(50);
      assertThat(count(store)).isEqualTo(batches.stream().mapToLong(RecordBatch::size).sum());
      store.rest();
      assertThat(store.stats().held().spans()).isEqualTo(count(store));
    }
  }

  /** The rows are there, but not that they are: they go again, with what came since. */
  @Test
  void aSealThatFailedGoesAgainAndComesOnce() throws Exception {
    List<RecordBatch> batches = spans(4);
    try (TelemetryStore store = ClickHouse.open(server.made("failed"))) {
      execute("failed", "DROP TABLE " + Ddl.SEALS);
      assertThatThrownBy(() -> store.seal(batches.subList(0, 2))).hasMessageContaining(Ddl.SEALS);
      assertThat(store.sealedUpTo()).isEqualTo(RecordBatch.NO_ID);
      assertThat(count(store)).isEqualTo(40);
      ClickHouse.open(server.made("failed")).close();
      store.seal(batches);
      assertThat(store.sealedUpTo()).isEqualTo(4);
      assertThat(count(store)).isEqualTo(80);
    }
  }

  @Test
  void aQuestionIsEndedOnTheServerToo() throws Exception {
    try (TelemetryStore store = ClickHouse.open(server.made("cancelled"))) {
      AtomicReference<TelemetrySnapshot> asked = new AtomicReference<>();
      CompletableFuture<String> said =
          CompletableFuture.supplyAsync(() -> {
            try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
              asked.set(snapshot);
              snapshot.sql(ENDLESS, 0, new Texts());
              return "an answer";
            } catch (StoreException e) {
              return String.valueOf(e.getMessage());
            }
          });
      String running = "SELECT count() FROM system.processes WHERE query LIKE '%numbers(1000%'";
      while (!sql(store, running, 0).rows.get(1).equals("[2]")) {
        assertThat(said.getNow("")).isEmpty();
      }
      asked.get().cancel();
      assertThat(said.get(30, TimeUnit.SECONDS)).isEqualTo("cancelled");
      while (!sql(store, running, 0).rows.get(1).equals("[1]")) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aQuestionHasALimitOfTime() throws Exception {
    ClickHouseConfig config = server.made("limited").withTimeLimit(Duration.ofSeconds(1));
    try (TelemetryStore store = ClickHouse.open(config)) {
      assertThatThrownBy(() -> sql(store, ENDLESS, 0))
          .hasMessageContaining("the question took longer than 1 s");
    }
  }

  @Test
  void sqlOfUsersReadsTheTablesAndChangesNothing() throws Exception {
    try (TelemetryStore store = ClickHouse.open(server.made("users"))) {
      store.seal(spans(2));
      assertThat(sql(store, "SELECT count() AS n FROM spans;", 0).rows)
          .containsExactly("[n]", "[40]");
      assertThat(
              sql(
                      store,
                      "WITH x AS (SELECT 1 AS a) SELECT a, (SELECT count() FROM spans) FROM x",
                      0)
                  .rows
                  .get(1))
          .isEqualTo("[1, 40]");
      assertThat(sql(store, "SELECT count() FROM otel_traces", 0).rows.get(1)).isEqualTo("[40]");
      Texts cut = sql(store, "SELECT name, kind, duration_ns FROM spans", 7);
      assertThat(cut.rows).hasSize(8);
      assertThat(cut.cut).isTrue();
      for (String forbidden :
          List.of(
              "DROP TABLE otel_traces",
              "INSERT INTO otel_traces (SpanName) VALUES ('x')",
              "SELECT * FROM file('/etc/passwd', LineAsString)",
              "SELECT * FROM url('http://localhost:1/', LineAsString)",
              "SELECT 1 FORMAT CSV",
              "SELECT 1; DROP TABLE otel_traces")) {
        assertThatThrownBy(() -> sql(store, forbidden, 0))
            .as(forbidden)
            .isInstanceOf(StoreException.class);
      }
      assertThatThrownBy(() -> sql(store, "SELECT nothing FROM spans", 0))
          .hasMessageContaining("nothing");
      assertThat(count(store)).isEqualTo(40);
    }
  }

  /** Tables as exporters made them years ago: other columns, other words for kinds. */
  @Test
  void olderTablesAreReadAsTheyAre() throws Exception {
    String map = "Map(LowCardinality(String), String)";
    execute(
        "older",
        "CREATE TABLE otel_traces (Timestamp DateTime64(9), TraceId String, SpanId String,"
            + " ParentSpanId String, SpanName LowCardinality(String), SpanKind"
            + " LowCardinality(String), ServiceName LowCardinality(String), ResourceAttributes "
            + map
            + ", SpanAttributes "
            + map
            + ", Duration Int64, StatusCode LowCardinality(String), Events Nested (Timestamp"
            + " DateTime64(9), Name LowCardinality(String), Attributes "
            + map
            + "), Links Nested (TraceId String, SpanId String, TraceState String, Attributes "
            + map
            + ")) ENGINE = MergeTree ORDER BY (ServiceName, SpanName, toUnixTimestamp(Timestamp))",
        "INSERT INTO otel_traces (Timestamp, TraceId, SpanId, SpanName, SpanKind, ServiceName,"
            + " ResourceAttributes, SpanAttributes, Duration, StatusCode) VALUES"
            + " ('2026-01-02 03:04:05.000000006', '0000000000000000000000000000000a',"
            + " '000000000000000b', 'old', 'SPAN_KIND_SERVER', 'shop', {'host.name': 'h'},"
            + " {'http.status_code': '500'}, 7, 'STATUS_CODE_ERROR')",
        "CREATE TABLE logs_of_mine (Timestamp DateTime64(9), TimestampTime DateTime DEFAULT"
            + " toDateTime(Timestamp), TraceId String, SpanId String, TraceFlags UInt8,"
            + " SeverityText LowCardinality(String), SeverityNumber UInt8, ServiceName"
            + " LowCardinality(String), Body String, ResourceAttributes "
            + map
            + ", LogAttributes "
            + map
            + ") ENGINE = MergeTree PARTITION BY toDate(TimestampTime)"
            + " ORDER BY (ServiceName, TimestampTime, Timestamp)",
        "INSERT INTO logs_of_mine (Timestamp, ServiceName, Body, SeverityNumber) VALUES"
            + " ('2026-01-02 03:04:05.5', 'shop', 'hello', 9)",
        "CREATE TABLE otel_metrics_gauge (ResourceAttributes "
            + map
            + ", ServiceName String, MetricName String, MetricDescription String, MetricUnit"
            + " String, Attributes "
            + map
            + ", StartTimeUnix DateTime, TimeUnix DateTime, Value Float64, Flags UInt32) ENGINE ="
            + " MergeTree ORDER BY (MetricName, TimeUnix)",
        "INSERT INTO otel_metrics_gauge (ServiceName, MetricName, TimeUnix, Value) VALUES"
            + " ('shop', 'queue', '2026-01-02 03:04:05', 4)");
    ClickHouseConfig config =
        ClickHouseConfig.parse(
            "clickhouse://localhost:" + server.port() + "/older?logs=logs_of_mine");
    long second = 1_767_323_045_000_000_000L;
    TimeRange day = new TimeRange(second - 1, second + 86_400_000_000_000L);
    try (TelemetryStore store = ClickHouse.open(config);
        TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      assertThat(store.signals()).isEqualTo(Set.of(Signal.TRACES, Signal.LOGS, Signal.METRICS));
      assertThat(store.limits()).contains("There is no table of profiles.");
      Search search = Search.parse("status:error kind:server http.status_code:500 host.name:h");
      assertThat(snapshot.countSpans(search, day)).isEqualTo(1);
      for (String text :
          List.of(
              "http.response.status_code:/^5/ name:/ld$/",
              "/^5.0$/ -parent:/./ status:/^err/",
              "time:2026-01-02 end:>2026-01-02T03:04:05Z",
              "{status:error} | count() < 2 -event:/./")) {
        assertThat(snapshot.countSpans(Search.parse(text), day)).as(text).isEqualTo(1);
      }
      assertThat(
              snapshot
                  .records(Signal.LOGS)
                  .count(Search.parse("body:/^h/ -trace:/./ time:2026-01-02"), day))
          .isEqualTo(1);
      assertThat(
              snapshot
                  .records(Signal.METRICS)
                  .count(Search.parse("name:/^q/ -start:>1970-01-02 time:2026-01-02"), day))
          .isEqualTo(1);
      assertThat(snapshot.trace(new TraceId(0, 10)).orElseThrow().startUnixNano())
          .containsExactly(second + 6);
      List<String> bodies = new ArrayList<>();
      snapshot
          .logs()
          .logs(
              Search.parse("level:info hello"),
              day,
              Direction.OLDEST_FIRST,
              0,
              log -> bodies.add(log.log().body().toString()));
      assertThat(bodies).hasSize(1);
      assertThat(snapshot.metrics().list(ALL, day).getFirst().lastUnixNano()).isEqualTo(second);
      assertThat(snapshot.profiles().types(ALL, day)).isEmpty();
      assertThat(snapshot.records(Signal.PROFILES).count(ALL, day)).isZero();
    }
  }

  /** As an exporter makes it that was told to keep attributes as JSON. */
  @Test
  void attributesOfTypeJsonAreReadToo() throws Exception {
    execute(
        "json",
        "CREATE TABLE otel_traces (Timestamp DateTime64(9), TraceId String, SpanId String,"
            + " ParentSpanId String, TraceState String, SpanName LowCardinality(String), SpanKind"
            + " LowCardinality(String), ServiceName LowCardinality(String), ResourceAttributes"
            + " JSON, ScopeName String, ScopeVersion String, SpanAttributes JSON, Duration UInt64,"
            + " StatusCode LowCardinality(String), StatusMessage String, Events Nested (Timestamp"
            + " DateTime64(9), Name LowCardinality(String), Attributes JSON), Links Nested"
            + " (TraceId String, SpanId String, TraceState String, Attributes JSON)) ENGINE ="
            + " MergeTree ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))",
        "INSERT INTO otel_traces (Timestamp, TraceId, SpanId, SpanName, SpanKind, ServiceName,"
            + " ResourceAttributes, SpanAttributes, Duration, StatusCode, `Events.Timestamp`,"
            + " `Events.Name`, `Events.Attributes`) VALUES ('2026-01-02 03:04:05',"
            + " '0000000000000000000000000000000a', '000000000000000b', 'new', 'Server', 'shop',"
            + " '{\"host.name\": \"h\"}', '{\"http.status_code\": \"500\", \"http.route\":"
            + " \"/x\"}', 7, 'Error', ['2026-01-02 03:04:05'], ['oops'], ['{\"why\": \"heat\"}'])");
    try (TelemetryStore store = ClickHouse.open(server.config("json"));
        TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      for (String search :
          List.of(
              "http.status_code:>=500",
              "http.response.status_code:>=500",
              "http.route:/X",
              "http.route:/^.x$/",
              "host.name:h heat",
              "host.name:/h/ /^heat$/",
              "event:oops",
              "event:/^oo/",
              "({name:new} | max(http.status_code) >= 500)")) {
        assertThat(snapshot.countSpans(Search.parse(search), TimeRange.ALL))
            .as(search)
            .isEqualTo(1);
      }
      assertThat(snapshot.countSpans(Search.parse("http.route:/y"), TimeRange.ALL)).isZero();
      List<String> attributes = new ArrayList<>();
      snapshot.spans(
          ALL, TimeRange.ALL, 0, span -> attributes.add(span.span().attributes().toString()));
      assertThat(attributes.getFirst()).contains("http.route", "/x", "http.status_code", "500");
      assertThat(snapshot.attributeKeys(5)).hasSize(2);
    }
    assertThatThrownBy(() ->
            ClickHouse.open(
                server.config("json").writing(ClickHouseConfig.Access.WRITE, "test", "")))
        .hasMessageContaining("attributes are of type JSON here, which is only read");
  }

  /** What braces select goes back in a statement, which is longer than usual, up to a bound. */
  @Test
  void manySpansAreSelectedUpToABound() throws Exception {
    long start = 1_767_323_045_000_000_000L;
    try (TelemetryStore store = ClickHouse.open(server.made("many"));
        TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      execute(
          "many",
          "INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, SpanName,"
              + " ServiceName, Duration) SELECT fromUnixTimestamp64Nano(toInt64("
              + start
              + " + number)), leftPad(lower(hex(intDiv(number, 3) + 1)), 32, '0'),"
              + " leftPad(lower(hex(number + 1)), 16, '0'), if(number % 3 = 0, '',"
              + " leftPad(lower(hex(intDiv(number, 3) * 3 + 1)), 16, '0')), 'n', 's', 5"
              + " FROM numbers(24000)");
      TimeRange most = new TimeRange(start, start + 19_999);
      Search braces = Search.parse("{} | count() > 2");
      assertThat(snapshot.countSpans(Search.parse("{} > {}"), TimeRange.ALL)).isEqualTo(16_000);
      assertThat(snapshot.countSpans(braces, most)).isEqualTo(19_999);
      assertThat(snapshot.traces(new TraceQuery(braces, most, TraceQuery.Sort.START, true, 1)))
          .extracting(TraceList::traces, TraceList::matchingSpans)
          .containsExactly(6_667L, 19_999L);
      assertThatThrownBy(() -> snapshot.countSpans(braces, TimeRange.ALL))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "the braces of the search select 24000 spans, and at most 20000 can be told to"
                  + " ClickHouse; a shorter range of time helps");
      // Of one trace alone there are never too many.
      TraceSpans trace = snapshot.trace(new TraceId(0, 7)).orElseThrow();
      assertThat(snapshot.matches(trace, braces)).containsExactly(0, 1, 2);
      assertThat(snapshot.matches(trace, Search.parse("{} > {}"))).containsExactly(1, 2);
    }
  }

  @Test
  void whatIsNotTheExportersIsSaid() throws Exception {
    execute("foreign", "CREATE TABLE otel_logs (Message String) ENGINE = Memory");
    assertThatThrownBy(() -> ClickHouse.open(server.config("foreign")))
        .hasMessageContaining("table otel_logs has no column ServiceName; expected");
    execute("empty");
    assertThatThrownBy(() -> ClickHouse.open(server.config("empty")))
        .hasMessageContaining("database empty has none of the tables otel_traces");
    assertThatThrownBy(() -> ClickHouse.open(server.config("nowhere")))
        .hasMessageContaining("nowhere does not exist");
  }

  /** There is no cluster here, so that the engine's own parser is all that can be asked. */
  @Test
  void statementsForAClusterAreSound() throws Exception {
    try (Server direct = new Server(server.config("default"))) {
      Ddl ddl = new Ddl("otel", ClickHouseTables.DEFAULT, "my-cluster");
      List<String> statements = new ArrayList<>(ddl.statements());
      statements.add(ddl.makeDatabase());
      for (String statement : statements) {
        assertThat(statement).contains("ON CLUSTER `my-cluster`");
        direct.query("EXPLAIN AST " + statement, "test", row -> {});
      }
      assertThat(statements).anyMatch(s -> s.contains("Distributed(`my-cluster`, `otel`,"));
      assertThat(statements).anyMatch(s -> s.contains("ReplicatedMergeTree"));
    }
  }

  @Test
  void anotherServerIsAskedWhenOneIsGone() throws Exception {
    try (ChdbProcess first = ChdbProcess.start(data.resolve("first"))) {
      ClickHouse.open(first.made("shared")).close();
      try (TelemetryStore there = ClickHouse.open(server.made("shared"))) {
        there.seal(spans(1));
      }
      ClickHouseConfig both =
          ClickHouseConfig.parse(
              "http://localhost:" + first.port() + ",localhost:" + server.port() + "/shared");
      try (TelemetryStore store = ClickHouse.open(both)) {
        assertThat(count(store)).isZero();
        first.kill();
        assertThat(count(store)).isEqualTo(20);
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ClickHouseConfig config = ClickHouseConfig.parse("clickhouse://localhost:" + port + "/otel");
    assertThat(config.endpoints()).containsExactly(URI.create("http://localhost:" + port));
    assertThatThrownBy(() -> ClickHouse.open(config))
        .hasMessageContaining("no ClickHouse answers at http://localhost:" + port + "/otel: ");
  }

  @Test
  void aPasswordLetsInAndIsNeverSaid() throws Exception {
    String password = "s3cret-" + SEED;
    try (ChdbProcess closed = ChdbProcess.start(data.resolve("closed"), "ada", password)) {
      String url = "clickhouse://ada@localhost:" + closed.port() + "/otel";
      ClickHouseConfig config =
          ClickHouseConfig.parse(url)
              .withPassword(new Secret(password))
              .writing(ClickHouseConfig.Access.CREATE, "test", "");
      assertThat(config.toString()).doesNotContain(password);
      try (TelemetryStore store = ClickHouse.open(config)) {
        assertThat(count(store)).isZero();
      }
      assertThatThrownBy(() ->
              ClickHouse.open(ClickHouseConfig.parse(url).withPassword(new Secret("wrong-pw"))))
          .hasMessageContaining("ClickHouse does not let user 'ada' in")
          .hasMessageNotContaining("wrong-pw");
    }
  }

  /** Whatever is in a text, it comes back as it was and is no SQL. */
  @Test
  void textIsAlwaysText() throws Exception {
    Random random = new Random(SEED);
    String letters = "'\\\"`%_*{}\0\n\t;-/#$ aä測🔭";
    int[] points = letters.codePoints().toArray();
    try (Server direct = new Server(server.config("default"))) {
      for (int i = 0; i < 200; i++) {
        StringBuilder made = new StringBuilder();
        for (int n = random.nextInt(12); n >= 0; n--) {
          made.appendCodePoint(points[random.nextInt(points.length)]);
        }
        String text = made.toString();
        String plain = text.replace("*", "");
        List<String> found = new ArrayList<>();
        direct.query(
            "SELECT "
                + Sql.literal(text)
                + ", toInt64("
                + Sql.equal(Sql.literal("x" + text + "y"), "x*" + plain + "*Y")
                + "), 1 AS "
                + Sql.name(text),
            "text-" + i,
            row -> {
              found.add(row.text(1));
              found.add(text.equals(plain) ? "" + row.number(2) : "1");
            });
        assertThat(found).as("%s, seed %s", text, SEED).containsExactly(text, "1");
      }
    }
  }
}
