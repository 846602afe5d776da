package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import dev.eyepiece.telemetry.TraceId;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU a span to stage and to seal, bytes a span on disk, and what questions cost. Argument: spans
 * (a million).
 */
final class StoreBenchmark {
  private static final int SPANS_A_BATCH = 512;
  private static final int BATCHES_A_SEAL = 240;

  private StoreBenchmark() {}

  private static double cpu() {
    return (double)
            ((com.sun.management.OperatingSystemMXBean)
                    ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime()
        / 1000;
  }

  public static void main(String[] arguments) throws Exception {
    int spans = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path folder = Files.createTempDirectory("eyepiece-store");
    TestTraces traces = new TestTraces(1, false);
    SymbolTable symbols = new SymbolTable();
    long id = 0;
    long sealed = 0;
    double staging = 0;
    double sealing = 0;
    TraceId some = new TraceId(0, 0);
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      while (sealed < spans) {
        List<SpanBatch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES_A_SEAL; i++) {
          batches.add(traces.batch(SPANS_A_BATCH, symbols).withId(id++, 1));
        }
        some = new TraceId(batches.getFirst().traceIdHigh(0), batches.getFirst().traceIdLow(0));
        double before = cpu();
        store.snapshot(batches).close();
        staging += cpu() - before;
        before = cpu();
        store.seal(batches);
        sealing += cpu() - before;
        sealed += batches.stream().mapToLong(SpanBatch::size).sum();
      }
      System.out.printf("spans                  %d%n", sealed);
      System.out.printf("stage, CPU us a span   %.2f%n", staging / sealed);
      System.out.printf("seal, CPU us a span    %.2f%n", sealing / sealed);
      System.out.printf("bytes a span on disk   %d%n", store.stats().bytes() / sealed);
      TraceId wanted = some;
      time(store, "trace by id", snapshot -> snapshot.trace(wanted));
      time(
          store,
          "list of traces",
          s ->
              s.traces(
                  new TraceQuery(
                      Search.All.INSTANCE, TimeRange.ALL, TraceQuery.Sort.START, true, 10_000)));
      time(store, "facet", s -> s.facet("http.route", Search.All.INSTANCE, TimeRange.ALL, 10));
      Search word = Search.parse("connection");
      time(store, "count of a word", s -> s.countSpans(word, TimeRange.ALL));
      Search field = Search.parse("service:payment status:error");
      time(store, "count of fields", s -> s.countSpans(field, TimeRange.ALL));
    }
  }

  /** A question to a snapshot. */
  private interface Question {
    Object ask(TelemetrySnapshot snapshot) throws StoreException;
  }

  private static void time(DuckDbStore store, String name, Question question)
      throws StoreException {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long began = System.nanoTime();
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        question.ask(snapshot);
      }
      best = Math.min(best, System.nanoTime() - began);
    }
    System.out.printf("%-22s %.1f ms%n", name, (double) best / 1e6);
  }
}
