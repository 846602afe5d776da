package dev.eyepiece.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside perf, which copies stacks and walks them later by DWARF. */
@Tag("peers")
class PerfPeersTest {
  private static final double MOST_APART = 0.08;
  private static final int SECONDS = 120;

  /** So many that chance alone keeps two profiles of these stacks within 0.06. */
  private static final int ENOUGH = 12_000;

  @TempDir Path folder;

  @Test
  void functions_and_stacks_have_the_shares_that_perf_sees() throws Exception {
    Programs.needsRights();
    assumeTrue(
        Programs.isInstalled("perf"),
        "perf is not installed; on Debian: sudo apt-get install linux-perf");
    PerfComparison found = PerfComparison.run(folder, SECONDS);
    assumeTrue(
        found.samples() >= ENOUGH,
        () -> "the machine is too busy: " + found.samples() + " samples in " + SECONDS + " s");
    assertThat(found.functions()).as(found.toString()).isLessThanOrEqualTo(MOST_APART);
    assertThat(found.stacks()).as(found.toString()).isLessThanOrEqualTo(MOST_APART);
  }
}
