package dev.eyepiece.ui;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.LogAnswers;
import dev.eyepiece.store.MetricAnswers;
import dev.eyepiece.store.ProfileAnswers;
import dev.eyepiece.store.RecordAnswers;
import dev.eyepiece.store.Red;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.store.TraceRows;
import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.store.TraceTotals;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers over a list of spans; a span's place is batch 1 and its index. */
final class FakeSnapshot implements TelemetrySnapshot {
  private static final long BATCH = 1;

  private final List<SpanRecord> spans;
  private final List<ScopedLog> logs;
  private final Runnable closed;
  private volatile boolean cancelled;

  FakeSnapshot(List<SpanRecord> spans, List<ScopedLog> logs, Runnable closed) {
    this.spans = spans;
    this.logs = logs;
    this.closed = closed;
  }

  private Stream<SpanRecord> matching(Search search, TimeRange range) throws StoreException {
    if (cancelled) {
      throw new StoreException("the question was taken back");
    }
    return spans.stream()
        .filter(span -> range.contains(span.span().startUnixNano()))
        .filter(span -> FakeSearch.matches(search, span));
  }

  @Override
  public RecordAnswers records(Signal signal) {
    return switch (signal) {
      case TRACES -> new Spans();
      case LOGS -> logs();
      case METRICS -> metrics();
      case PROFILES -> profiles();
    };
  }

  /** The questions about spans, by the names that all signals share. */
  private final class Spans implements RecordAnswers {
    @Override
    public long count(Search search, TimeRange range) throws StoreException {
      return countSpans(search, range);
    }

    @Override
    public List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
        throws StoreException {
      return FakeSnapshot.this.facet(field, search, range, limit);
    }

    @Override
    public List<FacetValue> attributeKeys(int limit) {
      return FakeSnapshot.this.attributeKeys(limit);
    }
  }

  @Override
  public LogAnswers logs() {
    return new FakeLogs(logs);
  }

  @Override
  public MetricAnswers metrics() {
    throw new UnsupportedOperationException("no metrics here");
  }

  @Override
  public ProfileAnswers profiles() {
    throw new UnsupportedOperationException("no profiles here");
  }

  @Override
  public long countSpans(Search search, TimeRange range) throws StoreException {
    return matching(search, range).count();
  }

  @Override
  public void spans(Search search, TimeRange range, long limit, Consumer<SpanRecord> sink)
      throws StoreException {
    matching(search, range)
        .sorted(Comparator.comparingLong(span -> span.span().startUnixNano()))
        .limit(limit == 0 ? Long.MAX_VALUE : limit)
        .forEach(sink);
  }

  private Map<TraceId, List<SpanRecord>> byTrace() {
    return spans.stream()
        .collect(
            Collectors.groupingBy(
                span -> span.span().traceId(), LinkedHashMap::new, Collectors.toList()));
  }

  private List<TraceRow> rows(Search search, TimeRange range) throws StoreException {
    Map<TraceId, Long> matches =
        matching(search, range)
            .collect(Collectors.groupingBy(s -> s.span().traceId(), Collectors.counting()));
    List<TraceRow> rows = new ArrayList<>();
    byTrace()
        .forEach((id, all) -> {
          if (matches.containsKey(id)) {
            rows.add(row(id, all, Math.toIntExact(matches.get(id))));
          }
        });
    return rows;
  }

  private static TraceRow row(TraceId id, List<SpanRecord> all, int matches) {
    long start = all.stream().mapToLong(s -> s.span().startUnixNano()).min().orElseThrow();
    long end = all.stream().mapToLong(s -> s.span().endUnixNano()).max().orElseThrow();
    Optional<SpanRecord> root = all.stream().filter(s -> s.span().parentSpanId() == 0).findFirst();
    SpanRecord named =
        root.orElseGet(() ->
            all.stream()
                .min(Comparator.comparingLong(s -> s.span().startUnixNano()))
                .orElseThrow());
    return new TraceRow(
        id,
        named.span().name().toString(),
        String.valueOf(FakeSearch.value("service", named)),
        root.isPresent(),
        start,
        end - start,
        all.size(),
        (int) all.stream().filter(s -> s.span().statusCode() == 2).count(),
        matches,
        counted(all.stream(), "service", Integer.MAX_VALUE));
  }

  private static List<FacetValue> counted(Stream<SpanRecord> from, String field, int limit) {
    Map<String, Long> counts = new LinkedHashMap<>();
    from.forEach(span -> {
      String value = FakeSearch.value(field, span);
      if (value != null) {
        counts.merge(value, 1L, Long::sum);
      }
    });
    return counts.entrySet().stream()
        .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(FacetValue::spans).reversed().thenComparing(FacetValue::value))
        .limit(limit)
        .toList();
  }

  private List<TraceRow> rows(TraceQuery query) throws StoreException {
    List<TraceRow> rows = rows(query.search(), query.range());
    rows.removeIf(row -> !query.bounds().contains(row.startUnixNano(), row.durationNano()));
    return rows;
  }

  private static TraceTotals totals(List<TraceRow> rows) {
    return new TraceTotals(rows.size(), rows.stream().mapToLong(TraceRow::matchingSpans).sum());
  }

  @Override
  public TraceRows traceRows(TraceQuery query) throws StoreException {
    List<TraceRow> rows = rows(query);
    Comparator<TraceRow> by =
        switch (query.sort()) {
          case START -> Comparator.comparingLong(TraceRow::startUnixNano);
          case DURATION -> Comparator.comparingLong(TraceRow::durationNano);
          case SPANS -> Comparator.comparingInt(TraceRow::spans);
          case ERRORS -> Comparator.comparingInt(TraceRow::errorSpans);
          case NAME -> Comparator.comparing(TraceRow::rootName);
          case SERVICE -> Comparator.comparing(TraceRow::rootService);
        };
    rows.sort(
        (query.descending() ? by.reversed() : by)
            .thenComparing(Comparator.comparingLong(TraceRow::startUnixNano).reversed())
            .thenComparing(row -> row.traceId().toString()));
    return new TraceRows(
        rows.stream().limit(query.limit()).toList(),
        rows.size() < query.limit() ? totals(rows) : null);
  }

  @Override
  public TraceTotals traceTotals(TraceQuery query) throws StoreException {
    return totals(rows(query));
  }

  @Override
  public List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException {
    return counted(matching(search, range), field, limit);
  }

  @Override
  public DurationMap durations(Search search, TimeRange range, int timeBins, int binsPerDecade)
      throws StoreException {
    List<TraceRow> rows = rows(search, range);
    if (rows.isEmpty()) {
      return new DurationMap(0, 1, 0, 0, binsPerDecade, new int[0], new int[0]);
    }
    long from = rows.stream().mapToLong(TraceRow::startUnixNano).min().orElseThrow();
    long to = rows.stream().mapToLong(TraceRow::startUnixNano).max().orElseThrow();
    long column = (to - from) / timeBins + 1;
    int[] bins =
        rows.stream()
            .mapToInt(row ->
                (int)
                    Math.floor(
                        Math.log10((double) Math.max(1, row.durationNano())) * binsPerDecade))
            .toArray();
    int lowest = java.util.Arrays.stream(bins).min().orElseThrow();
    int highest = java.util.Arrays.stream(bins).max().orElseThrow();
    int decade = Math.floorDiv(lowest, binsPerDecade);
    int height = highest - decade * binsPerDecade + 1;
    int[] counts = new int[timeBins * height];
    int[] errors = new int[timeBins * height];
    for (int i = 0; i < bins.length; i++) {
      int c = (int) ((rows.get(i).startUnixNano() - from) / column);
      int cell = c * height + bins[i] - decade * binsPerDecade;
      counts[cell]++;
      errors[cell] += rows.get(i).errorSpans() > 0 ? 1 : 0;
    }
    return new DurationMap(from, column, timeBins, decade, binsPerDecade, counts, errors);
  }

  @Override
  public Red red(Search search, TimeRange range, int bins) throws StoreException {
    List<SpanRecord> all = matching(search, range).toList();
    if (all.isEmpty()) {
      return Red.EMPTY;
    }
    long from = all.stream().mapToLong(s -> s.span().startUnixNano()).min().orElseThrow();
    long to = all.stream().mapToLong(s -> s.span().startUnixNano()).max().orElseThrow();
    long width = (to - from) / bins + 1;
    List<Red.Bin> counted = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      long start = from + i * width;
      long[] own =
          requests(
              all, s -> new TimeRange(start, start + width).contains(s.span().startUnixNano()));
      if (own[0] > 0) {
        counted.add(new Red.Bin(start, start + width, own[0], own[1], own[2], own[3], own[4]));
      }
    }
    List<Red.Service> services = new ArrayList<>();
    for (FacetValue service : counted(all.stream(), "service", Integer.MAX_VALUE)) {
      long[] own = requests(all, s -> service.value().equals(FakeSearch.value("service", s)));
      services.add(
          new Red.Service(
              service.value(), service.spans(), own[0], own[1], own[2], own[3], own[4]));
    }
    return new Red(from, from + width * bins, counted, services);
  }

  /** Requests, errors, p50, p95, p99. */
  private static long[] requests(List<SpanRecord> all, Predicate<SpanRecord> which) {
    List<SpanRecord> own =
        all.stream()
            .filter(which)
            .filter(
                s -> s.span().kind() == 2 || s.span().kind() == 5 || s.span().parentSpanId() == 0)
            .toList();
    long[] sorted = own.stream().mapToLong(s -> s.span().durationNano()).sorted().toArray();
    long[] counts = new long[5];
    counts[0] = sorted.length;
    counts[1] = own.stream().filter(s -> s.span().statusCode() == 2).count();
    double[] parts = {0.5, 0.95, 0.99};
    for (int i = 0; i < parts.length && sorted.length > 0; i++) {
      counts[i + 2] = sorted[(int) Math.max(0, Math.ceil(parts[i] * sorted.length) - 1)];
    }
    return counts;
  }

  @Override
  public Optional<TraceSpans> trace(TraceId id) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      if (spans.get(i).span().traceId().equals(id)) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return Optional.empty();
    }
    places.sort(
        Comparator.<Integer>comparingLong(i -> spans.get(i).span().startUnixNano())
            .thenComparing(
                Comparator.<Integer>comparingLong(i -> spans.get(i).span().durationNano())
                    .reversed())
            .thenComparing(Comparator.naturalOrder()));
    return Optional.of(columns(id, places));
  }

  private TraceSpans columns(TraceId id, List<Integer> places) {
    List<SpanRecord> rows = places.stream().map(spans::get).toList();
    List<String> names = new ArrayList<>();
    List<String> services = new ArrayList<>();
    List<String> scopes = new ArrayList<>();
    return new TraceSpans(
        id,
        rows.stream().mapToLong(row -> BATCH).toArray(),
        places.stream().mapToInt(Integer::intValue).toArray(),
        longs(rows, Span::spanId),
        longs(rows, Span::parentSpanId),
        longs(rows, Span::startUnixNano),
        longs(rows, Span::endUnixNano),
        interned(rows, names, row -> row.span().name().toString()),
        interned(rows, services, row -> String.valueOf(FakeSearch.value("service", row))),
        interned(rows, scopes, row -> row.scope().name().toString()),
        bytes(rows, Span::kind),
        bytes(rows, Span::statusCode),
        rows.stream().mapToInt(row -> row.span().events().size()).toArray(),
        rows.stream().mapToInt(row -> row.span().links().size()).toArray(),
        names,
        services,
        scopes);
  }

  private static long[] longs(List<SpanRecord> rows, Function<Span, Long> of) {
    return rows.stream().mapToLong(row -> of.apply(row.span())).toArray();
  }

  private static byte[] bytes(List<SpanRecord> rows, Function<Span, Integer> of) {
    byte[] bytes = new byte[rows.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = of.apply(rows.get(i).span()).byteValue();
    }
    return bytes;
  }

  private static int[] interned(
      List<SpanRecord> rows, List<String> dictionary, Function<SpanRecord, String> of) {
    return rows.stream()
        .mapToInt(row -> {
          String text = of.apply(row);
          if (!dictionary.contains(text)) {
            dictionary.add(text);
          }
          return dictionary.indexOf(text);
        })
        .toArray();
  }

  @Override
  public Optional<SpanRecord> span(long batchId, int row) {
    return batchId == BATCH && row >= 0 && row < spans.size()
        ? Optional.of(spans.get(row))
        : Optional.empty();
  }

  @Override
  public int[] matches(TraceSpans trace, Search search) {
    return java.util.stream.IntStream.range(0, trace.size())
        .filter(row -> FakeSearch.matches(search, spans.get(trace.place()[row])))
        .toArray();
  }

  @Override
  public List<FacetValue> attributeKeys(int limit) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (SpanRecord span : spans) {
      for (int i = 0; i < span.span().attributes().size(); i++) {
        counts.merge(span.span().attributes().key(i).toString(), 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(FacetValue::spans).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public void sql(String statement, long limit, SqlSink sink) throws StoreException {
    throw new StoreException("no SQL here");
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void close() {
    closed.run();
  }
}
