package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The road carries every signal alike: nothing lost, nothing twice, all in order. */
class SignalRoadTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 29L);

  private static final List<Signal> SIGNALS = List.of(Signal.values());

  @TempDir Path folder;
  private MemoryStore store;

  @BeforeEach
  void make() {
    store = new MemoryStore();
  }

  private TestRoad open(PipelineConfig config) throws Exception {
    return new TestRoad(config, Duration.ZERO, new GatedStore(store));
  }

  private static RecordBatch batch(TestRoad road, Signal signal, long number, int records) {
    return SignalRequests.batch(
        road.decoder, signal, SignalRequests.request(signal, number, records));
  }

  private static String send(TestRoad road, Signal signal, long number, int records)
      throws Exception {
    RecordBatch batch = batch(road, signal, number, records);
    answered(road, batch);
    return SignalRequests.key(batch);
  }

  private static void answered(TestRoad road, RecordBatch batch) throws Exception {
    SinkReply reply = road.reply(batch);
    assertThat(reply).isInstanceOf(SinkReply.Taken.class);
    ((SinkReply.Taken) reply).answered().run();
  }

  /** All that the road and its store hold, oldest first. */
  private List<String> held(TestRoad road) {
    List<RecordBatch> batches = new ArrayList<>(store.sealed());
    long sealed = store.sealedUpTo();
    for (Signal signal : Signal.values()) {
      for (RecordBatch batch : road.pipeline.recent(signal, Long.MAX_VALUE)) {
        if (batch.id() > sealed) {
          batches.add(batch);
        }
      }
    }
    batches.sort(java.util.Comparator.comparingLong(RecordBatch::id));
    assertThat(batches).extracting(RecordBatch::id).doesNotHaveDuplicates();
    return batches.stream().map(SignalRequests::key).toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAcknowledgedComesBackAfterACrash(Signal signal) throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    List<String> sent = new ArrayList<>();
    List<Long> ids;
    try (TestRoad road = open(config)) {
      for (int i = 0; i < 20; i++) {
        sent.add(send(road, signal, i, 1 + i));
      }
      ids = ids(road, signal);
      assertThat(road.stats().of(signal).records()).isEqualTo(210);
      assertThat(road.stats().of(signal).unsealed()).isEqualTo(210);
      road.crash();
    }
    try (TestRoad road = open(config)) {
      assertThat(held(road)).isEqualTo(sent);
      assertThat(ids(road, signal)).isEqualTo(ids);
      assertThat(road.stats().of(signal).replayed()).isEqualTo(210);
      assertThat(road.stats().of(signal).records()).isZero();
      road.end();
      assertThat(store.sealed()).extracting(SignalRequests::key).isEqualTo(sent);
      assertThat(road.journalFiles()).isEmpty();
    }
  }

  private static List<Long> ids(TestRoad road, Signal signal) {
    return road.pipeline.recent(signal, Long.MAX_VALUE).stream().map(RecordBatch::id).toList();
  }

  /** The power went while the last request was written: it was never acknowledged. */
  @ParameterizedTest
  @EnumSource
  void aTornTailTakesNothingButItself(Signal signal) throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    List<String> sent = new ArrayList<>();
    long before;
    try (TestRoad road = open(config)) {
      for (int i = 0; i < 5; i++) {
        sent.add(send(road, signal, i, 3));
      }
      before = Files.size(journal());
      road.reply(batch(road, signal, 99, 3));
      road.crash();
    }
    byte[] whole = Files.readAllBytes(journal());
    Path journal = journal();
    for (long size = before; size < before + 60; size += 7) {
      Files.write(journal, whole);
      try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
        channel.truncate(size);
      }
      try (TestRoad road = open(config)) {
        assertThat(held(road)).as("cut at %d", size).isEqualTo(sent);
        assertThat(road.stats().trouble()).isEmpty();
        road.crash();
      }
    }
  }

  private Path journal() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      return files
          .filter(file -> file.toString().endsWith(".journal"))
          .sorted()
          .findFirst()
          .orElseThrow();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFullDiskRefusesAndNothingOfItComesBack(Signal signal) throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    List<String> sent = new ArrayList<>();
    try (TestRoad road = open(config)) {
      sent.add(send(road, signal, 1, 2));
      road.files.room.set(40);
      assertThat(road.reply(batch(road, signal, 2, 2))).isInstanceOf(SinkReply.Unavailable.class);
      road.files.room.set(Long.MAX_VALUE);
      sent.add(send(road, signal, 3, 2));
      road.crash();
    }
    try (TestRoad road = open(config)) {
      assertThat(held(road)).isEqualTo(sent);
    }
  }

  @Test
  void allSignalsAreSealedInTheOrderInWhichTheyCameWhateverFails() throws Exception {
    PipelineConfig config =
        new PipelineConfig(
            folder, Durability.GROUP, 8 << 20, 4 << 20, 20_000, 200, TestRoad.NEVER, 0);
    Random random = new Random(SEED);
    List<String> sent = new ArrayList<>();
    int number = 0;
    for (int run = 0; run < 4; run++) {
      try (TestRoad road = open(config)) {
        for (int i = 0; i < 120; i++) {
          road.store.refuse = random.nextInt(4) == 0;
          road.files.room.set(random.nextInt(8) == 0 ? random.nextInt(2000) : Long.MAX_VALUE);
          Signal signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
          RecordBatch batch = batch(road, signal, number++, 1 + random.nextInt(20));
          if (road.reply(batch) instanceof SinkReply.Taken taken) {
            taken.answered().run();
            sent.add(SignalRequests.key(batch));
          }
        }
        assertThat(held(road)).as("seed %d", SEED).isEqualTo(sent);
        if (run % 2 == 0) {
          road.crash();
        } else {
          road.store.refuse = false;
          road.files.room.set(Long.MAX_VALUE);
        }
      }
    }
    try (TestRoad road = open(config)) {
      assertThat(held(road)).as("seed %d", SEED).isEqualTo(sent);
    }
    assertThat(store.sealed()).extracting(SignalRequests::key).isEqualTo(sent);
  }

  @Test
  void theRingGivesEachSignalItsOwn() throws Exception {
    try (TestRoad road = open(TestRoad.lazy(folder))) {
      for (int i = 0; i < 12; i++) {
        send(road, SIGNALS.get(i % SIGNALS.size()), i, 5);
      }
      for (Signal signal : Signal.values()) {
        assertThat(road.pipeline.recent(signal, Long.MAX_VALUE))
            .hasSize(3)
            .allMatch(batch -> batch.signal() == signal);
        assertThat(road.pipeline.recent(signal, 6)).hasSize(2);
        assertThat(road.stats().of(signal).inRing()).isEqualTo(15);
      }
    }
  }

  /** The bytes of a log record with an empty body are those of a gauge with an empty point. */
  @Test
  void equalBytesOfTwoSignalsAreTwoRequests() throws Exception {
    byte[] bytes = {10, 8, 18, 6, 18, 4, 42, 2, 10, 0};
    try (TestRoad road = open(TestRoad.lazy(folder))) {
      RecordBatch log = SignalRequests.batch(road.decoder, Signal.LOGS, bytes.clone());
      RecordBatch point = SignalRequests.batch(road.decoder, Signal.METRICS, bytes.clone());
      assertThat(List.of(log.size(), point.size())).containsExactly(1, 1);
      assertThat(road.reply(log)).isInstanceOf(SinkReply.Taken.class);
      road.monotonicSkew.set(2 * Unanswered.GRACE_NANOS);
      assertThat(road.reply(point)).isInstanceOf(SinkReply.Taken.class);
      assertThat(road.reply(log)).isInstanceOf(SinkReply.Taken.class);
      assertThat(road.stats().repeatedRequests()).isEqualTo(1);
      assertThat(held(road)).hasSize(2);
    }
  }

  /** A profile may be all original payload: no sample, and nothing to be lost either. */
  @Test
  void aProfileWithoutSamplesComesBackAndIsSealed() throws Exception {
    byte[] request = SignalRequests.originalAlone("FLR and more");
    PipelineConfig config = TestRoad.lazy(folder);
    long id;
    try (TestRoad road = new TestRoad(config)) {
      RecordBatch batch = SignalRequests.batch(road.decoder, Signal.PROFILES, request.clone());
      assertThat(batch.size()).isZero();
      answered(road, batch);
      id = ids(road, Signal.PROFILES).getFirst();
      road.crash();
    }
    try (TestRoad road = new TestRoad(config)) {
      assertThat(ids(road, Signal.PROFILES)).containsExactly(id);
      road.end();
      assertThat(road.stats().trouble()).isEmpty();
      assertThat(road.store.sealedUpTo()).isEqualTo(id);
      assertThat(road.journalFiles()).isEmpty();
    }
  }

  @Test
  void aJournalOfASignalThatTheStoreDoesNotKeepIsSetAside() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    try (TestRoad road = open(config)) {
      send(road, Signal.LOGS, 1, 2);
      send(road, Signal.TRACES, 2, 2);
      road.crash();
    }
    store = new MemoryStore(Set.of(Signal.TRACES));
    try (TestRoad road = open(config)) {
      assertThat(road.stats().trouble()).contains("1 requests", "could not be read back");
      assertThat(held(road)).hasSize(1);
      road.end();
      assertThat(road.journalFiles()).singleElement().asString().endsWith(".aside");
    }
  }
}
