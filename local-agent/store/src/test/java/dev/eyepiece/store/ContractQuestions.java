package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The questions of the contract, and answers as texts: times count from the first record. */
final class ContractQuestions {
  private static final String SEARCHES = "contract-searches.txt";
  private static final Search ALL = Search.All.INSTANCE;
  static final TimeRange PART =
      new TimeRange(
          ContractData.START + 10 * ContractData.STEP, ContractData.START + 40 * ContractData.STEP);

  private final TelemetrySnapshot snapshot;
  private final Map<String, String> answers = new LinkedHashMap<>();

  ContractQuestions(TelemetrySnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Something that is asked. */
  private interface Question {
    Object ask() throws StoreException, SearchSyntaxException;
  }

  private void ask(String title, Question question) {
    String answer;
    try {
      answer = String.valueOf(question.ask());
    } catch (StoreException | SearchSyntaxException | RuntimeException e) {
      answer = "error: " + e;
    }
    answers.put(title, answer.replace("\n", "\\n").replace("\t", "\\t"));
  }

  /** A search as people save it, with its signal. */
  record Saved(Signal signal, String search) {}

  static List<Saved> searches() throws IOException {
    try (InputStream in = ContractQuestions.class.getResourceAsStream(SEARCHES)) {
      String text =
          new String(
              Objects.requireNonNull(in, SEARCHES + " is not there").readAllBytes(),
              StandardCharsets.UTF_8);
      return text.lines()
          .map(line -> {
            int at = line.indexOf(' ');
            return new Saved(
                Signal.valueOf(line.substring(0, at).toUpperCase(Locale.ROOT)),
                line.substring(at + 1));
          })
          .toList();
    }
  }

  Map<String, String> answers() throws IOException {
    for (Saved saved : searches()) {
      ask(
          saved.signal().name().toLowerCase(Locale.ROOT) + " " + saved.search(),
          () -> rows(saved.signal(), Search.parse(saved.search()), TimeRange.ALL));
    }
    for (Signal signal : Signal.values()) {
      String name = signal.name().toLowerCase(Locale.ROOT);
      ask(name + " in a range", () -> rows(signal, ALL, PART));
      ask(name + ", counted", () -> snapshot.records(signal).count(ALL, PART));
      ask(name + ", keys", () -> snapshot.records(signal).attributeKeys(20));
      for (String field : List.of("service", "scope", "http.route", "host.name", "cached", "no")) {
        ask(
            name + ", most frequent " + field,
            () -> snapshot.records(signal).facet(field, ALL, PART, 5));
      }
    }
    traces();
    logs();
    metrics();
    profiles();
    return answers;
  }

  /** The numbers of the matching records, in order. */
  private Object rows(Signal signal, Search search, TimeRange range) throws StoreException {
    List<String> found = new ArrayList<>();
    Direction first = Direction.OLDEST_FIRST;
    switch (signal) {
      case TRACES ->
          snapshot.spans(search, range, 0, s -> found.add(number(s.span().startUnixNano())));
      case LOGS ->
          snapshot
              .logs()
              .logs(search, range, first, 0, l -> found.add(number(l.log().timeUnixNano())));
      case METRICS ->
          snapshot
              .metrics()
              .points(search, range, first, 0, p -> found.add(number(point(p).timeUnixNano())));
      case PROFILES ->
          snapshot
              .profiles()
              .samples(search, range, first, 0, s -> found.add(number(s.timeUnixNano())));
    }
    return String.join(" ", found);
  }

  private static DataPoint point(ScopedMetric metric) {
    return metric.metric().data().points().getFirst();
  }

  /** Which record a time is of, and what is left. */
  private static String number(long time) {
    long since = time - ContractData.START;
    long left = since % ContractData.STEP;
    return since / ContractData.STEP + (left == 0 ? "" : "+" + left);
  }

  private void traces() {
    for (TraceQuery.Sort sort : TraceQuery.Sort.values()) {
      ask("traces by " + sort, () -> list(new TraceQuery(ALL, TimeRange.ALL, sort, true, 5)));
    }
    ask(
        "traces of a search",
        () ->
            list(
                new TraceQuery(
                    Search.parse("status:error"), PART, TraceQuery.Sort.START, false, 4)));
    ask(
        "traces of braces",
        () ->
            list(
                new TraceQuery(
                    Search.parse("{name:get*} > {status:error}"),
                    PART,
                    TraceQuery.Sort.START,
                    true,
                    3)));
    ask(
        "traces of braces, spans in a range",
        () -> rows(Signal.TRACES, Search.parse("{name:get*} > {} | count() > 2"), PART));
    ask(
        "traces within bounds",
        () ->
            list(
                new TraceQuery(
                    ALL,
                    PART,
                    new TraceBounds(PART, 3_300_000_000L, 3_450_000_000L),
                    TraceQuery.Sort.START,
                    true,
                    9)));
    ask(
        "durations",
        () -> durations(snapshot.durations(Search.parse("shop"), TimeRange.ALL, 4, 3)));
    ask("red", () -> red(snapshot.red(ALL, TimeRange.ALL, 3)));
    ask("red of a range", () -> red(snapshot.red(Search.parse("kind:server"), PART, 2)));
    ask("a trace", () -> trace(snapshot.trace(new TraceId(0xABCDL, 3)).orElseThrow()));
    ask("no trace", () -> snapshot.trace(new TraceId(1, 1)).isPresent());
    ask(
        "spans of a trace that match",
        () ->
            Arrays.toString(
                snapshot.matches(
                    snapshot.trace(new TraceId(0xABCDL, 3)).orElseThrow(),
                    Search.parse("status:error OR exception"))));
    ask(
        "spans of a trace that stand so",
        () ->
            Arrays.toString(
                snapshot.matches(
                    snapshot.trace(new TraceId(0xABCDL, 3)).orElseThrow(),
                    Search.parse("{name:get*} > {event:exception}"))));
    ask("a span", () -> span(first(new TraceId(0xABCDL, 1), 0)));
    ask("a span with events", () -> span(first(new TraceId(0xABCDL, 3), 1)));
    ask("a span with a link", () -> span(first(new TraceId(0xABCDL, 1), 3)));
  }

  private SpanRecord first(TraceId id, int row) throws StoreException {
    TraceSpans trace = snapshot.trace(id).orElseThrow();
    return snapshot.span(trace.batchId()[row], trace.place()[row]).orElseThrow();
  }

  private String list(TraceQuery query) throws StoreException {
    TraceList list = snapshot.traces(query);
    assertThat(snapshot.traceTotals(query))
        .as("%s", query)
        .isEqualTo(new TraceTotals(list.traces(), list.matchingSpans()));
    StringBuilder text = new StringBuilder(list.traces() + " with " + list.matchingSpans());
    for (TraceRow row : list.rows()) {
      text.append("; ").append(row.traceId().low()).append(' ').append(row.rootName());
      text.append(" of ").append(row.rootService()).append(' ').append(row.rootHeld());
      text.append(' ').append(number(row.startUnixNano())).append(' ').append(row.durationNano());
      text.append(' ').append(row.spans()).append('/').append(row.errorSpans()).append('/');
      text.append(row.matchingSpans()).append(' ').append(row.services());
    }
    return text.toString();
  }

  private static String durations(DurationMap map) {
    return number(map.fromUnixNano())
        + " "
        + map.columnNano()
        + " "
        + map.columns()
        + " "
        + map.minDecade()
        + " "
        + Arrays.toString(map.counts())
        + " "
        + Arrays.toString(map.errors());
  }

  private static String red(Red red) {
    return number(red.fromUnixNano())
        + " "
        + red.services()
        + " "
        + red.bins().stream()
            .map(b ->
                number(b.fromUnixNano())
                    + " "
                    + List.of(b.requests(), b.errors(), b.p50Nano(), b.p95Nano(), b.p99Nano()))
            .toList();
  }

  private static String trace(TraceSpans trace) {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      spans.add(
          trace.spanId()[i]
              + " of "
              + trace.parentSpanId()[i]
              + " "
              + number(trace.startUnixNano()[i])
              + " "
              + (trace.endUnixNano()[i] - trace.startUnixNano()[i])
              + " "
              + trace.names().get(trace.name()[i])
              + " "
              + trace.services().get(trace.service()[i])
              + " "
              + trace.scopes().get(trace.scope()[i])
              + " "
              + trace.kind()[i]
              + trace.statusCode()[i]
              + trace.eventCount()[i]
              + trace.linkCount()[i]);
    }
    return spans.toString();
  }

  private static String span(SpanRecord record) {
    Span span = record.span();
    return span.traceId()
        + " "
        + span.spanId()
        + " "
        + span.parentSpanId()
        + " "
        + span.name()
        + " "
        + span.kind()
        + span.statusCode()
        + " "
        + span.statusMessage()
        + " "
        + span.traceState()
        + " "
        + number(span.startUnixNano())
        + " "
        + span.durationNano()
        + " "
        + texts(span.attributes())
        + " "
        + texts(record.resource().attributes())
        + " "
        + record.scope().name()
        + " "
        + record.scope().version()
        + " "
        + span.events().stream()
            .map(e -> number(e.timeUnixNano()) + " " + e.name() + texts(e.attributes()))
            .toList()
        + " "
        + span.links().stream()
            .map(l -> l.traceIdLow() + " " + l.spanId() + l.traceState() + texts(l.attributes()))
            .toList();
  }

  /** Attributes by their texts, since not every store keeps their types. */
  private static Map<String, String> texts(Attributes attributes) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      texts.put(attributes.key(i).toString(), text(attributes.value(i)));
    }
    return texts;
  }

  private static String text(AnyValue value) {
    return switch (value) {
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      case AnyValue.Real real -> Double.toString(real.value());
      case AnyValue.Bytes bytes -> Base64.getEncoder().encodeToString(bytes.value());
      case AnyValue.Empty _, AnyValue.Array _, AnyValue.KeyValues _ -> value.toString();
    };
  }

  private void logs() {
    ask(
        "logs, newest first",
        () -> {
          List<String> found = new ArrayList<>();
          snapshot
              .logs()
              .logs(
                  ALL,
                  PART,
                  Direction.NEWEST_FIRST,
                  7,
                  l -> found.add(number(l.log().timeUnixNano())));
          return found;
        });
    ask("logs, histogram", () -> histogram(snapshot.logs().histogram(ALL, TimeRange.ALL, 4)));
    ask(
        "logs, histogram of a range",
        () -> histogram(snapshot.logs().histogram(Search.parse("card"), PART, 3)));
    ask(
        "logs, no histogram",
        () -> histogram(snapshot.logs().histogram(Search.parse("zzz"), PART, 3)));
    ask(
        "logs of a trace",
        () -> snapshot.logs().ofTrace(new TraceId(0xABCDL, 4), 0).stream().map(this::log).toList());
    for (String field : List.of("severity", "severity_text", "event", "body")) {
      ask(
          "logs, most frequent " + field,
          () -> snapshot.logs().facet(field, ALL, TimeRange.ALL, 4));
    }
  }

  private String log(ScopedLog one) {
    return number(one.log().timeUnixNano())
        + " "
        + one.log().severityNumber()
        + " "
        + one.log().severityText()
        + " "
        + text(one.log().body())
        + " "
        + one.log().eventName()
        + " "
        + one.log().traceId()
        + " "
        + one.log().spanId()
        + " "
        + one.log().flags()
        + " "
        + texts(one.log().attributes())
        + " "
        + texts(one.resource().attributes())
        + " "
        + one.scope().name();
  }

  private static String histogram(LogHistogram histogram) {
    return histogram.bins() == 0
        ? "none"
        : number(histogram.fromUnixNano())
            + " "
            + histogram.binNano()
            + " "
            + Arrays.toString(histogram.counts());
  }

  private void metrics() {
    ask("metrics, listed", () -> snapshot.metrics().list(ALL, TimeRange.ALL));
    ask(
        "metrics, listed of a search",
        () -> snapshot.metrics().list(Search.parse("shop:s1"), PART));
    ask("metrics, series", () -> series(snapshot.metrics().series(ALL, TimeRange.ALL, 100)));
    ask("metrics, few series", () -> snapshot.metrics().series(ALL, TimeRange.ALL, 3).size());
    ask(
        "metrics, points",
        () -> {
          List<String> found = new ArrayList<>();
          snapshot
              .metrics()
              .points(ALL, TimeRange.ALL, Direction.NEWEST_FIRST, 10, p -> found.add(whole(p)));
          return found;
        });
    for (String field : List.of("name", "unit", "type", "temporality", "monotonic", "shop")) {
      ask(
          "metrics, most frequent " + field,
          () -> snapshot.metrics().facet(field, ALL, TimeRange.ALL, 9));
    }
  }

  /** By their names and attributes: each store has numbers of its own for them. */
  private static String series(List<PointSeries> all) {
    Map<String, String> texts = new TreeMap<>();
    for (PointSeries one : all) {
      texts.put(
          one.first().metric().name()
              + " "
              + texts(one.first().metric().data().points().getFirst().attributes()),
          one.type()
              + " "
              + one.temporality()
              + " "
              + one.monotonic()
              + " "
              + Arrays.stream(one.timeUnixNano()).mapToObj(ContractQuestions::number).toList()
              + " "
              + Arrays.toString(one.values())
              + " "
              + Arrays.toString(one.counts())
              + " "
              + one.distributions().size());
    }
    return texts.toString();
  }

  private static String whole(ScopedMetric metric) {
    return metric.metric().name()
        + " "
        + metric.metric().unit()
        + " "
        + metric.metric().description()
        + " "
        + number(point(metric).timeUnixNano())
        + " "
        + number(point(metric).startTimeUnixNano())
        + " "
        + texts(point(metric).attributes())
        + " "
        + switch (point(metric)) {
          case NumberPoint one ->
              one.value()
                  + " "
                  + one.exemplars().stream().map(ContractQuestions::exemplar).toList();
          case HistogramPoint one ->
              spread(one)
                  + Arrays.toString(one.bucketCounts())
                  + Arrays.toString(one.explicitBounds());
          case dev.eyepiece.telemetry.ExponentialHistogramPoint one ->
              spread(one)
                  + one.scale()
                  + " "
                  + one.zeroCount()
                  + " "
                  + one.positive().offset()
                  + Arrays.toString(one.positive().counts())
                  + one.negative().offset()
                  + Arrays.toString(one.negative().counts());
          case dev.eyepiece.telemetry.SummaryPoint one ->
              one.count() + " " + one.sum() + " " + one.quantiles();
        };
  }

  private static String spread(DistributionPoint point) {
    return point.count() + " " + point.sum() + " " + point.min() + " " + point.max() + " ";
  }

  private static String exemplar(Exemplar one) {
    return number(one.timeUnixNano())
        + " "
        + Double.longBitsToDouble(one.valueBits())
        + " "
        + one.traceIdLow()
        + " "
        + one.spanId()
        + texts(one.filteredAttributes());
  }

  private void profiles() {
    ask("profiles, types", () -> snapshot.profiles().types(ALL, TimeRange.ALL));
    ask(
        "profiles, listed",
        () ->
            snapshot.profiles().list(Search.parse("rest'%"), TimeRange.ALL, 3).stream()
                .map(p ->
                    p.profileId().low()
                        + " "
                        + p.service()
                        + " "
                        + p.type()
                        + " "
                        + p.unit()
                        + " "
                        + p.samples()
                        + " "
                        + p.total()
                        + " "
                        + number(p.firstUnixNano())
                        + " "
                        + number(p.lastUnixNano()))
                .toList());
    ask("profiles, stacks", () -> stacks(snapshot.profiles().stacks(ALL, PART)));
    ask(
        "profiles, samples",
        () -> {
          List<String> found = new ArrayList<>();
          snapshot
              .profiles()
              .samples(ALL, PART, Direction.NEWEST_FIRST, 6, s -> found.add(sample(s)));
          return found;
        });
  }

  private static String stacks(StackSums sums) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < sums.values().length; i++) {
      List<String> frames = new ArrayList<>();
      for (int frame : sums.stacks()[i]) {
        StackFrame one = sums.frames().get(frame);
        frames.add(one.label() + " " + one.file() + ":" + one.line() + " " + one.mapping());
      }
      texts.put(String.join(" < ", frames), sums.values()[i] + "/" + sums.samples()[i]);
    }
    return texts.toString();
  }

  private static String sample(SampleRecord one) {
    return number(one.timeUnixNano())
        + " "
        + one.type()
        + " "
        + one.unit()
        + " "
        + one.value()
        + " "
        + one.profileId().low()
        + " "
        + one.stack().stream().map(StackFrame::label).toList()
        + " "
        + texts(one.attributes())
        + " "
        + one.traceId().low()
        + " "
        + one.spanId();
  }
}
