package dev.eyepiece.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five minutes of telemetry of all signals into the window. What took how long is a figure for
 * {@code docs/benchmarks.md} and no promise of a test: it depends on what else the machine does.
 */
@Tag("long")
class SoakTest {
  private static final int RECORDS_A_SECOND = 20_000;
  private static final int SECONDS = 300;

  /** The heap, what the store may take beside it, and room for code, threads and buffers. */
  private static final long MOST_MIB = 1024 + 512 + 512;

  /** Less than comes, so that the oldest goes. */
  private static final long CAP_MIB = 256;

  /** A quarter of the cap, and the seal that filled it. */
  private static final long WINDOW_MIB = 96;

  @TempDir Path folder;

  @Test
  void nothing_is_lost_and_memory_keeps_to_its_caps() throws Exception {
    Soak soak = Soak.run(folder, "", RECORDS_A_SECOND, SECONDS, CAP_MIB + "MiB");
    SoakBenchmark.report(soak);
    assertThat(soak.accountedFor())
        .as("held or said to be deleted, of what was acknowledged")
        .isEqualTo(new TreeMap<>(soak.sent()));
    long share = (long) RECORDS_A_SECOND * SECONDS / 100;
    assertThat(soak.sent())
        .isEqualTo(
            Map.of(
                "traces",
                share * 25,
                "logs",
                share * 25,
                "metrics",
                share * 40,
                "profiles",
                share * 10));
    assertThat(soak.diskMib())
        .allSatisfy(disk -> assertThat(disk).isLessThan(CAP_MIB + WINDOW_MIB));
    assertThat(soak.rssMib()).allSatisfy(rss -> assertThat(rss).isLessThan(MOST_MIB));
  }
}
