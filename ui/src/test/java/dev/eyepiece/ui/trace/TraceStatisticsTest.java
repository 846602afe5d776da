package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceStatisticsTest {

  @Test
  void groupsAddUpToTheTraceWhateverWasSent() {
    for (int i = 0; i < 300; i++) {
      long seed = Seed.of(i);
      Random random = Seed.random(seed);
      TraceData data = TraceData.of(SpansBuilder.broken(random, 1 + random.nextInt(60)));
      TraceTree tree = data.tree();
      BitSet only = random.nextBoolean() ? null : some(random, tree.nodes());
      for (TraceStatistics.By by : TraceStatistics.By.values()) {
        TraceStatistics all = TraceStatistics.of(data, by, -1, only);
        long self = 0;
        int spans = 0;
        for (int node = 0; node < data.spanCount(); node++) {
          if (only == null || only.get(node)) {
            self += data.selfTime()[node];
            spans++;
          }
        }
        assertThat(all.self()).as("seed %d", seed).isEqualTo(self);
        assertThat(all.spans()).as("seed %d", seed).isEqualTo(spans);
        assertThat(all.groups().stream().mapToInt(SpanGroup::spans).sum())
            .as("seed %d", seed)
            .isEqualTo(spans);
        assertThat(all.groups().stream().mapToLong(SpanGroup::self))
            .as("seed %d", seed)
            .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(all.groups().stream().map(g -> g.service() + "\n" + g.name()))
            .as("seed %d", seed)
            .doesNotHaveDuplicates();
      }
    }
  }

  private static BitSet some(Random random, int nodes) {
    BitSet set = new BitSet();
    for (int node = 0; node < nodes; node++) {
      set.set(node, random.nextBoolean());
    }
    return set;
  }

  @Test
  void aGroupTellsHowItsSpansAreSpread() {
    SpansBuilder spans = new SpansBuilder().span(1, 0, 0, 100_000, "shop", "root", 2, 0);
    long[] durations = new long[100];
    for (int i = 0; i < 100; i++) {
      durations[i] = 1 + (i * 37L) % 100;
      spans.span(
          i + 2, 1, 1_000L * i, 1_000L * i + durations[i], "db", "SELECT", 3, i % 10 == 0 ? 2 : 0);
    }
    TraceData data = TraceData.of(spans.build());
    SpanGroup group =
        TraceStatistics.of(data, TraceStatistics.By.OPERATION, -1, null).groups().stream()
            .filter(g -> g.service().equals("db"))
            .findFirst()
            .orElseThrow();
    assertThat(group.spans()).isEqualTo(100);
    assertThat(group.errors()).isEqualTo(10);
    assertThat(group.total()).isEqualTo(Arrays.stream(durations).sum());
    assertThat(group.self()).isEqualTo(group.total());
    assertThat(group.median()).isEqualTo(50);
    assertThat(group.p95()).isEqualTo(95);
    assertThat(group.longest()).isEqualTo(100);
    assertThat(data.tree().duration(group.slowest())).isEqualTo(100);
  }

  @Test
  void ofOneBranchOnlyWhatIsInItCounts() {
    TraceData data = TraceData.of(SpansBuilder.large(1_000, 3));
    int branch = data.tree().nodeOf(2);
    TraceStatistics of = TraceStatistics.of(data, TraceStatistics.By.SERVICE, branch, null);
    assertThat(of.spans()).isEqualTo(data.tree().descendants(branch) + 1);
    assertThat(of.groups()).allMatch(group -> group.name().isEmpty());
  }
}
