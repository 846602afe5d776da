package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside a naive count over the same spans. */
class RedQueryTest {
  private static final long SEED = Long.getLong("eyepiece.seed", System.nanoTime());
  private static final int BINS = 20;

  @TempDir Path folder;
  private DuckDbStore store;

  @BeforeEach
  void open() throws StoreException {
    store = DuckDbStore.open(StoreConfig.of(folder));
  }

  @AfterEach
  void close() throws StoreException {
    store.close();
  }

  private static boolean isRequest(SpanRecord span) {
    int kind = span.span().kind();
    return kind == 2 || kind == 5 || span.span().parentSpanId() == 0;
  }

  private static long quantile(List<SpanRecord> requests, double part) {
    long[] sorted =
        requests.stream().mapToLong(s -> Math.max(0, s.span().durationNano())).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
  }

  private static String service(SpanRecord span) {
    return span.resource().serviceName() == null
        ? ""
        : String.valueOf(span.resource().serviceName());
  }

  @Test
  void servicesAndBinsAreWhatANaiveCountFinds() throws Exception {
    SymbolTable symbols = new SymbolTable();
    TestTraces traces = new TestTraces(SEED, true);
    List<dev.eyepiece.telemetry.SpanBatch> unsealed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      unsealed.add(traces.batch(80, symbols).withId(i, 1_790_000_000_000_000_000L + i));
    }
    try (TelemetrySnapshot snapshot = store.snapshot(unsealed)) {
      List<SpanRecord> spans = new ArrayList<>();
      snapshot.spans(Search.All.INSTANCE, TimeRange.ALL, 0, spans::add);
      Red red = snapshot.red(Search.All.INSTANCE, TimeRange.ALL, BINS);
      TreeMap<String, List<SpanRecord>> byService = new TreeMap<>();
      spans.forEach(s -> byService.computeIfAbsent(service(s), n -> new ArrayList<>()).add(s));
      List<Red.Service> expected = new ArrayList<>();
      byService.forEach((name, own) -> {
        List<SpanRecord> requests = own.stream().filter(RedQueryTest::isRequest).toList();
        expected.add(
            new Red.Service(
                name,
                own.size(),
                requests.size(),
                requests.stream().filter(s -> s.span().statusCode() == 2).count(),
                quantile(requests, 0.5),
                quantile(requests, 0.95),
                quantile(requests, 0.99)));
      });
      expected.sort(
          Comparator.comparingLong(Red.Service::requests)
              .thenComparingLong(Red.Service::spans)
              .reversed()
              .thenComparing(Red.Service::service));
      assertThat(red.services()).as("seed %s", SEED).isEqualTo(expected);
      long counted = 0;
      for (Red.Bin bin : red.bins()) {
        List<SpanRecord> within =
            spans.stream()
                .filter(RedQueryTest::isRequest)
                .filter(s ->
                    new TimeRange(bin.fromUnixNano(), bin.toUnixNano())
                        .contains(s.span().startUnixNano()))
                .toList();
        assertThat(bin.requests()).as("seed %s", SEED).isEqualTo(within.size());
        assertThat(bin.p95Nano()).as("seed %s", SEED).isEqualTo(quantile(within, 0.95));
        counted += bin.requests();
      }
      assertThat(counted).isEqualTo(spans.stream().filter(RedQueryTest::isRequest).count());
      assertThat(red.bins()).hasSizeBetween(1, BINS);
    }
  }

  @Test
  void nothingIsNothing() throws Exception {
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      assertThat(snapshot.red(Search.All.INSTANCE, TimeRange.ALL, BINS)).isEqualTo(Red.EMPTY);
    }
  }
}
