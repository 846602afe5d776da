package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store answers: the same telemetry, the same questions, the same answers. These are in
 * {@code contract.txt}, a line for each, which {@code -Dcontract=write} writes with the local
 * store's; a store that must answer otherwise says where and why.
 */
public abstract class StoreContract {
  private static final String FILE = "contract.txt";
  private static final String ARROW = "\t=> ";

  @TempDir protected Path folder;

  /** A store without anything in it, which is written to. */
  protected abstract TelemetryStore open() throws Exception;

  /** Questions whose answers differ, with the reason. */
  protected Map<String, String> differences() {
    return Map.of();
  }

  /** Whether its answers are those that are saved. */
  protected boolean isOracle() {
    return false;
  }

  private static Map<String, String> saved() throws IOException {
    Map<String, String> saved = new LinkedHashMap<>();
    try (InputStream in = StoreContract.class.getResourceAsStream(FILE)) {
      String text =
          new String(
              Objects.requireNonNull(in, FILE + " is not there").readAllBytes(),
              StandardCharsets.UTF_8);
      text.lines()
          .forEach(line -> {
            int at = line.indexOf(ARROW);
            saved.put(line.substring(0, at), line.substring(at + ARROW.length()));
          });
    }
    return saved;
  }

  @Test
  void aPictureOfPointsHasTheLowestAndHighestOfEachColumn() throws Exception {
    try (TelemetryStore store = open()) {
      new ThinningCheck().run(store, 10);
    }
  }

  @Test
  void theSameQuestionsHaveTheSameAnswers() throws Exception {
    List<RecordBatch> batches = ContractData.batches();
    Map<String, String> answers;
    try (TelemetryStore store = open()) {
      store.seal(batches.subList(0, batches.size() / 2));
      store.seal(batches.subList(batches.size() / 2, batches.size()));
      assertThat(store.sealedUpTo()).isEqualTo(batches.getLast().id());
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        answers = new ContractQuestions(snapshot).answers();
      }
    }
    if ("write".equals(System.getProperty("contract")) && isOracle()) {
      List<String> lines = new ArrayList<>();
      answers.forEach((question, answer) -> lines.add(question + ARROW + answer));
      Files.write(Path.of("src/test/resources/dev/eyepiece/store", FILE), lines);
      return;
    }
    Map<String, String> saved = saved();
    assertThat(answers.keySet()).containsExactlyElementsOf(saved.keySet());
    List<String> wrong = new ArrayList<>();
    saved.forEach((question, expected) -> {
      boolean same = expected.equals(answers.get(question));
      if (same == differences().containsKey(question)) {
        wrong.add(question + "\n  expected " + expected + "\n  was      " + answers.get(question));
      }
    });
    assertThat(wrong).as("answers of %s that differ, or no longer do", getClass()).isEmpty();
  }

  @Test
  void nothingIsFoundWhereNothingIs() throws Exception {
    try (TelemetryStore store = open();
        TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      for (ContractQuestions.Saved saved : ContractQuestions.searches()) {
        Search search = Search.parse(saved.search());
        if (saved.signal() != Signal.METRICS || !(search instanceof Search.InTrace)) {
          assertThat(snapshot.records(saved.signal()).count(search, TimeRange.ALL))
              .as("%s", saved)
              .isZero();
        }
      }
    }
  }

  /** The statements are this store's own; what they find is the same. */
  @Test
  void aSearchOpenedAsSqlFindsWhatTheSearchFinds() throws Exception {
    try (TelemetryStore store = open()) {
      store.seal(ContractData.batches());
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        int number = 0;
        for (ContractQuestions.Saved saved : ContractQuestions.searches()) {
          Search search = Search.parse(saved.search());
          if (saved.signal() != Signal.METRICS || !(search instanceof Search.InTrace)) {
            TimeRange range = number++ % 2 == 0 ? TimeRange.ALL : ContractQuestions.PART;
            String sql = snapshot.asSql(saved.signal(), search, range, Set.of());
            assertThat(counted(snapshot, sql))
                .as("%s as %s", saved, sql)
                .isEqualTo(snapshot.records(saved.signal()).count(search, range));
          }
        }
      }
    }
  }

  private static long counted(TelemetrySnapshot snapshot, String sql) throws StoreException {
    long[] counted = {-1};
    snapshot.sql(
        "SELECT count(*) FROM (" + sql + ")",
        2,
        new SqlSink() {
          @Override
          public void columns(List<String> names) {}

          @Override
          public void row(List<@Nullable Object> values) {
            counted[0] = values.getFirst() instanceof Long count ? count : -2;
          }

          @Override
          public void cut() {}
        });
    return counted[0];
  }

  @Test
  void whatWasSealedStaysSealed() throws Exception {
    List<RecordBatch> batches = ContractData.batches();
    try (TelemetryStore store = open()) {
      assertThat(store.signals()).isEqualTo(Set.of(Signal.values()));
      assertThat(store.sealedUpTo()).isEqualTo(RecordBatch.NO_ID);
      store.seal(List.of());
      store.seal(batches.subList(0, 4));
      assertThat(store.sealedUpTo()).isEqualTo(batches.get(3).id());
      store.rest();
      StoreStats stats = store.stats();
      assertThat(
              List.of(
                  stats.held().spans(),
                  stats.held().logs(),
                  stats.held().points(),
                  stats.held().samples()))
          .containsExactly(10L, 10L, 10L, 10L);
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        for (Signal signal : Signal.values()) {
          assertThat(snapshot.records(signal).count(Search.All.INSTANCE, TimeRange.ALL))
              .isEqualTo(10);
        }
      }
    }
  }

  @Test
  void aCancelledSnapshotSaysSo() throws Exception {
    try (TelemetryStore store = open();
        TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      snapshot.cancel();
      String said = "";
      try {
        snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL);
      } catch (StoreException e) {
        said = String.valueOf(e.getMessage());
      }
      assertThat(said).isEqualTo("cancelled");
    }
  }
}
