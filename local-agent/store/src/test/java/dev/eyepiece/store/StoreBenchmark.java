package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import dev.eyepiece.telemetry.TraceId;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * CPU a span to stage and to seal, bytes a span on disk, how long an opening takes, and what
 * questions cost, at any size. Arguments: spans (a million), a folder to keep the store in for
 * another run, which then only asks (a temporary one), MB a window (512).
 */
final class StoreBenchmark {
  private static final int SPANS_A_BATCH = 512;
  private static final int BATCHES_A_SEAL = 240;
  private static final int ROUNDS = 5;

  /** What a store keeps at most of answers of a kind. */
  private static final int FACETS_KEPT = 64;

  private static final int COUNTS_KEPT = 256;

  private final StoreConfig config;

  private StoreBenchmark(Path folder, long windowBytes) {
    config = StoreConfig.of(folder).withCap(1L << 40, windowBytes);
  }

  public static void main(String[] arguments) throws Exception {
    long spans = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    boolean keep = arguments.length > 1;
    Path folder = keep ? Path.of(arguments[1]) : Files.createTempDirectory("eyepiece-store");
    long window = (arguments.length > 2 ? Long.parseLong(arguments[2]) : 512) << 20;
    StoreBenchmark benchmark = new StoreBenchmark(folder, window);
    benchmark.fill(spans);
    benchmark.ask();
  }

  private static double cpu() {
    return (double)
            ((com.sun.management.OperatingSystemMXBean)
                    ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime()
        / 1000;
  }

  /** Fills up to so many spans; another thread makes them, whose CPU is not counted. */
  private void fill(long spans) throws Exception {
    try (DuckDbStore store = DuckDbStore.open(config)) {
      long sealed = store.stats().held().spans();
      if (sealed >= spans) {
        return;
      }
      TestTraces traces = new TestTraces(store.sealedUpTo(), false);
      SymbolTable symbols = new SymbolTable();
      BlockingQueue<SpanBatch> made = new ArrayBlockingQueue<>(BATCHES_A_SEAL);
      Thread maker = Thread.ofPlatform().daemon().start(() -> make(traces, symbols, made));
      long id = store.sealedUpTo() + 1;
      long fresh = 0;
      double staging = 0;
      double sealing = 0;
      while (sealed + fresh < spans) {
        List<SpanBatch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES_A_SEAL; i++) {
          batches.add(made.take().withId(id++, 1));
        }
        double before = threads(maker);
        store.snapshot(batches).close();
        double staged = threads(maker);
        store.seal(batches);
        staging += staged - before;
        sealing += threads(maker) - staged;
        fresh += batches.stream().mapToLong(SpanBatch::size).sum();
      }
      maker.interrupt();
      System.out.printf("stage, CPU us a span   %.2f%n", staging / fresh);
      System.out.printf("seal, CPU us a span    %.2f%n", sealing / fresh);
    }
  }

  private static void make(TestTraces traces, SymbolTable symbols, BlockingQueue<SpanBatch> into) {
    try {
      while (true) {
        into.put(traces.batch(SPANS_A_BATCH, symbols));
      }
    } catch (InterruptedException enough) {
      // All is made.
    }
  }

  /** CPU of all threads but one, in microseconds. */
  private static double threads(Thread but) {
    return cpu()
        - (double) ManagementFactory.getThreadMXBean().getThreadCpuTime(but.threadId()) / 1000;
  }

  private void ask() throws Exception {
    for (int i = 0; i < 3; i++) {
      long began = System.nanoTime();
      DuckDbStore.open(config).close();
      System.out.printf("open and close         %.0f ms%n", (System.nanoTime() - began) / 1e6);
    }
    try (DuckDbStore store = DuckDbStore.open(config)) {
      StoreStats stats = store.stats();
      System.out.printf("spans, windows         %d, %d%n", stats.held().spans(), stats.windows());
      System.out.printf("bytes a span on disk   %d%n", stats.bytes() / stats.held().spans());
      SpanRecord some = any(store);
      String user = attribute(some, "user.id");
      String request = attribute(some, "request.id");
      TraceId trace = some.span().traceId();
      long start = some.span().startUnixNano();
      time(store, "trace by id", (s, _) -> s.trace(trace));
      Search slow = parse("service:payment duration:>250ms");
      time(store, "newest 100 slow traces of a service", (s, _) -> s.traceRows(newest(slow, 100)));
      time(store, "how many there are", (s, n) -> s.traceTotals(newest(fresh(slow, n), 100)));
      Search rare = parse("service:payment duration:>350ms");
      time(
          store,
          "slower ones, fewer than 100 in all",
          (s, n) -> s.traceRows(newest(fresh(rare, n), 100)));
      Search all = Search.All.INSTANCE;
      time(store, "newest 1,000 traces", (s, _) -> s.traceRows(newest(all, 1000)));
      time(store, "newest 10,000 traces", (s, _) -> s.traceRows(newest(all, 10_000)));
      time(store, "how many there are", (s, n) -> s.traceTotals(newest(fresh(all, n), 1000)));
      time(
          store,
          "values of http.route",
          StoreBenchmark::forgetFacets,
          (s, _) -> facet(s, "http.route", all));
      TimeRange hour = new TimeRange(start, start + 3_600_000_000_000L);
      time(store, "values of http.route, an hour", (s, _) -> s.facet("http.route", all, hour, 10));
      Search errors = parse("status:error");
      time(
          store,
          "values of server.address of errors",
          StoreBenchmark::forgetFacets,
          (s, _) -> facet(s, "server.address", errors));
      count(store, "an attribute equals (1 of 10,000)", "user.id:" + user);
      count(store, "a unique value", "request.id:" + request);
      count(store, "a word", "connection");
      count(store, "a word that is nowhere", "zzyzx");
      count(store, "service and status", "service:payment status:error");
      time(store, "rate, errors, duration in 60 bins", (s, _) -> s.red(all, TimeRange.ALL, 60));
      time(store, "percentiles by minute, by SQL", (s, _) -> byMinute(s));
      time(store, "map of durations", (s, _) -> s.durations(all, TimeRange.ALL, 100, 10));
      cancel(store);
    }
  }

  private static Object byMinute(TelemetrySnapshot snapshot) throws StoreException {
    List<Object> rows = new ArrayList<>();
    snapshot.sql(
        "SELECT start_ns // 60000000000 AS minute,"
            + " quantile_disc(end_ns - start_ns, [0.5, 0.95, 0.99]) FROM spans GROUP BY minute",
        0,
        new SqlSink() {
          @Override
          public void columns(List<String> names) {}

          @Override
          public void row(List<@Nullable Object> values) {
            rows.add(values);
          }

          @Override
          public void cut() {
            throw new IllegalStateException("no limit was asked for");
          }
        });
    return rows;
  }

  private static TraceQuery newest(Search search, int limit) {
    return new TraceQuery(search, TimeRange.ALL, TraceQuery.Sort.START, true, limit);
  }

  /** The same search in words that no answer is kept of; what is added costs little. */
  private static Search fresh(Search search, int round) {
    return round < 0 ? search : new Search.And(List.of(search, new Search.Not(nobody(round))));
  }

  private static Search nobody(int number) {
    return parse("request.id:nobody-has-this-" + number);
  }

  /** Keeps so many other answers that no earlier one is kept, and asks nothing for it. */
  private static void forgetFacets(TelemetrySnapshot snapshot) {
    for (int i = 0; i < FACETS_KEPT; i++) {
      kept(snapshot).facets.keep(nobody(i), Optional.empty());
    }
  }

  private static void forgetCounts(TelemetrySnapshot snapshot) {
    for (int i = 0; i < COUNTS_KEPT; i++) {
      kept(snapshot).counts.keep(nobody(i), 0L);
    }
  }

  private static SettledAnswers kept(TelemetrySnapshot snapshot) {
    return ((DuckDbRecords) snapshot.records(Signal.TRACES)).relation.kept();
  }

  private static Object facet(TelemetrySnapshot snapshot, String field, Search search)
      throws StoreException {
    return snapshot.facet(field, search, TimeRange.ALL, 10);
  }

  private static void count(DuckDbStore store, String name, String search) throws StoreException {
    Search asked = parse(search);
    time(store, name, StoreBenchmark::forgetCounts, (s, _) -> s.countSpans(asked, TimeRange.ALL));
  }

  private static Search parse(String search) {
    try {
      return Search.parse(search);
    } catch (SearchSyntaxException e) {
      throw new IllegalArgumentException(search, e);
    }
  }

  /** A span from the middle. */
  private static SpanRecord any(DuckDbStore store) throws StoreException {
    List<SpanRecord> found = new ArrayList<>();
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      snapshot.spans(parse("http.route:* user.id:*7"), TimeRange.ALL, 20_000, found::add);
    }
    return found.getLast();
  }

  private static String attribute(SpanRecord span, String key) {
    for (int i = 0; i < span.span().attributes().size(); i++) {
      if (span.span().attributes().key(i).toString().equals(key)) {
        return span.span().attributes().value(i).toString().replaceAll("^.*\\[value=|\\]$", "");
      }
    }
    throw new IllegalStateException("no " + key);
  }

  /** A question to a snapshot; the round is below 0 when it is asked as it was asked before. */
  private interface Question {
    Object ask(TelemetrySnapshot snapshot, int round) throws StoreException;
  }

  /** Makes a store forget what it keeps of some answers. */
  private interface Forgetting {
    void in(TelemetrySnapshot snapshot);
  }

  private static void time(DuckDbStore store, String name, Question question)
      throws StoreException {
    time(store, name, snapshot -> {}, question);
  }

  /** Asks some times what no answer is kept of, and then what was asked before. */
  private static void time(DuckDbStore store, String name, Forgetting forgetting, Question question)
      throws StoreException {
    double[] took = new double[ROUNDS];
    double before;
    double spent = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        forgetting.in(snapshot);
      }
      before = cpu();
      took[i] = took(store, question, i);
      spent += cpu() - before;
    }
    double first = took[0];
    Arrays.sort(took);
    took(store, question, -1);
    before = cpu();
    double again = took(store, question, -1);
    System.out.printf(
        "%-36s first %8.1f, best %8.1f, median %8.1f, CPU %8.1f ms; again %8.1f, CPU %8.1f ms%n",
        name,
        first,
        took[0],
        took[ROUNDS / 2],
        spent / ROUNDS / 1000,
        again,
        (cpu() - before) / 1000);
  }

  private static double took(DuckDbStore store, Question question, int round)
      throws StoreException {
    long began = System.nanoTime();
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      question.ask(snapshot, round);
    }
    return (System.nanoTime() - began) / 1e6;
  }

  /** How long a long question goes on after it was cancelled. */
  private static void cancel(DuckDbStore store) throws Exception {
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      long[] ended = {0};
      Thread asking =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  snapshot.facet("request.id", Search.All.INSTANCE, TimeRange.ALL, 10);
                } catch (StoreException cancelled) {
                  // As it should be.
                }
                ended[0] = System.nanoTime();
              });
      Thread.sleep(100);
      long began = System.nanoTime();
      snapshot.cancel();
      asking.join();
      System.out.printf("cancelled after        %.1f ms%n", Math.max(0, ended[0] - began) / 1e6);
    }
  }
}
