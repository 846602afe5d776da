package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import dev.eyepiece.telemetry.TraceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Time a span to write into chDB over HTTP, client and engine together, and what questions cost
 * there. Argument: spans (200,000).
 */
final class ClickHouseBenchmark {
  private static final int SPANS_A_BATCH = 512;
  private static final int BATCHES_A_SEAL = 40;

  private ClickHouseBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int spans = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    Path folder = Files.createTempDirectory("eyepiece-clickhouse");
    TestTraces traces = new TestTraces(1, false);
    SymbolTable symbols = new SymbolTable();
    long id = 1;
    long sealed = 0;
    long nanos = 0;
    TraceId some = new TraceId(0, 0);
    try (ChdbProcess server = ChdbProcess.start(folder.resolve("chdb"));
        TelemetryStore store = ClickHouseStore.open(server.made("otel"))) {
      while (sealed < spans) {
        List<SpanBatch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES_A_SEAL; i++) {
          batches.add(traces.batch(SPANS_A_BATCH, symbols).withId(id++, 1));
        }
        some = new TraceId(batches.getFirst().traceIdHigh(0), batches.getFirst().traceIdLow(0));
        long began = System.nanoTime();
        store.seal(batches);
        nanos += System.nanoTime() - began;
        sealed += batches.stream().mapToLong(SpanBatch::size).sum();
      }
      store.rest();
      System.out.printf("spans                  %d%n", sealed);
      System.out.printf("seal, us a span        %.2f%n", (double) nanos / 1000 / sealed);
      System.out.printf("bytes a span on disk   %d%n", store.stats().bytes() / sealed);
      TraceId wanted = some;
      time(store, "trace by id", snapshot -> snapshot.trace(wanted));
      time(
          store,
          "list of traces",
          s ->
              s.traces(
                  new TraceQuery(
                      Search.All.INSTANCE, TimeRange.ALL, TraceQuery.Sort.START, true, 1_000)));
      time(store, "facet", s -> s.facet("http.route", Search.All.INSTANCE, TimeRange.ALL, 10));
      Search word = Search.parse("connection");
      time(store, "count of a word", s -> s.countSpans(word, TimeRange.ALL));
      Search field = Search.parse("service:payment status:error");
      time(store, "count of fields", s -> s.countSpans(field, TimeRange.ALL));
      time(store, "red", s -> s.red(Search.All.INSTANCE, TimeRange.ALL, 60));
    }
  }

  /** A question to a snapshot. */
  private interface Question {
    Object ask(TelemetrySnapshot snapshot) throws StoreException;
  }

  private static void time(TelemetryStore store, String name, Question question)
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
