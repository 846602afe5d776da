package dev.eyepiece.ui.runs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.RunBook;
import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.store.KeptTimes;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.HeldShop;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.compare.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of runs without a window, over a real store. */
class RunsModelTest {
  @TempDir Path folder;
  private HeldShop shop;
  private RunShop filled;
  private RunBook book;
  private long nowNano = RunShop.START + 10 * RunShop.MINUTE;
  private long nanoTime;
  private RunsModel model;

  @BeforeEach
  void open() throws Exception {
    shop = new HeldShop(folder);
    filled = new RunShop(shop);
    filled.fill();
    book = new RunBook(folder);
    model =
        new RunsModel(
            shop.telemetry(),
            book,
            new InPlace(),
            () -> Instant.ofEpochSecond(0, nowNano),
            () -> nanoTime);
  }

  @AfterEach
  void close() throws Exception {
    model.stop();
    shop.close();
  }

  private List<RunSummary> runs() {
    return model.listProperty().get().runs();
  }

  private RunSummary run(String name) {
    return requireNonNull(model.listProperty().get().called(name));
  }

  private Compared.Done done() {
    return (Compared.Done) model.comparedProperty().get();
  }

  @Test
  void runsAreListedTheNewestFirstWithTheirRecords() throws Exception {
    book.began(RunShop.AFTER, "node shop.js --port 80", RunShop.START + 4 * RunShop.MINUTE);
    book.ended(RunShop.AFTER, RunShop.START + 5 * RunShop.MINUTE, 3);
    model.look();
    assertThat(runs()).extracting(RunSummary::name).containsExactly(RunShop.AFTER, RunShop.BEFORE);
    RunSummary after = run(RunShop.AFTER);
    assertThat(after.spans()).isEqualTo(240);
    assertThat(after.errors()).isEqualTo(4);
    assertThat(after.logs()).isEqualTo(20);
    assertThat(RunWords.command(after)).isEqualTo("node shop.js --port 80");
    assertThat(RunWords.exit(after)).isEqualTo("3");
    assertThat(RunWords.took(after)).isEqualTo("60.0 s");
    assertThat(RunWords.began(after, ZoneOffset.UTC)).isEqualTo("2026-09-21 14:17:20");
    assertThat(RunWords.exit(run(RunShop.BEFORE))).isEqualTo("–");
  }

  @Test
  void aChosenRunIsComparedWithTheOneBeforeIt() {
    model.look();
    model.choose(RunShop.AFTER);
    assertThat(requireNonNull(model.baseProperty().get()).name()).isEqualTo(RunShop.BEFORE);
    List<ComparedRow> rows = done().of().operations().stream().map(ComparedRow::of).toList();
    ComparedRow slowest = rows.getFirst();
    // By hand: of 1 to 20 ms the 19th is the 95th percentile, and paying takes three times as long.
    assertThat(slowest.name()).isEqualTo("POST /charges");
    assertThat(slowest.before().p95Nano()).isEqualTo(19_000_000);
    assertThat(slowest.after().p50Nano()).isEqualTo(30_000_000);
    assertThat(slowest.change()).isEqualTo(38_000_000);
    assertThat(slowest.share()).isEqualTo("+200 %");
    assertThat(slowest.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(rows).hasSize(12);
    assertThat(rows.subList(1, 12)).allMatch(row -> row.verdict() == Verdict.SAME);
    assertThat(done().of().services()).hasSize(4);
    assertThat(ComparedRow.of(done().of().services().getFirst()).service()).isEqualTo("payment");
    assertThat(done().of().newErrors()).hasSize(1);
    assertThat(done().of().newErrors().getFirst().what())
        .isEqualTo("card provider timed out after 3 retries");
    assertThat(done().of().newKeys()).containsExactly("payment.retries");
    model.exchange();
    assertThat(done().of().newErrors()).isEmpty();
    assertThat(ComparedRow.of(done().of().operations().getLast()).verdict())
        .isEqualTo(Verdict.FASTER);
    assertThat(done().of().goneKeys()).containsExactly("payment.retries");
  }

  @Test
  void aStretchOfTimeIsMarkedAndIsARunOfAllThatCame() throws Exception {
    nowNano = RunShop.START + 2 * RunShop.MINUTE;
    model.start(" between ");
    RunSummary open = requireNonNull(model.listProperty().get().open());
    assertThat(open.label()).isEqualTo("between");
    assertThat(RunWords.exit(open)).isEqualTo("open");
    model.start("another");
    assertThat(model.saidProperty().get())
        .isEqualTo("Not done: a marked run goes on; expected its end first");
    nowNano = RunShop.START + 3 * RunShop.MINUTE;
    model.end();
    assertThat(model.listProperty().get().open()).isNull();
    RunSummary marked = run(open.name());
    assertThat(marked.spans()).isEqualTo(240);
    assertThat(marked.logs()).isEqualTo(20);
    assertThat(RunWords.search(marked)).isEmpty();
    try (TelemetrySnapshot snapshot = shop.telemetry().snapshot()) {
      assertThat(snapshot.records(Signal.TRACES).count(Search.All.INSTANCE, RunWords.range(marked)))
          .isEqualTo(240);
    }
    model.choose(marked.name());
    assertThat(done().of().before().name()).isEqualTo(RunShop.BEFORE);
    assertThat(done().of().operations())
        .allMatch(one -> ComparedRow.of(one).verdict() == Verdict.SAME);
    model.pin(marked, true);
    model.forget(run(marked.name()));
    assertThat(runs()).hasSize(2);
    assertThat(KeptTimes.read(folder.resolve("windows")).has(marked.name())).isFalse();
  }

  @Test
  void aRunIsCalledOtherwisePinnedAndFoundByItsNameInTheSearchLine() throws Exception {
    model.look();
    model.call(run(RunShop.AFTER), "after");
    assertThat(run(RunShop.AFTER).label()).isEqualTo("after");
    model.call(run(RunShop.AFTER), " \t");
    assertThat(model.saidProperty().get())
        .isEqualTo("Not done: expected a name of 1 to 120 characters on one line");
    model.pin(run(RunShop.AFTER), true);
    assertThat(run(RunShop.AFTER).pinned()).isTrue();
    assertThat(KeptTimes.read(folder.resolve("windows")).has(RunShop.AFTER)).isTrue();
    model.pin(run(RunShop.AFTER), false);
    assertThat(run(RunShop.AFTER).pinned()).isFalse();
    RunSummary after = run(RunShop.AFTER);
    try (TelemetrySnapshot snapshot = shop.telemetry().snapshot()) {
      assertThat(snapshot.countSpans(Search.parse(RunWords.search(after)), RunWords.range(after)))
          .isEqualTo(after.spans());
    }
  }

  @Test
  void theListIsAskedForAgainWhenSomethingCameAndNotTooOften() throws Exception {
    model.look();
    model.choose(RunShop.AFTER);
    assertThat(runs()).hasSize(2);
    filled.run(RunShop.AFTER, RunShop.START + 6 * RunShop.MINUTE, 3, 0);
    shop.settle();
    model.tick();
    assertThat(run(RunShop.AFTER).spans()).isEqualTo(480);
    assertThat(done().old()).as("what was compared is less than what is held now").isTrue();
    model.compare();
    assertThat(done().old()).isFalse();
    assertThat(requireNonNull(done().of().operations().getFirst().after()).spans()).isEqualTo(40);
  }
}
