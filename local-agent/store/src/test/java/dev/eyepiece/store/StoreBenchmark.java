package dev.eyepiece.store;

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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * CPU a span to stage and to seal, bytes a span on disk, how long an opening takes, and what
 * questions cost, at any size. Arguments: spans (a million), a folder to keep the store in for
 * another run, which then only asks (a temporary one), MB a window (512).
 */
final class StoreBenchmark {
  private static final int SPANS_A_BATCH = 512;
  private static final int BATCHES_A_SEAL = 240;
  private static final int ROUNDS = 5;

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
      time(store, "trace by id", s -> s.trace(trace));
      time(
          store,
          "newest 100 slow traces of a service",
          s -> traces(s, "service:payment duration:>350ms", 100));
      time(store, "newest 1,000 traces", s -> traces(s, "", 1000));
      time(store, "values of http.route", s -> facet(s, "http.route", ""));
      time(
          store,
          "values of http.route, an hour",
          s ->
              s.facet(
                  "http.route",
                  Search.All.INSTANCE,
                  new TimeRange(start, start + 3_600_000_000_000L),
                  10));
      time(
          store,
          "values of server.address of errors",
          s -> facet(s, "server.address", "status:error"));
      time(store, "an attribute equals (1 of 10,000)", s -> count(s, "user.id:" + user));
      time(store, "a unique value", s -> count(s, "request.id:" + request));
      time(store, "a word", s -> count(s, "connection"));
      time(store, "a word that is nowhere", s -> count(s, "zzyzx"));
      time(store, "service and status", s -> count(s, "service:payment status:error"));
      time(
          store,
          "rate, errors, duration in 60 bins",
          s -> s.red(Search.All.INSTANCE, TimeRange.ALL, 60));
      time(
          store, "map of durations", s -> s.durations(Search.All.INSTANCE, TimeRange.ALL, 100, 10));
      cancel(store);
    }
  }

  private static Object traces(TelemetrySnapshot snapshot, String search, int limit)
      throws StoreException {
    return snapshot.traces(
        new TraceQuery(parse(search), TimeRange.ALL, TraceQuery.Sort.START, true, limit));
  }

  private static Object facet(TelemetrySnapshot snapshot, String field, String search)
      throws StoreException {
    return snapshot.facet(field, parse(search), TimeRange.ALL, 10);
  }

  private static Object count(TelemetrySnapshot snapshot, String search) throws StoreException {
    return snapshot.countSpans(parse(search), TimeRange.ALL);
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

  /** A question to a snapshot. */
  private interface Question {
    Object ask(TelemetrySnapshot snapshot) throws StoreException;
  }

  private static void time(DuckDbStore store, String name, Question question)
      throws StoreException {
    double[] took = new double[ROUNDS];
    double before = cpu();
    for (int i = 0; i < ROUNDS; i++) {
      long began = System.nanoTime();
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        question.ask(snapshot);
      }
      took[i] = (System.nanoTime() - began) / 1e6;
    }
    double first = took[0];
    Arrays.sort(took);
    System.out.printf(
        "%-36s first %8.1f, best %8.1f, median %8.1f, CPU %8.1f ms%n",
        name, first, took[0], took[ROUNDS / 2], (cpu() - before) / ROUNDS / 1000);
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
