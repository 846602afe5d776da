package dev.eyepiece.store;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.LogWalker;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricTree;
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
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TraceTree;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The telemetry that every store is asked about: some of all signals, no two records at one time,
 * each with its number in the attribute {@code n}.
 */
final class ContractData {
  /** When the first record was. */
  static final long START = 1_790_000_000_000_000_000L;

  /** From one record to the next. */
  static final long STEP = 1_003_000_007L;

  private static final int RECORDS = 60;
  private static final List<String> SERVICES = List.of("shop", "Cart-Service", "zahlung ö");
  private static final List<String> NAMES =
      List.of("GET /orders", "POST /orders/{id}", "db.query", "100%_done \\ 'it''s'");
  private static final List<String> BODIES =
      List.of("card declined", "Card ACCEPTED", "cache miss: größe=5", "100% of 'x' \\ y_z", "");

  private final SymbolTable symbols = new SymbolTable();
  private final List<RecordBatch> batches = new ArrayList<>();

  private ContractData() {}

  /** The batches in the order of their ids. */
  static List<RecordBatch> batches() throws MalformedOtlpException {
    ContractData data = new ContractData();
    for (int i = 0; i < RECORDS; i += 10) {
      data.spans(i);
      data.logs(i);
      data.points(i);
      data.samples(i);
    }
    return data.batches;
  }

  private void add(RecordBatch batch) {
    batches.add(batch.withId(batches.size() + 1, START + batches.size()));
  }

  private static long at(int record) {
    return START + record * STEP;
  }

  private static <R> ResourceGroup<R> group(int batch, List<R> records) {
    Resource resource = Resource.empty();
    if (batch != 50) {
      resource.attributes().add("service.name", SERVICES.get(batch / 10 % SERVICES.size()));
    }
    resource.attributes().add("deployment.environment", batch % 20 == 0 ? "prod" : "Test");
    resource.attributes().add("host.name", "host-" + batch);
    ResourceGroup<R> group = new ResourceGroup<>(resource);
    ScopeGroup<R> scope =
        new ScopeGroup<>(
            Scope.empty()
                .withName(Utf8.of("scope-" + batch / 10 % 2))
                .withVersion(Utf8.of("1." + batch)));
    scope.records().addAll(records);
    group.scopes().add(scope);
    return group;
  }

  private static void attributes(int i, Attributes into) {
    into.add(Utf8.of("n"), new AnyValue.Int(i));
    into.add("http.route", i % 3 == 0 ? "/orders" : "/Orders/{id}");
    into.add(
        Utf8.of("http.status_code"), new AnyValue.Int(i % 7 == 0 ? 500 : i % 5 == 0 ? 404 : 200));
    if (i % 4 == 0) {
      into.add(Utf8.of("cached"), new AnyValue.Bool(i % 8 == 0));
    }
    if (i % 3 == 1) {
      into.add(Utf8.of("ratio"), new AnyValue.Real(i + 0.25));
    }
    if (i == 45) {
      into.add(Utf8.of("whole"), new AnyValue.Real(i));
    }
    if (i % 5 == 2) {
      into.add("user", "O'Brien \\ 100%_größe*");
    }
    if (i % 11 == 0) {
      into.add("empty", "");
    }
    if (i % 6 == 0) {
      into.add("host.name", "own-" + i % 4);
    }
  }

  private void spans(int batch) throws MalformedOtlpException {
    List<Span> spans = new ArrayList<>();
    for (int i = batch; i < batch + 10; i++) {
      Span span = new Span();
      span.setTraceId(0xABCDL, i / 4 + 1);
      span.setSpanId(i + 1);
      span.setParentSpanId(i % 4 == 0 ? 0 : i / 4 * 4 + 1);
      span.setName(Utf8.of(NAMES.get(i % NAMES.size())));
      span.setKind(i % 6);
      span.setStatusCode(i % 3);
      span.setStatusMessage(Utf8.of(i % 3 == 2 ? "Broken pipe " + i % 2 : ""));
      span.setTraceState(Utf8.of(i % 9 == 0 ? "a=b" : ""));
      span.setStartUnixNano(at(i));
      span.setEndUnixNano(at(i) + (i % 10 + 1) * 50_000_000L);
      attributes(i, span.attributes());
      if (i % 4 == 1) {
        Attributes attributes = new Attributes();
        attributes.add("exception.type", "java.io.IOException");
        span.events().add(new SpanEvent(at(i) + 5, Utf8.of("exception"), attributes, 0));
        span.events().add(new SpanEvent(at(i) + 9, Utf8.of("Retry"), new Attributes(), 0));
      }
      if (i % 10 == 3) {
        Attributes attributes = new Attributes();
        attributes.add("why", "batch");
        span.links().add(new SpanLink(0xABCDL, 1, 1, Utf8.of("x=y"), attributes, 0, 0));
      }
      spans.add(span);
    }
    TraceTree tree = new TraceTree();
    tree.resources().add(group(batch, spans));
    byte[] bytes = tree.encode();
    add(new SpanWalker(symbols).walk(bytes, bytes.length));
  }

  private void logs(int batch) throws MalformedOtlpException {
    List<LogRecord> logs = new ArrayList<>();
    for (int i = batch; i < batch + 10; i++) {
      LogRecord log = new LogRecord();
      log.setTimeUnixNano(at(i));
      log.setSeverityNumber(i % 13 == 0 ? 0 : i % 24 + 1);
      log.setSeverityText(Utf8.of(i % 13 == 0 ? "Error" : i % 2 == 0 ? "WARNING" : ""));
      log.setBody(AnyValue.Text.of(BODIES.get(i % BODIES.size())));
      log.setEventName(Utf8.of(i % 8 == 0 ? "Checkout" : ""));
      attributes(i, log.attributes());
      if (i % 3 == 0) {
        log.setTraceId(0xABCDL, i / 4 + 1);
        log.setSpanId(i + 1);
        log.setFlags(1);
      }
      logs.add(log);
    }
    LogTree tree = new LogTree();
    tree.resources().add(group(batch, logs));
    byte[] bytes = tree.encode();
    add(new LogWalker(symbols).walk(bytes, bytes.length));
  }

  private void points(int batch) throws MalformedOtlpException {
    List<Metric> metrics = new ArrayList<>();
    for (int i = batch; i < batch + 10; i++) {
      Metric metric = new Metric();
      metric.setName(
          Utf8.of(List.of("orders", "Queue.size", "latency", "spread", "old").get(i % 5)));
      metric.setUnit(Utf8.of(List.of("{order}", "1", "s", "ms", "By").get(i % 5)));
      metric.setDescription(Utf8.of("What " + i % 5 + " says."));
      metric.setData(
          switch (i % 5) {
            case 0 -> new MetricData.Sum(List.of(number(i)), 2, true);
            case 1 -> new MetricData.Gauge(List.of(number(i)));
            case 2 -> new MetricData.Histogram(List.of(histogram(i)), 1);
            case 3 -> new MetricData.ExponentialHistogram(List.of(exponential(i)), 2);
            default -> new MetricData.Summary(List.of(summary(i)));
          });
      metric.data().points().getFirst().setTimeUnixNano(at(i));
      metric.data().points().getFirst().setStartTimeUnixNano(START - STEP);
      Attributes attributes = metric.data().points().getFirst().attributes();
      attributes.add("shop", "s" + i / 5 % 2);
      metrics.add(metric);
    }
    MetricTree tree = new MetricTree();
    tree.resources().add(group(0, metrics));
    byte[] bytes = tree.encode();
    add(new MetricWalker(symbols).walk(bytes, bytes.length));
  }

  private static NumberPoint number(int i) {
    NumberPoint point = new NumberPoint();
    if (i % 10 == 0) {
      point.setInt(i * 3L);
    } else {
      point.setReal(i + 0.5);
    }
    Attributes attributes = new Attributes();
    attributes.add("sampled", "yes");
    if (i % 2 == 1) {
      point
          .exemplars()
          .add(
              new Exemplar(
                  attributes,
                  at(i),
                  ValueType.REAL,
                  Double.doubleToLongBits(i + 0.5),
                  0xABCDL,
                  1,
                  2));
    }
    return point;
  }

  private static HistogramPoint histogram(int i) {
    HistogramPoint point = new HistogramPoint();
    point.setCount(i);
    point.setSum(i == 2 ? OptionalDouble.empty() : OptionalDouble.of(i * 1.5));
    point.setMin(OptionalDouble.of(0.5));
    point.setMax(OptionalDouble.of(i + 1.0));
    point.setBucketCounts(new long[] {i, 0});
    point.setExplicitBounds(new double[] {2.5});
    return point;
  }

  private static ExponentialHistogramPoint exponential(int i) {
    ExponentialHistogramPoint point = new ExponentialHistogramPoint();
    point.setCount(i + 3L);
    point.setSum(OptionalDouble.of(i + 0.75));
    point.setMin(OptionalDouble.of(-1));
    point.setMax(OptionalDouble.of(8));
    point.setScale(2);
    point.setZeroCount(1);
    point.setPositive(new ExponentialHistogramPoint.Buckets(-3, new long[] {i, 1}));
    point.setNegative(new ExponentialHistogramPoint.Buckets(4, new long[] {1}));
    return point;
  }

  private static SummaryPoint summary(int i) {
    SummaryPoint point = new SummaryPoint();
    point.setCount(i);
    point.setSum(i * 2.25);
    point.quantiles().add(new SummaryPoint.Quantile(0.5, i + 0.5));
    return point;
  }

  private void samples(int batch) throws MalformedOtlpException {
    ProfileTree tree = new ProfileTree();
    ProfilesDictionary tables = tree.dictionary();
    List<String> texts =
        List.of(
            "cpu",
            "nanoseconds",
            "main",
            "work Größe",
            "rest'%",
            "Main.java",
            "lib.so",
            "thread",
            "worker-1");
    texts.forEach(text -> tables.strings().add(Utf8.of(text)));
    tables.mappings().add(new ProfilesDictionary.Mapping(0, 100, 0, 7, List.of()));
    for (int f = 1; f <= 3; f++) {
      tables.functions().add(new ProfilesDictionary.Function(f + 2, 0, 6, 0));
      tables
          .locations()
          .add(
              new ProfilesDictionary.Location(
                  1, 16L * f, List.of(new ProfilesDictionary.Line(f, 10L * f, 0)), List.of()));
    }
    tables.stacks().add(new ProfilesDictionary.Stack(List.of(2, 1)));
    tables.stacks().add(new ProfilesDictionary.Stack(List.of(3, 2, 1)));
    tables.links().add(new ProfilesDictionary.Link(0xABCDL, 1, 1));
    tables.attributes().add(new ProfilesDictionary.Attribute(8, AnyValue.Text.of("worker-1"), 0));
    Profile profile = new Profile();
    profile.setSampleType(new Profile.Type(1, 2));
    profile.setPeriodType(new Profile.Type(1, 2));
    profile.setPeriod(10_000_000);
    profile.setTimeUnixNano(at(batch));
    profile.setDurationNano(10 * STEP);
    profile.setProfileId(0xF0L, batch + 1);
    for (int i = batch; i < batch + 10; i++) {
      Sample sample = new Sample();
      sample.setStack(i % 2 + 1);
      sample.setValues(new long[] {i + 1});
      sample.setTimestampsUnixNano(new long[] {at(i)});
      sample.setAttributeIndices(i % 4 == 0 ? new int[] {1} : new int[0]);
      sample.setLink(i % 5 == 0 ? 1 : 0);
      profile.samples().add(sample);
    }
    tree.resources().add(group(batch, List.of(profile)));
    byte[] bytes = tree.encode();
    add(new ProfileWalker(symbols).walk(bytes, bytes.length));
  }
}
