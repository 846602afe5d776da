package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 11L);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void whatIsAcknowledgedIsSeenAtOnce(Durability durability) throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder).withDurability(durability))) {
      for (int i = 1; i <= 20; i++) {
        road.sendAnswered(i, 5);
        assertThat(road.count()).isEqualTo(5L * i);
      }
      assertThat(road.stats().spans()).isEqualTo(100);
      assertThat(road.stats().requests()).isEqualTo(20);
      assertThat(road.stats().durability()).isEqualTo(durability);
      assertThat(road.stats().trouble()).isEmpty();
      assertThat(road.store.seals).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Durability.class,
      names = {"GROUP", "STRICT"})
  void whatIsNotSealedComesBackWithItsIds(Durability durability) throws Exception {
    PipelineConfig config = TestRoad.lazy(folder).withDurability(durability);
    Map<String, Integer> before;
    List<Long> ids;
    try (TestRoad road = new TestRoad(config)) {
      for (int i = 0; i < 30; i++) {
        road.sendAnswered(i, 1 + i);
      }
      before = road.found();
      ids = ids(road);
      road.crash();
    }
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.found()).isEqualTo(before).hasSize(30);
      assertThat(ids(road)).isEqualTo(ids);
      assertThat(road.stats().replayedSpans()).isEqualTo(30 * 31 / 2);
      assertThat(road.stats().spans()).isZero();
    }
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.found()).isEqualTo(before);
      assertThat(road.stats().replayedSpans()).isZero();
    }
  }

  private static List<Long> ids(TestRoad road) {
    return road.pipeline.recent(Signal.TRACES, Long.MAX_VALUE).stream()
        .map(RecordBatch::id)
        .toList();
  }

  @Test
  void aReplayTellsHowFarItIs() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 3);
      road.crash();
    }
    List<String> told = new ArrayList<>();
    try (GatedStore store = new GatedStore(folder.resolve("store"));
        Pipeline pipeline =
            Pipeline.open(
                config,
                store,
                new RequestDecoder(new SymbolTable()),
                InstantSource.system(),
                List.of(),
                (done, total) -> told.add(done * 100 / total + " %"))) {
      assertThat(told).first().isEqualTo("0 %");
      assertThat(told).last().isEqualTo("100 %");
      assertThat(pipeline.stats().replayedSpans()).isEqualTo(3);
    }
  }

  @Test
  void withoutAJournalACrashTakesWhatIsNotSealedAndTheStatsSaidSo() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder).withDurability(Durability.NONE);
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 3);
      assertThat(road.journalFiles()).isEmpty();
      assertThat(road.stats().journalBytes()).isZero();
      assertThat(road.stats().durability()).isEqualTo(Durability.NONE);
      road.crash();
    }
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.count()).isZero();
    }
  }

  @Test
  void aJournalIsReplayedAlsoWhenThisRunKeepsNone() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendAnswered(1, 3);
      road.crash();
    }
    PipelineConfig none = TestRoad.lazy(folder).withDurability(Durability.NONE);
    try (TestRoad road = new TestRoad(none)) {
      road.sendAnswered(2, 4);
      assertThat(road.found()).isEqualTo(Map.of("request-1", 3, "request-2", 4));
    }
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendAnswered(3, 5);
      assertThat(road.found()).isEqualTo(Map.of("request-1", 3, "request-2", 4, "request-3", 5));
    }
  }

  @Test
  void closeSealsAllAndLeavesNoJournal() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendAnswered(1, 7);
      road.end();
      assertThat(road.stats().unsealedSpans()).isZero();
      assertThat(road.store.stats().held().spans()).isEqualTo(7);
      assertThat(road.journalFiles()).isEmpty();
    }
  }

  @Test
  void idsGrowAlsoAfterTheJournalIsGone() throws Exception {
    long last = -1;
    for (int run = 0; run < 3; run++) {
      try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
        road.sendAnswered(run, 2);
        assertThat(ids(road)).singleElement().satisfies(id -> assertThat(id).isPositive());
        assertThat(ids(road).getFirst()).isGreaterThan(last);
        last = ids(road).getFirst();
        assertThat(road.count()).isEqualTo(2L * run + 2);
      }
    }
  }

  @Test
  void manyRowsAreSealedAtOnce() throws Exception {
    PipelineConfig config = PipelineConfig.of(folder).withSealing(100, TestRoad.NEVER);
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 99);
      road.sendAnswered(2, 1);
      Await.until("sealed", () -> road.store.stats().held().spans() == 100);
      assertThat(road.count()).isEqualTo(100);
    }
  }

  @Test
  void whatABurstLeavesIsSealedOnceItIsOver() throws Exception {
    PipelineConfig config = PipelineConfig.of(folder).withSealing(100, TestRoad.NEVER);
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 99);
      assertThat(road.store.attempts).hasValue(0);
      road.sendAnswered(2, 1);
      Await.until("sealed", () -> road.store.stats().held().spans() == 100);
      road.sendAnswered(3, 7);
      road.monotonicSkew.set(Burst.QUIET_NANOS);
      Await.until("sealed", () -> road.store.stats().held().spans() == 107);
      assertThat(road.found()).containsEntry("request-3", 7).hasSize(3);
    }
  }

  @Test
  void oldRowsAreSealedHoweverFewAndHoweverTheClockJumps() throws Exception {
    PipelineConfig config = PipelineConfig.of(folder).withSealing(100, Duration.ofMinutes(10));
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 3);
      road.wallSkew.set(-Duration.ofDays(1).toNanos());
      road.sendAnswered(2, 4);
      assertThat(road.store.attempts).hasValue(0);
      road.monotonicSkew.set(Duration.ofMinutes(10).toNanos());
      Await.until("sealed", () -> road.store.stats().held().spans() == 7);
      assertThat(road.found()).isEqualTo(Map.of("request-1", 3, "request-2", 4));
      assertThat(road.stats().spansPerSecond()).isNotNegative();
    }
  }

  @Test
  void aRequestWithoutSpansIsAcknowledgedAndLeavesNothing() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      assertThat(road.reply(road.batch(1, 0))).isInstanceOf(SinkReply.Taken.class);
      assertThat(road.stats().requests()).isZero();
      assertThat(road.journalFiles()).isEmpty();
    }
  }

  @Test
  void aReceiverThatFailsHarmsNobodyElse() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.pipeline.take(
          road.batch(1, 1),
          reply -> {
            throw new IllegalStateException("a receiver's defect");
          });
      road.sendAnswered(2, 1);
      assertThat(road.count()).isEqualTo(2);
      Await.until("the queue is empty", () -> road.stats().queueBytes() == 0);
    }
  }

  /** Sealing, rotating and restarting change nothing of what was acknowledged. */
  @Test
  void acknowledgedIsFoundAtEveryMoment() throws Exception {
    PipelineConfig config =
        new PipelineConfig(
            folder, Durability.GROUP, 8 << 20, 4 << 20, 40_000, 1_000, Duration.ofMillis(100), 0);
    Map<String, Integer> sent = new TreeMap<>();
    Random random = new Random(SEED);
    AtomicLong number = new AtomicLong();
    for (int run = 0; run < 3; run++) {
      try (TestRoad road = new TestRoad(config)) {
        Senders senders = new Senders(road, number, sent, random.nextLong());
        senders.start(2);
        try {
          for (int look = 0; look < 12; look++) {
            long least = senders.acknowledged();
            long seen = road.count();
            long most = senders.offered();
            assertThat(seen).as("seed %d", SEED).isBetween(least, most);
          }
        } finally {
          senders.stop();
        }
        assertThat(road.found()).as("seed %d", SEED).isEqualTo(sent);
        assertThat(road.stats().trouble()).isEmpty();
        if (run == 1) {
          road.crash();
        }
      }
    }
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.found()).as("seed %d", SEED).isEqualTo(sent);
    }
  }
}
