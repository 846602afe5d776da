package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.telemetry.ProtoOracle;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import dev.eyepiece.telemetry.TraceId;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbStoreTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 7L);

  @TempDir Path folder;
  private final SymbolTable symbols = new SymbolTable();
  private final TestTraces traces = new TestTraces(SEED, true);
  private long nextId;
  private DuckDbStore store;

  @BeforeEach
  void open() throws StoreException {
    store = DuckDbStore.open(StoreConfig.of(folder));
  }

  @AfterEach
  void close() throws StoreException {
    store.close();
  }

  private List<SpanBatch> batches(int count, int spans) {
    List<SpanBatch> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(traces.batch(spans, symbols).withId(nextId++, 1_790_000_000_000_000_000L + nextId));
    }
    return made;
  }

  static List<ResourceSpans> protos(List<SpanBatch> batches) {
    List<ResourceSpans> all = new ArrayList<>();
    for (SpanBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        all.add(ProtoOracle.proto(SpanReader.read(batch, row)));
      }
    }
    all.sort(Comparator.comparing(DuckDbStoreTest::key));
    return all;
  }

  static String key(ResourceSpans one) {
    return one.getScopeSpans(0).getSpans(0).getSpanId().toStringUtf8() + one.hashCode();
  }

  private List<ResourceSpans> all(List<SpanBatch> unsealed) throws StoreException {
    List<ResourceSpans> found = new ArrayList<>();
    try (TelemetrySnapshot snapshot = store.snapshot(unsealed)) {
      snapshot.spans(
          Search.All.INSTANCE, TimeRange.ALL, 0, record -> found.add(ProtoOracle.proto(record)));
    }
    found.sort(Comparator.comparing(DuckDbStoreTest::key));
    return found;
  }

  @Test
  void everyFieldComesBackFromWindowAndFromRing() throws Exception {
    List<SpanBatch> batches = batches(12, 60);
    List<ResourceSpans> expected = protos(batches);
    assertThat(all(batches)).isEqualTo(expected);
    store.seal(batches.subList(0, 5));
    assertThat(all(batches)).as("half sealed").isEqualTo(expected);
    store.seal(batches.subList(5, 12));
    assertThat(all(batches)).as("sealed, still given").isEqualTo(expected);
    assertThat(all(List.of())).as("sealed").isEqualTo(expected);
    store.close();
    open();
    assertThat(store.sealedUpTo()).isEqualTo(11);
    assertThat(all(List.of())).as("opened again").isEqualTo(expected);
  }

  @Test
  void noSpanIsSeenTwiceOrMissedWhileSealing() throws Exception {
    List<SpanBatch> batches = batches(60, 40);
    long expected = batches.stream().mapToLong(SpanBatch::size).sum();
    AtomicLong done = new AtomicLong();
    AtomicInteger looks = new AtomicInteger();
    Thread sealer =
        new Thread(() -> {
          try {
            for (int i = 0; i < batches.size(); i += 3) {
              // On a busy machine all would be sealed before anybody has looked.
              while (looks.get() < i / 10) {
                LockSupport.parkNanos(1_000_000);
              }
              store.seal(batches.subList(i, i + 3));
              done.incrementAndGet();
            }
          } catch (StoreException e) {
            done.set(-1);
          }
        });
    sealer.setDaemon(true);
    sealer.start();
    while (sealer.isAlive() || looks.get() == 0) {
      try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
        assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL)).isEqualTo(expected);
        assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL)).isEqualTo(expected);
      }
      looks.incrementAndGet();
    }
    assertThat(done).hasValue(20);
    assertThat(looks.get()).isGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service:checkout",
        "service:CHECK*",
        "-service:checkout",
        "status:error",
        "kind:client",
        "http.response.status_code:>=500",
        "http.response.status_code:500",
        "duration:>50ms",
        "server.port:5432",
        "cache.hit:true",
        "host.name:host-1",
        "resource.host.name:host-1",
        "name:\"GET /cart\"",
        "\"SELECT stock\"",
        "reset",
        "event:exception",
        "größe",
        "quote'\"",
        "user.id:*",
        "links:>0",
        "-links:1",
        "status:error OR kind:server duration:<20ms",
        "-(service:payment OR service:inventory) db",
        "service:(payment OR inventory)",
        "nosuch:1",
        "100%",
        "_",
        "'; DROP TABLE spans; --"
      })
  void searchesFindWhatANaiveReadingFinds(String text) throws Exception {
    List<SpanBatch> batches = batches(10, 50);
    store.seal(batches.subList(0, 6));
    String mended = text.equals("quote'\"") ? "quote'" : text;
    Search search = Search.parse(mended);
    long expected = 0;
    for (SpanBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        expected += NaiveSearch.matches(search, SpanReader.read(batch, row)) ? 1 : 0;
      }
    }
    try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
      assertThat(snapshot.countSpans(search, TimeRange.ALL)).isEqualTo(expected);
      List<SpanRecord> found = new ArrayList<>();
      snapshot.spans(search, TimeRange.ALL, 0, found::add);
      assertThat(found).hasSize((int) expected).allMatch(r -> NaiveSearch.matches(search, r));
      assertThat(found)
          .isSortedAccordingTo(Comparator.comparingLong(r -> r.span().startUnixNano()));
    }
  }

  @Test
  void tracesAreWholeWhateverMatches() throws Exception {
    List<SpanBatch> batches = batches(8, 80);
    store.seal(batches.subList(0, 3));
    Map<TraceId, List<SpanRecord>> byTrace = new HashMap<>();
    for (SpanBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        SpanRecord record = SpanReader.read(batch, row);
        byTrace.computeIfAbsent(record.span().traceId(), id -> new ArrayList<>()).add(record);
      }
    }
    Search search = Search.parse("service:payment");
    try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
      TraceList list =
          snapshot.traces(
              new TraceQuery(search, TimeRange.ALL, TraceQuery.Sort.DURATION, true, 10_000));
      assertThat(list.rows()).hasSize((int) list.traces());
      assertThat(list.rows())
          .isSortedAccordingTo(Comparator.comparingLong(TraceRow::durationNano).reversed());
      long matching = 0;
      for (TraceRow row : list.rows()) {
        List<SpanRecord> spans = byTrace.getOrDefault(row.traceId(), List.of());
        assertThat(row.spans()).isEqualTo(spans.size());
        assertThat(row.errorSpans())
            .isEqualTo((int) spans.stream().filter(s -> s.span().statusCode() == 2).count());
        assertThat(row.matchingSpans())
            .isEqualTo((int) spans.stream().filter(s -> NaiveSearch.matches(search, s)).count());
        assertThat(row.services().stream().mapToLong(FacetValue::spans).sum())
            .isEqualTo(spans.size());
        SpanRecord root =
            spans.stream().filter(s -> s.span().parentSpanId() == 0).findFirst().orElseThrow();
        assertThat(row.rootName()).isEqualTo(root.span().name().toString());
        assertThat(row.rootHeld()).isTrue();
        matching += row.matchingSpans();
        TraceSpans trace = snapshot.trace(row.traceId()).orElseThrow();
        assertThat(trace.size()).isEqualTo(spans.size());
        assertThat(snapshot.matches(trace, search)).hasSize(row.matchingSpans());
        SpanRecord first = snapshot.span(trace.batchId()[0], trace.place()[0]).orElseThrow();
        assertThat(first.span().spanId()).isEqualTo(trace.spanId()[0]);
      }
      assertThat(list.matchingSpans()).isEqualTo(matching);
      TraceRow middle = list.rows().get(list.rows().size() / 2);
      TraceBounds bounds =
          new TraceBounds(
              new TimeRange(Long.MIN_VALUE, middle.startUnixNano() + 1),
              middle.durationNano(),
              list.rows().getFirst().durationNano() - 1);
      TraceList within =
          snapshot.traces(
              new TraceQuery(
                  search, TimeRange.ALL, bounds, TraceQuery.Sort.DURATION, true, 10_000));
      assertThat(within.rows())
          .contains(middle)
          .isEqualTo(
              list.rows().stream()
                  .filter(row -> bounds.contains(row.startUnixNano(), row.durationNano()))
                  .toList());
      assertThat(within.traces()).isEqualTo(within.rows().size());
      DurationMap map = snapshot.durations(search, TimeRange.ALL, 50, 4);
      assertThat(java.util.Arrays.stream(map.counts()).sum()).isEqualTo((int) list.traces());
    }
  }

  @Test
  void facetsCountAndSqlReadsOnlyAndOneSelect() throws Exception {
    List<SpanBatch> batches = batches(5, 50);
    store.seal(batches.subList(0, 3));
    try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
      long total = snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL);
      List<FacetValue> services =
          snapshot.facet("service", Search.All.INSTANCE, TimeRange.ALL, 100);
      assertThat(services.stream().mapToLong(FacetValue::spans).sum()).isEqualTo(total);
      assertThat(snapshot.facet("status", Search.All.INSTANCE, TimeRange.ALL, 9))
          .extracting(FacetValue::value)
          .contains("unset", "error");
      assertThat(snapshot.attributeKeys(100))
          .extracting(FacetValue::value)
          .contains("http.route", "cpu.share");
      Rows rows = new Rows();
      snapshot.sql(
          "SELECT service, count(*) AS n FROM spans GROUP BY 1 ORDER BY n DESC, 1", 2, rows);
      assertThat(rows.columns).containsExactly("service", "n");
      assertThat(rows.rows).hasSize(2);
      assertThat(rows.cut).isTrue();
      assertThat(rows.rows.getFirst().get(1)).isEqualTo(services.getFirst().spans());
      for (String bad :
          List.of(
              "DROP TABLE w1.spans",
              "SELECT 1; SELECT 2; DELETE FROM w1.spans",
              "COPY (SELECT 1) TO '/tmp/x'",
              "SELECT * FROM read_text('/etc/passwd')",
              "INSTALL httpfs",
              "ATTACH '/tmp/x.db'",
              "SELEC")) {
        assertThatThrownBy(() -> snapshot.sql(bad, 10, new Rows()))
            .as(bad)
            .isInstanceOf(StoreException.class)
            .hasMessageStartingWith("SQL: ");
      }
      assertThatThrownBy(() -> snapshot.sql("SELECT not_there FROM spans", 10, new Rows()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("not_there");
      assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL)).isEqualTo(total);
    }
  }

  private static final class Rows implements SqlSink {
    List<String> columns = List.of();
    final List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean cut;

    @Override
    public void columns(List<String> names) {
      columns = names;
    }

    @Override
    public void row(List<@Nullable Object> values) {
      rows.add(values);
    }

    @Override
    public void cut() {
      cut = true;
    }
  }

  private void assertFound(List<SpanBatch> batches) throws StoreException {
    try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
      assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL))
          .isEqualTo(batches.stream().mapToLong(SpanBatch::size).sum());
    }
  }

  @Test
  void whatWasAskedBeforeIsSealedOnceWhereverASealEnds() throws Exception {
    List<SpanBatch> batches = batches(40, 1_000);
    assertFound(batches);
    int sealed = 0;
    for (int upTo : List.of(7, 20, 33, 40)) {
      store.seal(batches.subList(sealed, upTo));
      sealed = upTo;
      assertThat(store.stats().held().spans())
          .isEqualTo(batches.subList(0, upTo).stream().mapToLong(SpanBatch::size).sum());
      assertFound(batches);
    }
    close();
    open();
    assertFound(batches);
  }

  /** At rest logs go into files and memory is given back, whether somebody reads or not. */
  @Test
  void restLosesNothing() throws Exception {
    List<SpanBatch> batches = batches(10, 100);
    long total = batches.stream().mapToLong(SpanBatch::size).sum();
    store.seal(batches);
    Path log = folder.resolve("0000000001.duckdb.wal");
    assertThat(log).exists();
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      store.rest();
      assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL)).isEqualTo(total);
    }
    store.rest();
    assertThat(Files.exists(log) ? Files.size(log) : 0).isZero();
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL)).isEqualTo(total);
    }
    List<SpanBatch> more = batches(5, 100);
    store.seal(more);
    assertThat(store.stats().held().spans())
        .isEqualTo(total + more.stream().mapToLong(SpanBatch::size).sum());
  }

  @Test
  void a_window_that_is_kept_stays_when_the_cap_is_reached() throws Exception {
    store.close();
    store = DuckDbStore.open(StoreConfig.of(folder).withCap(3_000_000, 1_000_000));
    store.seal(batches(4, 500));
    List<SpanRecord> first = new ArrayList<>();
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      snapshot.spans(Search.All.INSTANCE, TimeRange.ALL, 1, first::add);
    }
    long start = first.getFirst().span().startUnixNano();
    KeptTimes.read(folder).add("the beginning", new TimeRange(start, start + 1));
    for (int i = 0; i < 14; i++) {
      store.seal(batches(4, 500));
    }
    assertThat(store.stats().deleted().spans()).isPositive();
    assertThat(countAt(start)).isPositive();
    assertThat(KeptTimes.read(folder).remove("the beginning")).isTrue();
    store.seal(batches(4, 500));
    assertThat(countAt(start)).isZero();
  }

  private long countAt(long start) throws Exception {
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      return snapshot.countSpans(Search.All.INSTANCE, new TimeRange(start, start + 1));
    }
  }

  @Test
  void a_window_goes_when_its_records_came_too_long_ago() throws Exception {
    store.close();
    store =
        DuckDbStore.open(
            StoreConfig.of(folder).withCap(1L << 40, 1_000_000).keptFor(Duration.ofNanos(10)));
    long sealed = 0;
    for (int i = 0; i < 6; i++) {
      List<SpanBatch> batches = new ArrayList<>();
      for (SpanBatch batch : batches(4, 500)) {
        batches.add(batch.withId(batch.id(), 100L * i));
      }
      sealed += batches.stream().mapToLong(SpanBatch::size).sum();
      store.seal(batches);
    }
    StoreStats stats = store.stats();
    assertThat(stats.deleted().spans()).isPositive();
    assertThat(stats.held().plus(stats.deleted()).spans()).isEqualTo(sealed);
  }

  @Test
  void theOldestWindowGoesWhenTheCapIsReached() throws Exception {
    store.close();
    store = DuckDbStore.open(StoreConfig.of(folder).withCap(3_000_000, 1_000_000));
    long sealed = 0;
    for (int i = 0; i < 14; i++) {
      List<SpanBatch> batches = batches(4, 500);
      sealed += batches.stream().mapToLong(SpanBatch::size).sum();
      store.seal(batches);
    }
    StoreStats stats = store.stats();
    assertThat(stats.deleted().spans()).isPositive();
    assertThat(stats.held().plus(stats.deleted()).spans()).isEqualTo(sealed);
    assertThat(stats.bytes()).isLessThan(5_000_000);
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL))
          .isEqualTo(stats.held().spans());
    }
  }

  @Test
  void aWindowThatCannotBeReadIsSetAside() throws Exception {
    store.seal(batches(2, 20));
    store.close();
    Path window = folder.resolve("0000000001.duckdb");
    Files.writeString(window, "this is no database");
    open();
    assertThat(store.stats().held().spans()).isZero();
    assertThat(folder.resolve("0000000001.duckdb.unreadable")).exists();
    store.seal(batches(1, 20));
    assertThat(store.stats().held().spans()).isEqualTo(20);
  }

  /** As after restarts without a seal between them: the next window has the number again. */
  @Test
  void windowsOfOneNumberAreSetAsideOneAfterTheOther() throws Exception {
    for (int i = 0; i < 2; i++) {
      store.seal(batches(1, 20));
      store.close();
      Files.writeString(folder.resolve("0000000001.duckdb"), "no database " + i);
      Files.writeString(folder.resolve("0000000001.duckdb.wal"), "no log " + i);
      open();
      store.close();
      open();
      assertThat(store.sealedUpTo()).isEqualTo(-1);
    }
    assertThat(folder.resolve("0000000001.duckdb.unreadable")).hasContent("no database 0");
    assertThat(folder.resolve("0000000001.duckdb.unreadable.wal")).hasContent("no log 0");
    assertThat(folder.resolve("0000000001.duckdb.2.unreadable")).hasContent("no database 1");
    assertThat(folder.resolve("0000000001.duckdb.2.unreadable.wal")).hasContent("no log 1");
  }

  /** As when the process has too many files open, or another program has locked it. */
  @Test
  void aWindowThatCannotBeOpenedNowIsNotSetAside() throws Exception {
    store.seal(batches(1, 20));
    store.close();
    Path window = folder.resolve("0000000001.duckdb");
    Path real = Files.move(window, folder.resolve("real"));
    Files.createSymbolicLink(window, window.getFileName());
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(window.toString());
    Files.delete(window);
    Files.move(real, window);
    open();
    assertThat(store.stats().held().spans()).isEqualTo(20);
  }

  @Test
  void noWindowGoesWhileWhatIsToBeKeptCannotBeRead() throws Exception {
    store.close();
    store = DuckDbStore.open(StoreConfig.of(folder).withCap(3_000_000, 1_000_000));
    Path kept = Files.createSymbolicLink(folder.resolve("kept"), Path.of("kept"));
    for (int i = 0; i < 14; i++) {
      store.seal(batches(4, 500));
    }
    assertThat(store.stats().bytes()).isGreaterThan(3_000_000);
    assertThat(store.stats().deleted().spans()).isZero();
    Files.delete(kept);
    store.seal(batches(4, 500));
    assertThat(store.stats().deleted().spans()).isPositive();
  }
}
