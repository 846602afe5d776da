package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of several seals, and what is not sealed, in portions of any size. */
class PortionTest {
  @TempDir Path folder;

  private static Set<List<Long>> spans(Portion portion, List<Integer> sizes) throws Exception {
    Set<List<Long>> found = new HashSet<>();
    int[] rows = {0};
    Relation relation = portion.relation();
    relation.query(
        "SELECT batch_id, row_no FROM "
            + relation.rows(new Asks(), TimeRange.ALL)
            + " WHERE TRUE"
            + portion.batches(),
        row -> {
          found.add(List.of(row.getLong(1), row.getLong(2)));
          rows[0]++;
        });
    assertThat(found).hasSize(rows[0]);
    sizes.add(rows[0]);
    return found;
  }

  @Test
  void eachRecordIsInOnePortionAndPortionsAreAsSmallAsTheyAreWanted() throws Exception {
    TestTraces traces = new TestTraces(5, false);
    SymbolTable symbols = new SymbolTable();
    long arrived = 1;
    long id = 1;
    int all = 0;
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      for (int window = 0; window < 4; window++) {
        // A window ends when it is six hours old.
        arrived += Duration.ofHours(7).toNanos();
        for (int seal = 0; seal < 3; seal++) {
          SpanBatch batch = traces.batch(50, symbols).withId(id++, arrived);
          all += batch.size();
          store.seal(List.of(batch));
        }
      }
      SpanBatch fresh = traces.batch(50, symbols).withId(id, arrived);
      all += fresh.size();
      assertThat(store.stats().windows()).isEqualTo(4);
      List<Integer> portions = new ArrayList<>();
      for (int most : List.of(1, 130, 400, 1_000)) {
        try (TelemetrySnapshot snapshot = store.snapshot(List.of(fresh))) {
          Relation relation = ((DuckDbRecords) snapshot.records(Signal.TRACES)).relation;
          Set<List<Long>> found = new HashSet<>();
          List<Integer> sizes = new ArrayList<>();
          for (Portion portion : Portion.of(relation, most)) {
            Set<List<Long>> here = spans(portion, sizes);
            assertThat(Collections.disjoint(found, here)).isTrue();
            found.addAll(here);
          }
          assertThat(found).hasSize(all);
          // What is not sealed comes beside what is left of windows.
          assertThat(sizes).allMatch(size -> size <= Math.max(most, 60) + 60);
          portions.add(sizes.size());
        }
      }
      assertThat(portions).isSortedAccordingTo(Collections.reverseOrder());
      assertThat(portions.getFirst()).isEqualTo(13);
      assertThat(portions.getLast()).isEqualTo(1);
    }
  }
}
