package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.SinkReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks and stores that fail: said, survived, and nothing lost that was acknowledged. */
class FaultsTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 5L);

  @TempDir Path folder;

  @Test
  void aFullDiskRefusesAndIsForgottenWhenThereIsRoomAgain() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 2);
      road.files.room.set(50);
      assertThat(road.reply(road.batch(2, 2)))
          .isInstanceOfSatisfying(
              SinkReply.Unavailable.class,
              gone -> assertThat(gone.reason()).contains("journal", "no space left"));
      assertThat(road.stats().trouble()).contains("journal", "no space left");
      assertThat(road.count()).isEqualTo(2);
      road.files.room.set(Long.MAX_VALUE);
      road.sendAnswered(3, 2);
      assertThat(road.stats().trouble()).isEmpty();
      road.crash();
    }
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.found()).isEqualTo(Map.of("request-1", 2, "request-3", 2));
    }
  }

  /** What was refused must not come back by a replay: its sender tries again. */
  @ParameterizedTest
  @EnumSource(
      value = Durability.class,
      names = {"GROUP", "STRICT"})
  void acknowledgedAndOnlyThatIsFoundWhateverFails(Durability durability) throws Exception {
    PipelineConfig config =
        new PipelineConfig(
            folder, durability, 64 << 20, 8 << 20, 20_000, 1_000_000, TestRoad.NEVER, 0);
    Random random = new Random(SEED);
    Map<String, Integer> taken = new TreeMap<>();
    int number = 0;
    for (int run = 0; run < 4; run++) {
      try (TestRoad road = new TestRoad(config)) {
        for (int i = 0; i < 150; i++) {
          road.files.room.set(random.nextInt(4) == 0 ? random.nextInt(3000) : Long.MAX_VALUE);
          road.files.failTruncate = random.nextInt(3) == 0;
          road.files.failOpen = random.nextInt(6) == 0;
          road.files.failForce = random.nextInt(6) == 0;
          int spans = 1 + random.nextInt(8);
          if (road.reply(road.batch(number, spans)) instanceof SinkReply.Taken answer) {
            answer.answered().run();
            taken.put(TestRequests.name(number), spans);
          }
          number++;
        }
        road.files.room.set(Long.MAX_VALUE);
        road.files.failTruncate = false;
        road.files.failOpen = false;
        road.files.failForce = false;
        assertThat(road.found()).as("seed %d", SEED).isEqualTo(taken);
        road.crash();
      }
    }
    assertThat(taken).hasSizeBetween(100, 590);
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.found()).as("seed %d", SEED).isEqualTo(taken);
    }
  }

  @Test
  void strictWaitsForTheDiskAndGroupDoesNot() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder).withDurability(Durability.STRICT))) {
      for (int i = 0; i < 5; i++) {
        int before = road.files.forces;
        road.sendAnswered(i, 1);
        assertThat(road.files.forces).isGreaterThan(before);
      }
      road.files.failForce = true;
      assertThat(road.reply(road.batch(9, 1))).isInstanceOf(SinkReply.Unavailable.class);
      assertThat(road.count()).isEqualTo(5);
      road.files.failForce = false;
    }
    Path other = Files.createDirectory(folder.resolve("other"));
    try (TestRoad road = new TestRoad(TestRoad.lazy(other))) {
      road.files.failForce = true;
      road.sendAnswered(1, 1);
      Await.until("it is said", () -> road.stats().trouble().contains("power cut"));
      int before = road.files.forces;
      road.files.failForce = false;
      Await.until("it is forced after all", () -> road.files.forces > before);
    }
  }

  /** The system has forgotten what it could not write: no later force brings that to the disk. */
  @Test
  void aForceThatFailedIsInDoubtUntilTheStoreHasWhatCameBefore() throws Exception {
    PipelineConfig config = PipelineConfig.of(folder).withSealing(10, TestRoad.NEVER);
    try (TestRoad road = new TestRoad(config)) {
      road.files.failForce = true;
      road.sendAnswered(1, 1);
      Await.until("it is said", () -> road.stats().trouble().contains("cannot be forced"));
      road.files.failForce = false;
      Await.until("it is in doubt", () -> road.stats().trouble().contains("up to its seal"));
      int before = road.files.forces;
      road.sendAnswered(2, 1);
      Await.until("it is forced again", () -> road.files.forces > before);
      assertThat(road.stats().trouble()).contains("up to its seal");
      road.sendAnswered(3, 10);
      Await.until("all is sealed", () -> road.stats().unsealedSpans() == 0);
      Await.until("trouble is over", () -> road.stats().trouble().isEmpty());
    }
  }

  @Test
  void aDiskThatRefusesToReadOfTheJournalKeepsNoRoadFromOpening() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    Path file = Segment.path(folder.resolve("journal"), 1);
    try (TestRoad road = new TestRoad(config)) {
      for (int i = 0; i < 30; i++) {
        road.sendAnswered(i, 10);
      }
      road.crash();
    }
    FaultyFiles files = new FaultyFiles();
    files.refuse(file, 8192, 12288);
    long size = Files.size(file);
    try (TestRoad road = new TestRoad(config, files)) {
      assertThat(road.stats().trouble()).contains("bytes of the journal are damaged");
      assertThat(road.count()).isBetween(200L, 290L);
      assertThat(file).hasSize(size);
    }
    assertThat(file.resolveSibling(file.getFileName() + ".aside")).hasSize(size);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStoreThatRefusesIsSaidAndTriedAgain(boolean defect) throws Exception {
    PipelineConfig config = PipelineConfig.of(folder).withSealing(10, TestRoad.NEVER);
    try (TestRoad road = new TestRoad(config)) {
      road.store.refuse = !defect;
      road.store.defect = defect;
      for (int i = 0; i < 5; i++) {
        road.sendAnswered(i, 10);
      }
      Await.until("it was tried twice", () -> road.store.attempts.get() >= 2);
      assertThat(road.stats().trouble())
          .contains("store", defect ? "a defect of the store" : "the disk of the store is full");
      assertThat(road.count()).isEqualTo(50);
      road.store.refuse = false;
      road.store.defect = false;
      Await.until("all is sealed", () -> road.stats().unsealedSpans() == 0);
      assertThat(road.stats().trouble()).isEmpty();
      assertThat(road.count()).isEqualTo(50);
      assertThat(road.store.stats().held().spans()).isEqualTo(50);
    }
  }

  /** As on a full disk: what was held before a crash is held after it. */
  @Test
  void aStoreThatRefusesKeepsNoRoadFromOpening() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder).withRing(300_000, 100_000);
    int taken = 0;
    try (TestRoad road = new TestRoad(config)) {
      road.store.refuse = true;
      while (road.reply(road.batch(taken, 20)) instanceof SinkReply.Taken) {
        taken++;
      }
      road.crash();
    }
    GatedStore store = new GatedStore(folder.resolve("store"));
    store.refuse = true;
    try (TestRoad road = new TestRoad(config, Duration.ZERO, store)) {
      assertThat(store.attempts).hasPositiveValue();
      assertThat(road.count()).isEqualTo(20L * taken);
      store.refuse = false;
      Await.until("all is sealed", () -> road.stats().unsealedSpans() == 0);
      assertThat(road.count()).isEqualTo(20L * taken);
    }
  }

  /** A killed process may not have come to that, and who repeats a request is acknowledged. */
  @Test
  void whatAReplayFindsIsForcedToDisk() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder).withDurability(Durability.STRICT);
    try (TestRoad road = new TestRoad(config)) {
      road.sendUnanswered(1, 1);
      road.crash();
    }
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.files.forcedFiles)
          .containsExactly(Segment.path(folder.resolve("journal"), 1));
    }
  }

  @Test
  void aFailingStoreIsNotTriedAtEveryRequest() throws Exception {
    PipelineConfig config = PipelineConfig.of(folder).withSealing(10, TestRoad.NEVER);
    try (TestRoad road = new TestRoad(config)) {
      road.store.refuse = true;
      for (int i = 0; i < 300; i++) {
        road.sendAnswered(i, 10);
      }
      assertThat(road.store.attempts.get()).isLessThan(100);
      road.store.refuse = false;
    }
  }

  @Test
  void segmentsGoOnlyWhenAllOfThemIsSealed() throws Exception {
    PipelineConfig config =
        new PipelineConfig(
            folder, Durability.GROUP, 64 << 20, 8 << 20, 2_000, 100, TestRoad.NEVER, 0);
    try (TestRoad road = new TestRoad(config)) {
      road.store.refuse = true;
      for (int i = 0; i < 30; i++) {
        road.sendAnswered(i, 10);
      }
      Await.until("a seal was tried", () -> road.store.attempts.get() > 0);
      assertThat(road.journalFiles()).hasSizeGreaterThan(5).contains("0000000001.journal");
      assertThat(road.stats().journalBytes()).isGreaterThan(10_000);
      road.store.refuse = false;
      Await.until("only the last is left", () -> road.journalFiles().size() == 1);
      Await.until("its bytes are told", () -> road.stats().journalBytes() < 4_000);
      assertThat(road.count()).isEqualTo(300);
    }
  }
}
