package dev.eyepiece.opamp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.opamp.wire.StoredAgent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fleet's file, and that what is rewritten of it is whole at every moment. */
class FleetLogTest {
  private static final long SEED = Long.getLong("eyepiece.seed", System.nanoTime());

  @TempDir Path folder;
  private Path file;
  private Path fresh;

  @BeforeEach
  void name() {
    file = folder.resolve("fleet.log");
    fresh = folder.resolve("fleet.log.new");
  }

  private FleetLog open() throws IOException {
    return FleetLog.open(file, FleetLogChild.SMALL_BYTES);
  }

  private static void append(FleetLog log, long change) throws IOException {
    log.append(List.of(FleetLogChild.agent(change)), List.of(FleetLogChild.config(change)));
  }

  private static void rewrite(FleetLog log, long... changes) throws IOException {
    log.rewrite(
        LongStream.of(changes).mapToObj(FleetLogChild::agent).toList(),
        LongStream.of(changes).mapToObj(FleetLogChild::config).toList());
  }

  /** Reads the file anew: its agents are these, each with its config. */
  private void assertHolds(Long... changes) throws IOException {
    try (FleetLog log = open()) {
      List<StoredAgent> agents = log.takeAgents();
      assertThat(agents).extracting(StoredAgent::getSequenceNum).containsExactlyInAnyOrder(changes);
      for (StoredAgent agent : agents) {
        assertThat(log.blob(agent.getEffectiveConfigSha256()))
            .isEqualTo(FleetLogChild.config(agent.getSequenceNum()).bytes());
      }
    }
    assertThat(fresh).doesNotExist();
  }

  @Test
  void whatIsOutdatedIsLeftOutAndTheRestAndWhatFollowsIsKept() throws Exception {
    try (FleetLog log = open()) {
      long change = 0;
      while (!log.isOutdated()) {
        append(log, change++);
      }
      long before = Files.size(file);
      assertThat(before).isGreaterThan(FleetLogChild.SMALL_BYTES);
      rewrite(log, change - 3, change - 2, change - 1);
      assertThat(Files.size(file)).isLessThan(before / 8);
      assertThat(log.isOutdated()).isFalse();
      append(log, change);
      append(log, change + 1);
      log.forget(FleetLogChild.uid((change - 2) % FleetLogChild.AGENTS));
      long last = change;
      assertHolds(last - 3, last - 1, last, last + 1);
    }
  }

  @Test
  void aRewriteThatWasCutOffAnywhereCostsNothing() throws Exception {
    byte[] whole;
    try (FleetLog log = open()) {
      append(log, 1);
      append(log, 2);
      append(log, 6);
      whole = Files.readAllBytes(file);
      rewrite(log, 2, 6);
    }
    byte[] rewritten = Files.readAllBytes(file);
    for (int cut = 0; cut <= rewritten.length; cut += 977) {
      Files.write(file, whole);
      Files.write(fresh, Arrays.copyOf(rewritten, cut));
      assertHolds(2L, 6L);
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
  }

  @Test
  void aRewriteThatFailsLeavesTheFileAndWhatFollows() throws Exception {
    try (FleetLog log = open()) {
      append(log, 1);
      Files.createDirectory(fresh);
      assertThatThrownBy(() -> rewrite(log, 1)).isInstanceOf(IOException.class);
      append(log, 2);
      Files.delete(fresh);
      rewrite(log, 1, 2);
      append(log, 3);
    }
    assertHolds(1L, 2L, 3L);
  }

  @Test
  void aProcessThatIsKilledWhileItRewritesLosesNothingItHadWritten() throws Exception {
    Random random = new Random(SEED);
    long said = -1;
    for (int kill = 0; kill < 4; kill++) {
      said = run(said + 1, 100 + random.nextInt(400));
      long least = said;
      try (FleetLog log = open()) {
        List<StoredAgent> agents = log.takeAgents();
        assertThat(agents).as("seed %d", SEED).hasSize(FleetLogChild.AGENTS);
        for (StoredAgent agent : agents) {
          long change = agent.getSequenceNum();
          assertThat(change).as("seed %d", SEED).isGreaterThan(least - FleetLogChild.AGENTS);
          assertThat(log.blob(agent.getEffectiveConfigSha256()))
              .as("seed %d", SEED)
              .isEqualTo(FleetLogChild.config(change).bytes());
          said = Math.max(said, change);
        }
      }
    }
  }

  /** Runs a child until it has said so many changes, and kills it; the last that it said. */
  private long run(long first, int lines) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                FleetLogChild.class.getName(),
                file.toString(),
                Long.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long said = -1;
    try (BufferedReader reader = child.inputReader()) {
      int heard = 0;
      String line = reader.readLine();
      while (line != null) {
        said = Long.parseLong(line);
        if (++heard == lines) {
          // By its handle: what it has said before it died can still be read.
          assertThat(child.toHandle().destroyForcibly()).isTrue();
        }
        line = reader.readLine();
      }
      assertThat(heard).as("the child ended by itself").isGreaterThanOrEqualTo(lines);
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    return said;
  }
}
