package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
        run(Durability.GROUP, 1 + random.nextInt(1500));
      }
      PipelineConfig config = RoadChild.config(folder, Durability.GROUP);
      try (TestRoad road = new TestRoad(config, List.of(TestUpstream.endpoint(forwardTo)))) {
        Await.until(
            "all is sent", () -> road.pipeline.forwarding().getFirst().held().requests() == 0);
        Set<String> got = new HashSet<>();
        upstream.batches.forEach(batch -> got.add(SignalRequests.key(batch)));
        for (long number : acknowledged) {
          byte[] request =
              SignalRequests.request(RoadChild.signal(number), number, RoadChild.RECORDS);
          assertThat(got)
              .as("seed %d: request %d", SEED, number)
              .contains(
                  SignalRequests.key(
                      SignalRequests.batch(road.decoder, RoadChild.signal(number), request)));
        }
        assertThat(road.pipeline.forwarding().getFirst().losses()).isEmpty();
      }
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

  /** Runs a child until it has acknowledged so many requests, then kills it amid its work. */
  private void run(Durability durability, int lines) throws IOException, InterruptedException {
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
      int heard = 0;
      String line = reader.readLine();
      while (line != null) {
        acknowledged.add(Long.parseLong(line));
        if (++heard == lines) {
          // By its handle: what it has said before it died can still be read.
          assertThat(child.toHandle().destroyForcibly()).isTrue();
        }
        line = reader.readLine();
      }
      assertThat(heard)
          .as("seed %d: the child ended by itself", SEED)
          .isGreaterThanOrEqualTo(lines);
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    next = acknowledged.stream().mapToLong(Long::longValue).max().orElse(next) + 1000;
  }

  private void assertEachIsFoundOnce() throws Exception {
    PipelineConfig config = RoadChild.config(folder, Durability.GROUP);
    try (TestRoad road = new TestRoad(config)) {
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

      int before = found.values().stream().mapToInt(Integer::intValue).sum();
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
      assertThat(road.foundOfAllSignals().values().stream().mapToInt(Integer::intValue).sum())
          .as("seed %d", SEED)
          .isEqualTo(before);
    }
  }
}
