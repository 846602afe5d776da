package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Questions that take all the memory there is for them: seals have some of their own, and where one
 * fails all the same, what it was to keep is kept in the end, once.
 */
class ScarceMemoryTest {
  private static final int SEALS = 20;

  @TempDir Path folder;

  @Test
  void seals_that_fail_for_want_of_memory_come_to_their_end_later() throws Exception {
    StoreConfig config =
        new StoreConfig(
            folder,
            1L << 40,
            1L << 40,
            Duration.ofHours(6),
            Duration.ZERO,
            80 << 20,
            64 << 20,
            1_000,
            1,
            1);
    TestTraces traces = new TestTraces(5, false);
    SymbolTable symbols = new SymbolTable();
    long id = 0;
    long all = 0;
    int failures = 0;
    try (DuckDbStore store = DuckDbStore.open(config)) {
      AtomicBoolean ended = new AtomicBoolean();
      List<Thread> asking = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        asking.add(Thread.ofPlatform().start(() -> ask(store, ended)));
      }
      for (int n = 0; n < SEALS; n++) {
        List<SpanBatch> batches = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
          batches.add(traces.batch(512, symbols).withId(id++, 1));
        }
        all += batches.stream().mapToLong(SpanBatch::size).sum();
        failures += seal(store, batches);
        assertThat(store.sealedUpTo()).isEqualTo(id - 1);
      }
      ended.set(true);
      for (Thread thread : asking) {
        thread.join();
      }
      assertThat(failures).as("seals that failed at first").isLessThan(SEALS);
      assertThat(count(store)).isEqualTo(all);
    }
    try (DuckDbStore store = DuckDbStore.open(config)) {
      assertThat(count(store)).isEqualTo(all);
    }
  }

  /** As the road does it: again until it is done; answers with how often it failed. */
  private static int seal(DuckDbStore store, List<SpanBatch> batches) throws InterruptedException {
    for (int failures = 0; ; failures++) {
      try {
        store.seal(batches);
        return failures;
      } catch (StoreException e) {
        assertThat(failures).as(e.getMessage()).isLessThan(50);
        Thread.sleep(20);
      }
    }
  }

  private static void ask(DuckDbStore store, AtomicBoolean ended) {
    while (!ended.get()) {
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        snapshot.facet("request.id", Search.All.INSTANCE, TimeRange.ALL, 10);
        snapshot.durations(Search.All.INSTANCE, TimeRange.ALL, 10, 10);
      } catch (StoreException scarce) {
        Thread.onSpinWait();
      }
    }
  }

  private static long count(DuckDbStore store) throws StoreException {
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      return snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL);
    }
  }
}
