package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed has lost nothing that it acknowledged, and doubles nothing. */
class KillTest {
  private static final long SEED = Long.getLong("eyepiece.seed", System.nanoTime());

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final Set<Long> acknowledged = new HashSet<>();
  private long next;
  private @Nullable String forwardTo;

  @Test
  void everyAcknowledgedRequestIsFoundOnceAfterKills() throws Exception {
    kill(Durability.GROUP, 4);
    kill(Durability.STRICT, 1);
    assertEachIsFoundOnce();
  }

  @Test
  void everyAcknowledgedRequestIsForwardedAfterKills() throws Exception {
    try (TestUpstream upstream = new TestUpstream()) {
      forwardTo = "grpc://" + upstream.address();
      for (int i = 0; i < 4; i++) {
        // Every other child finds nobody, so that the next one has a queue of its own and that one.
        if (i % 2 == 0) {
          upstream.down();
        } else {
          upstream.up();
        }
        // The first dies at once: hardly anything has come to its queue by then.
        run(Durability.GROUP, 1 + random.nextInt(i == 0 ? 40 : 1500));
      }
      PipelineConfig config = RoadChild.config(folder, Durability.GROUP);
      try (TestRoad road = new TestRoad(config, List.of(TestUpstream.endpoint(forwardTo)))) {
        Set<String> wanted = new HashSet<>();
        for (long number : acknowledged) {
          Signal signal = RoadChild.signal(number);
          byte[] request = SignalRequests.request(signal, number, RoadChild.RECORDS);
          wanted.add(SignalRequests.key(SignalRequests.batch(road.decoder, signal, request)));
        }
        // Not until nothing waits: a lane knows what its queue holds only once it has begun.
        AtomicInteger looked = new AtomicInteger();
        Await.until(
            "all that was acknowledged is sent, seed " + SEED,
            () -> {
              for (int came = upstream.batches.size(); looked.get() < came; ) {
                wanted.remove(SignalRequests.key(upstream.batches.get(looked.getAndIncrement())));
              }
              return wanted.isEmpty();
            });
        assertThat(road.pipeline.forwarding().getFirst().losses()).isEmpty();
      }
    }
  }

  /** Before rows, between signals, at the commit, while a log goes into its file: wherever. */
  @Test
  void tenKillsWithinSealsLoseNothingAndDoubleNothing() throws Exception {
    killWithinSeals(10);
    assertEachIsFoundOnce();
  }

  @Test
  @Tag("long")
  void manyKillsWithinSealsLoseNothingAndDoubleNothing() throws Exception {
    for (int round = 0; round < 10; round++) {
      killWithinSeals(10);
      assertEachIsFoundOnce();
    }
  }

  /** Those that came after the seal had ended do not count. */
  private void killWithinSeals(int times) throws Exception {
    int within = 0;
    for (int tried = 0; within < times; tried++) {
      assertThat(tried)
          .as("seed %d: kills, of which %d within a seal", SEED, within)
          .isLessThan(60);
      SealMoment moment = new SealMoment(1 + random.nextInt(6), random.nextDouble());
      run(Durability.GROUP, moment);
      within += moment.isWithin() ? 1 : 0;
    }
  }

  @Test
  @Tag("long")
  void everyAcknowledgedRequestIsFoundOnceAfterManyKills() throws Exception {
    for (int round = 0; round < 5; round++) {
      kill(Durability.GROUP, 5);
      kill(Durability.STRICT, 2);
      assertEachIsFoundOnce();
    }
  }

  private void kill(Durability durability, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      int lines = 1 + random.nextInt(durability == Durability.STRICT ? 300 : 3000);
      run(durability, lines);
    }
  }

  /** When a child is killed. */
  private interface Moment {
    /** Whether it is now; told of each line, also of those that were said before it died. */
    boolean isNow(String line);
  }

  /** Amid one of the first seals, after a share of the time that the one before it took. */
  private static final class SealMoment implements Moment {
    private final int seal;
    private final double share;
    private int begun;
    private long beganAt;
    private long took;
    private boolean under;

    SealMoment(int seal, double share) {
      this.seal = seal;
      this.share = share;
    }

    @Override
    public boolean isNow(String line) {
      switch (line) {
        case RoadChild.SEALED -> {
          under = false;
          took = System.nanoTime() - beganAt;
        }
        case RoadChild.SEALING -> {
          under = true;
          begun++;
          beganAt = System.nanoTime();
          if (begun == seal + 1) {
            LockSupport.parkNanos((long) (share * took));
            return true;
          }
        }
        default -> {}
      }
      return false;
    }

    /** Whether the last seal that began did not end. */
    boolean isWithin() {
      return under;
    }
  }

  private void run(Durability durability, int lines) throws IOException, InterruptedException {
    AtomicInteger left = new AtomicInteger(lines);
    run(durability, line -> !line.startsWith(RoadChild.SEALING) && left.decrementAndGet() == 0);
  }

  /** Runs a child until a moment, then kills it amid its work. */
  private void run(Durability durability, Moment moment) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            RoadChild.class.getName(),
            folder.toString(),
            durability.name(),
            Long.toString(next)));
    if (forwardTo != null) {
      command.add(forwardTo);
    }
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader reader = child.inputReader()) {
      boolean killed = false;
      String line = reader.readLine();
      while (line != null) {
        if (!line.startsWith(RoadChild.SEALING)) {
          acknowledged.add(Long.parseLong(line));
        }
        if (moment.isNow(line) && !killed) {
          killed = true;
          // By its handle: what it has said before it died can still be read.
          assertThat(child.toHandle().destroyForcibly()).isTrue();
        }
        line = reader.readLine();
      }
      assertThat(killed).as("seed %d: the child did not end by itself", SEED).isTrue();
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    next = acknowledged.stream().mapToLong(Long::longValue).max().orElse(next) + 1000;
  }

  private void assertEachIsFoundOnce() throws Exception {
    PipelineConfig config = RoadChild.config(folder, Durability.GROUP);
    try (TestRoad road = new TestRoad(config)) {
      // At once: a repetition is known for some minutes, and to count everything takes its time.
      long last = acknowledged.stream().mapToLong(Long::longValue).max().orElseThrow();
      int again = 0;
      for (long number = last; number > last - 12; number--) {
        if (acknowledged.contains(number) && !RoadChild.isAnswered(number)) {
          road.sendAnswered(RoadChild.signal(number), number, RoadChild.RECORDS);
          again++;
        }
      }
      assertThat(again).isPositive();
      assertThat(road.stats().repeatedRequests()).as("seed %d", SEED).isEqualTo(again);
      Map<String, Integer> found = road.foundOfAllSignals();
      for (long number : acknowledged) {
        assertThat(found)
            .as("seed %d", SEED)
            .containsEntry(TestRequests.name(number), RoadChild.RECORDS);
      }
      assertThat(found.values())
          .as("seed %d", SEED)
          .allMatch(records -> records == RoadChild.RECORDS);
      assertThat(road.stats().trouble()).isEmpty();
    }
  }
}
