package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.LogReader;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.LogWalker;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.ProfileWalker;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Sample;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of log records, data points and profiles, half of them sealed. */
class SignalAnswersTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 29L);
  private static final long START = 1_790_000_000_000_000_000L;
  private static final Search ALL = Search.All.INSTANCE;
  private static final List<String> BODIES =
      List.of("card declined", "Card accepted", "cache miss", "retry in 5 s", "größe");

  @TempDir Path folder;
  private final SymbolTable symbols = new SymbolTable();
  private final Random random = new Random(SEED);
  private final List<RecordBatch> batches = new ArrayList<>();
  private DuckDbStore store;

  @BeforeEach
  void open() throws StoreException {
    store = DuckDbStore.open(StoreConfig.of(folder));
  }

  @AfterEach
  void close() throws StoreException {
    store.close();
  }

  private void add(RecordBatch batch) {
    batches.add(batch.withId(batches.size(), START + batches.size()));
  }

  private static <R> ResourceGroup<R> group(String service, List<R> records) {
    Resource resource = Resource.empty();
    resource.attributes().add("service.name", service);
    ResourceGroup<R> group = new ResourceGroup<>(resource);
    ScopeGroup<R> scope = new ScopeGroup<>(Scope.empty().withName(Utf8.of("scope of " + service)));
    scope.records().addAll(records);
    group.scopes().add(scope);
    return group;
  }

  private interface Ask<T> {
    T of(TelemetrySnapshot snapshot) throws StoreException, SearchSyntaxException;
  }

  private <T> T ask(Ask<T> ask) throws StoreException, SearchSyntaxException {
    try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
      return ask.of(snapshot);
    }
  }

  private long counted(Ask<Long> ask) throws StoreException, SearchSyntaxException {
    return ask(ask);
  }

  private <T> List<T> listed(Ask<List<T>> ask) throws StoreException, SearchSyntaxException {
    return ask(ask);
  }

  private StackSums summed(Ask<StackSums> ask) throws StoreException, SearchSyntaxException {
    return ask(ask);
  }

  private void sealHalf() throws StoreException {
    store.seal(batches.subList(0, batches.size() / 2));
  }

  private List<ScopedLog> logs() throws Exception {
    List<ScopedLog> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<LogRecord> records = new ArrayList<>();
      for (int n = 0; n < 25; n++) {
        LogRecord log = new LogRecord();
        long at = START + random.nextInt(1_000_000);
        if (random.nextInt(5) == 0) {
          log.setObservedTimeUnixNano(at);
        } else {
          log.setTimeUnixNano(at);
        }
        log.setSeverityNumber(random.nextInt(25));
        if (random.nextBoolean()) {
          log.setSeverityText(Utf8.of("ERROR"));
        }
        log.setBody(AnyValue.Text.of(BODIES.get(random.nextInt(BODIES.size()))));
        log.attributes().add(Utf8.of("n"), new AnyValue.Int(random.nextInt(100)));
        if (random.nextInt(3) == 0) {
          log.setTraceId(7, random.nextInt(10));
          log.setSpanId(random.nextInt(100));
        }
        records.add(log);
      }
      LogTree tree = new LogTree();
      tree.resources().add(group("service-" + i % 3, records));
      byte[] bytes = tree.encode();
      var batch = new LogWalker(symbols).walk(bytes, bytes.length);
      add(batch);
      for (int row = 0; row < batch.size(); row++) {
        sent.add(LogReader.read(batch, row));
      }
    }
    return sent;
  }

  private static String text(ScopedLog log) {
    return log.log().body() instanceof AnyValue.Text text ? text.value().toString() : "";
  }

  private static long number(ScopedLog log) {
    return log.log().attributes().get("n") instanceof AnyValue.Int n ? n.value() : -1;
  }

  private static boolean isError(ScopedLog log) {
    int severity = log.log().severityNumber();
    return Severity.range(severity) == 4
        || (severity == 0 && log.log().severityText().toString().equals("ERROR"));
  }

  private static boolean isIn(ScopedLog log, int... ranges) {
    int range = Severity.range(log.log().severityNumber());
    return Arrays.stream(ranges).anyMatch(one -> one == range);
  }

  private static boolean isBetween(ScopedLog log) {
    return (number(log) >= 20 && number(log) < 30) || number(log) >= 90;
  }

  private static long at(ScopedLog log) {
    LogRecord record = log.log();
    return record.timeUnixNano() != 0 ? record.timeUnixNano() : record.observedTimeUnixNano();
  }

  @Test
  void searchesOfLogsFindWhatTheySay() throws Exception {
    List<ScopedLog> sent = logs();
    sealHalf();
    Map<String, Predicate<ScopedLog>> searches = new TreeMap<>();
    searches.put("", log -> true);
    searches.put("declined", log -> text(log).contains("declined"));
    searches.put("card", log -> text(log).toLowerCase(Locale.ROOT).contains("card"));
    searches.put("-card", log -> !text(log).toLowerCase(Locale.ROOT).contains("card"));
    searches.put("severity:error", SignalAnswersTest::isError);
    searches.put("severity:>=17", log -> log.log().severityNumber() >= 17);
    searches.put("n:>50", log -> number(log) > 50);
    searches.put("n:7 OR n:8", log -> number(log) == 7 || number(log) == 8);
    searches.put("body:\"cache miss\"", log -> text(log).equals("cache miss"));
    searches.put("body:*grö*", log -> text(log).contains("grö"));
    searches.put(
        "service:service-1 miss",
        log ->
            text(log).contains("miss")
                && String.valueOf(log.resource().serviceName()).equals("service-1"));
    searches.put("body:/^[cC]ard .*d$/", log -> text(log).matches("[cC]ard .*d"));
    searches.put("/^cache/", log -> text(log).startsWith("cache"));
    searches.put("severity:/^(warn|fatal)$/", log -> isIn(log, 3, 5));
    searches.put("n:[20 TO 30} OR n:90..", log -> isBetween(log));
    searches.put("time:<2026-09-21T14:13:20.0005Z", log -> at(log) < START + 500_000);
    searches.put("trace:/3$/", log -> log.log().traceIdLow() == 3);
    searches.put("trace:*", log -> log.log().traceIdLow() != 0);
    searches.put("span:0000000000000007", log -> log.log().spanId() == 7);
    for (Map.Entry<String, Predicate<ScopedLog>> entry : searches.entrySet()) {
      Search search = Search.parse(entry.getKey());
      List<ScopedLog> expected = sent.stream().filter(entry.getValue()).toList();
      List<ScopedLog> found =
          ask(s -> {
            List<ScopedLog> all = new ArrayList<>();
            s.logs().logs(search, TimeRange.ALL, Direction.NEWEST_FIRST, 0, all::add);
            return all;
          });
      assertThat(found).as("%s, seed %s", entry.getKey(), SEED).hasSameSizeAs(expected);
      assertThat(found.stream().map(SignalAnswersTest::at))
          .isSortedAccordingTo((a, b) -> Long.compare(b, a))
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().map(SignalAnswersTest::at).toList());
      assertThat(counted(s -> s.logs().count(search, TimeRange.ALL))).isEqualTo(expected.size());
      LogHistogram histogram = ask(s -> s.logs().histogram(search, TimeRange.ALL, 10));
      assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(expected.size());
    }
  }

  @Test
  void logsAreCountedByTimeAndSeverityAndFoundByTheirTrace() throws Exception {
    List<ScopedLog> sent = logs();
    sealHalf();
    TimeRange range = new TimeRange(START + 100_000, START + 900_000);
    LogHistogram histogram = ask(s -> s.logs().histogram(ALL, range, 8));
    assertThat(histogram.fromUnixNano()).isEqualTo(range.fromUnixNano());
    for (int bin = 0; bin < 8; bin++) {
      long from = range.fromUnixNano() + bin * histogram.binNano();
      TimeRange of = new TimeRange(from, from + histogram.binNano());
      long errors = sent.stream().filter(l -> of.contains(at(l)) && isError(l)).count();
      assertThat(histogram.count(bin, 4)).as("bin %s, seed %s", bin, SEED).isEqualTo(errors);
    }
    TraceId trace = new TraceId(7, 3);
    List<ScopedLog> ofTrace = ask(s -> s.logs().ofTrace(trace, 0));
    assertThat(ofTrace)
        .hasSize((int) sent.stream().filter(l -> l.log().traceId().equals(trace)).count());
    assertThat(ofTrace).allMatch(log -> log.log().traceId().equals(trace));
    assertThat(listed(s -> s.logs().ofTrace(new TraceId(1, 1), 0))).isEmpty();
    List<FacetValue> services = ask(s -> s.logs().facet("service", ALL, TimeRange.ALL, 10));
    assertThat(services).extracting(FacetValue::value).contains("service-0", "service-1");
    assertThat(services.stream().mapToLong(FacetValue::spans).sum()).isEqualTo(sent.size());
    assertThat(listed(s -> s.logs().attributeKeys(10)))
        .containsExactly(new FacetValue("n", sent.size()));
  }

  private static NumberPoint number(int shop, int at) {
    NumberPoint point = new NumberPoint();
    point.attributes().add(Utf8.of("shop"), new AnyValue.Int(shop));
    point.attributes().add("kind", "web");
    point.setTimeUnixNano(START + at);
    if (shop == 0) {
      point.setReal(at + 0.5);
    } else {
      point.setInt(100L * shop + at);
    }
    return point;
  }

  private void metrics() throws Exception {
    for (int at = 0; at < 10; at++) {
      List<Metric> metrics = new ArrayList<>();
      Metric orders = new Metric();
      orders.setName(Utf8.of("orders"));
      orders.setUnit(Utf8.of("{order}"));
      orders.setDescription(Utf8.of("Orders that came."));
      List<NumberPoint> points = new ArrayList<>();
      for (int shop = 0; shop < 3; shop++) {
        points.add(number(shop, at));
      }
      orders.setData(new MetricData.Sum(points, 2, true));
      metrics.add(orders);
      Metric latency = new Metric();
      latency.setName(Utf8.of("latency"));
      latency.setUnit(Utf8.of("s"));
      HistogramPoint point = new HistogramPoint();
      point.setTimeUnixNano(START + at);
      point.setCount(at);
      point.setBucketCounts(new long[] {at, 0});
      point.setExplicitBounds(new double[] {0.5});
      latency.setData(new MetricData.Histogram(List.of(point), 1));
      metrics.add(latency);
      MetricTree tree = new MetricTree();
      tree.resources().add(group("shop", metrics));
      byte[] bytes = tree.encode();
      add(new MetricWalker(symbols).walk(bytes, bytes.length));
    }
  }

  @Test
  void metricsAreListedAndReadBySeries() throws Exception {
    metrics();
    sealHalf();
    List<MetricRow> rows = ask(s -> s.metrics().list(ALL, TimeRange.ALL));
    assertThat(rows).extracting(MetricRow::name).containsExactly("latency", "orders");
    MetricRow orders = rows.getLast();
    assertThat(orders.service()).isEqualTo("shop");
    assertThat(orders.type()).isEqualTo(MetricType.SUM);
    assertThat(orders.unit()).isEqualTo("{order}");
    assertThat(orders.description()).isEqualTo("Orders that came.");
    assertThat(orders.temporality()).isEqualTo("cumulative");
    assertThat(orders.monotonic()).isTrue();
    assertThat(orders.series()).isEqualTo(3);
    assertThat(orders.points()).isEqualTo(30);
    assertThat(orders.lastUnixNano()).isEqualTo(START + 9);
    List<PointSeries> series =
        ask(s -> s.metrics().series(Search.parse("name:orders"), TimeRange.ALL, 10));
    assertThat(series).hasSize(3);
    for (PointSeries one : series) {
      long shop =
          one.first().metric().data().points().getFirst().attributes().get("shop")
                  instanceof AnyValue.Int n
              ? n.value()
              : -1;
      assertThat(one.size()).isEqualTo(10);
      assertThat(one.distributions()).isEmpty();
      for (int at = 0; at < 10; at++) {
        assertThat(one.timeUnixNano()[at]).isEqualTo(START + at);
        assertThat(one.values()[at]).isEqualTo(shop == 0 ? at + 0.5 : 100.0 * shop + at);
      }
    }
    assertThat(listed(s -> s.metrics().series(ALL, TimeRange.ALL, 2))).hasSize(2);
    PointSeries latency =
        ask(s -> s.metrics().series(Search.parse("type:histogram"), TimeRange.ALL, 10)).getFirst();
    assertThat(latency.temporality()).isEqualTo(1);
    assertThat(latency.counts()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(latency.distributions()).hasSize(10);
    assertThat(((HistogramPoint) latency.distributions().get(4)).bucketCounts())
        .containsExactly(4, 0);
    assertThat(counted(s -> s.metrics().count(Search.parse("shop:2 value:>205"), TimeRange.ALL)))
        .isEqualTo(4);
    assertThat(listed(s -> s.metrics().facet("unit", ALL, TimeRange.ALL, 5)))
        .containsExactly(new FacetValue("{order}", 30), new FacetValue("s", 10));
  }

  private void profiles(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      ProfileTree tree = new ProfileTree();
      ProfilesDictionary tables = tree.dictionary();
      List.of("cpu", "nanoseconds", "main", "work", "rest")
          .forEach(text -> tables.strings().add(Utf8.of(text)));
      for (int f = 1; f <= 3; f++) {
        tables.functions().add(new ProfilesDictionary.Function(f + 2, 0, 0, 0));
        tables
            .locations()
            .add(
                new ProfilesDictionary.Location(
                    0, 0, List.of(new ProfilesDictionary.Line(f, 10L * f, 0)), List.of()));
      }
      tables.stacks().add(new ProfilesDictionary.Stack(List.of(2, 1)));
      tables.stacks().add(new ProfilesDictionary.Stack(List.of(3, 1)));
      Profile profile = new Profile();
      profile.setSampleType(new Profile.Type(1, 2));
      profile.setTimeUnixNano(START + i);
      profile.setProfileId(1, i + 1);
      profile.samples().add(sample(1, 10 + i));
      profile.samples().add(sample(2, 1));
      profile.samples().add(sample(1, 5));
      tree.resources().add(group("worker", List.of(profile)));
      byte[] bytes = tree.encode();
      add(new ProfileWalker(symbols).walk(bytes, bytes.length));
    }
  }

  private static Sample sample(int stack, long value) {
    Sample sample = new Sample();
    sample.setStack(stack);
    sample.setValues(new long[] {value});
    return sample;
  }

  @Test
  void samplesAreSummedByStack() throws Exception {
    profiles(4);
    sealHalf();
    StackSums sums = ask(s -> s.profiles().stacks(ALL, TimeRange.ALL));
    assertThat(sums.stacks()).hasNumberOfRows(2);
    Map<String, Long> byText = new TreeMap<>();
    for (int i = 0; i < sums.values().length; i++) {
      List<String> names = new ArrayList<>();
      for (int frame : sums.stacks()[i]) {
        names.add(sums.frames().get(frame).label() + ":" + sums.frames().get(frame).line());
      }
      byText.put(String.join("<", names), sums.values()[i]);
    }
    assertThat(byText)
        .containsExactly(Map.entry("rest:30<main:10", 4L), Map.entry("work:20<main:10", 66L));
    assertThat(sums.total()).isEqualTo(70);
    assertThat(listed(s -> s.profiles().types(ALL, TimeRange.ALL)))
        .containsExactly(new ProfileType("worker", "cpu", "nanoseconds", 12, 70, START, START + 3));
    List<ProfileRow> rows =
        ask(s -> s.profiles().list(Search.parse("function:work"), TimeRange.ALL, 0));
    assertThat(rows).hasSize(4);
    assertThat(rows.getFirst().profileId()).isEqualTo(new TraceId(1, 4));
    assertThat(rows.getFirst().total()).isEqualTo(18);
    assertThat(counted(s -> s.profiles().count(Search.parse("rest"), TimeRange.ALL))).isEqualTo(4);
    assertThat(
            summed(s ->
                s.profiles()
                    .stacks(
                        Search.parse("profile:00000000000000010000000000000002"), TimeRange.ALL)))
        .extracting(StackSums::total)
        .isEqualTo(17L);
  }

  /** As for spans: at every moment each record is there once, whichever way it is asked for. */
  @Test
  void noRecordIsSeenTwiceOrMissedWhileSealing() throws Exception {
    logs();
    metrics();
    profiles(10);
    TestTraces traces = new TestTraces(SEED, false);
    for (int i = 0; i < 10; i++) {
      add(traces.batch(40, symbols));
    }
    Map<Signal, Long> expected = new TreeMap<>();
    for (RecordBatch batch : batches) {
      expected.merge(batch.signal(), (long) batch.size(), Long::sum);
    }
    AtomicReference<Object> end = new AtomicReference<>();
    Thread sealer =
        new Thread(() -> {
          try {
            for (int i = 0; i < batches.size(); i += 2) {
              store.seal(batches.subList(i, Math.min(i + 2, batches.size())));
            }
            end.set("sealed");
          } catch (StoreException e) {
            end.set(e);
          }
        });
    sealer.start();
    int looks = 0;
    while (sealer.isAlive() || looks == 0) {
      try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
        for (Map.Entry<Signal, Long> one : expected.entrySet()) {
          assertThat(snapshot.records(one.getKey()).count(ALL, TimeRange.ALL))
              .as("%s", one.getKey())
              .isEqualTo(one.getValue());
        }
      }
      looks++;
    }
    assertThat(end).hasValue("sealed");
    assertThat(looks).isGreaterThan(2);
  }
}
