package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

  @Test
  void everyNodeStandsOnceWhateverWasSent() {
    for (int i = 0; i < 400; i++) {
      long seed = Seed.of(i);
      TraceTree tree = new TraceTree(SpansBuilder.broken(Seed.random(seed), 1 + i % 60));
      BitSet seen = new BitSet();
      for (int place = 0; place < tree.nodes(); place++) {
        int node = tree.nodeAt(place);
        assertThat(seen.get(node)).as("seed %d, node %d twice", seed, node).isFalse();
        seen.set(node);
        assertThat(tree.position(node)).as("seed %d", seed).isEqualTo(place);
        int parent = tree.parent(node);
        assertThat(tree.depth(node))
            .as("seed %d", seed)
            .isEqualTo(parent < 0 ? 0 : tree.depth(parent) + 1);
        if (parent >= 0) {
          assertThat(place)
              .as("seed %d: a node lies within its parent's range", seed)
              .isBetween(tree.position(parent) + 1, tree.subtreeEnd(parent) - 1);
        }
      }
      assertThat(seen.cardinality()).as("seed %d", seed).isEqualTo(tree.nodes());
    }
  }

  @Test
  void childrenAndRootsAreInOrderOfStart() {
    for (int i = 0; i < 200; i++) {
      long seed = Seed.of(i);
      TraceTree tree = new TraceTree(SpansBuilder.broken(Seed.random(seed), 40));
      for (int node = 0; node < tree.nodes(); node++) {
        int parent = node;
        long[] starts =
            IntStream.range(0, tree.childCount(node))
                .mapToLong(k -> tree.start(tree.child(parent, k)))
                .toArray();
        assertThat(starts).as("seed %d", seed).isSorted();
      }
      long[] roots =
          IntStream.range(0, tree.nodes())
              .map(tree::nodeAt)
              .filter(node -> tree.parent(node) < 0)
              .mapToLong(tree::start)
              .toArray();
      assertThat(roots).as("seed %d", seed).isSorted();
    }
  }

  @Test
  void aParentThatWasNotReceivedIsAStubThatHoldsItsChildren() {
    TraceTree tree =
        new TraceTree(new SpansBuilder().span(1, 0x9f, 100, 200).span(2, 0x9f, 150, 400).build());

    assertThat(tree.stubs()).isOne();
    int stub = tree.nodeAt(0);
    assertThat(tree.isStub(stub)).isTrue();
    assertThat(tree.name(stub)).isEqualTo("parent 000000000000009f not received");
    assertThat(tree.childCount(stub)).isEqualTo(2);
    assertThat(tree.start(stub)).isZero();
    assertThat(tree.end(stub)).isEqualTo(300);
  }

  @Test
  void aCycleIsCutAtItsEarliestSpan() {
    TraceTree tree =
        new TraceTree(
            new SpansBuilder()
                .span(1, 3, 100, 200)
                .span(2, 1, 110, 190)
                .span(3, 2, 120, 180)
                .span(4, 4, 50, 60)
                .build());

    int one = tree.nodeOf(1);
    assertThat(tree.has(one, TraceTree.CYCLE)).isTrue();
    assertThat(tree.parent(one)).isEqualTo(-1);
    assertThat(tree.parent(tree.nodeOf(3))).isEqualTo(tree.nodeOf(2));
    assertThat(tree.has(tree.nodeOf(4), TraceTree.CYCLE)).isTrue();
  }

  @Test
  void theSecondSpanOfAnIdIsShownAndSaysSo() {
    TraceTree tree =
        new TraceTree(
            new SpansBuilder().span(1, 0, 0, 100).span(1, 0, 0, 90).span(2, 1, 10, 20).build());

    assertThat(tree.has(0, TraceTree.DUPLICATE)).isFalse();
    assertThat(tree.has(1, TraceTree.DUPLICATE)).isTrue();
    assertThat(tree.childCount(0)).isOne();
    assertThat(tree.childCount(1)).isZero();
  }

  @Test
  void aChildBeforeItsParentAndANegativeLengthAreSaid() {
    TraceTree tree =
        new TraceTree(new SpansBuilder().span(1, 0, 100, 200).span(2, 1, 90, 80).build());

    int child = tree.nodeOf(2);
    assertThat(tree.has(child, TraceTree.BEFORE_PARENT)).isTrue();
    assertThat(tree.has(child, TraceTree.NEGATIVE)).isTrue();
    assertThat(tree.duration(child)).isZero();
    assertThat(tree.startUnixNano()).isEqualTo(90);
  }

  @Test
  void timesAtTheEdgesOfTheirTypeDoNotOverflow() {
    TraceTree tree =
        new TraceTree(
            new SpansBuilder()
                .span(1, 0, Long.MIN_VALUE, Long.MAX_VALUE)
                .span(2, 1, Long.MAX_VALUE - 1, Long.MIN_VALUE)
                .build());

    assertThat(tree.durationNano()).isEqualTo(Long.MAX_VALUE);
    for (int node = 0; node < tree.nodes(); node++) {
      assertThat(tree.start(node)).isNotNegative();
      assertThat(tree.duration(node)).isNotNegative();
    }
  }

  @Test
  void aChainOfTenThousandAndAHundredThousandChildrenAreTrees() {
    TraceTree deep = new TraceTree(SpansBuilder.large(10_000, 1));
    assertThat(deep.levels()).isEqualTo(10_000);
    assertThat(SelfTime.of(deep)).hasSize(10_000);
    assertThat(CriticalPath.of(deep).time(0)).isPositive();

    TraceTree wide = new TraceTree(SpansBuilder.large(100_001, 100_000));
    assertThat(wide.levels()).isEqualTo(2);
    assertThat(wide.childCount(0)).isEqualTo(100_000);
    assertThat(CriticalPath.of(wide).contains(0)).isTrue();
  }

  @Test
  void rowsLeaveOutFoldedBranchesAndNothingElse() {
    for (int i = 0; i < 200; i++) {
      long seed = Seed.of(i);
      var random = Seed.random(seed);
      TraceTree tree = new TraceTree(SpansBuilder.broken(random, 50));
      BitSet folded = new BitSet();
      random.ints(8, 0, tree.nodes()).forEach(folded::set);
      VisibleRows rows = VisibleRows.of(tree, folded, -1, null);
      int[] expected =
          IntStream.range(0, tree.nodes())
              .map(tree::nodeAt)
              .filter(node -> !isBelowFolded(tree, folded, node))
              .toArray();
      int[] shown = IntStream.range(0, rows.size()).map(rows::node).toArray();
      assertThat(shown).as("seed %d", seed).isEqualTo(expected);
      for (int node = 0; node < tree.nodes(); node++) {
        int row = rows.rowOf(tree, node);
        int nearest = node;
        while (Arrays.binarySearch(Arrays.stream(expected).sorted().toArray(), nearest) < 0) {
          nearest = tree.parent(nearest);
        }
        assertThat(rows.node(row)).as("seed %d, node %d", seed, node).isEqualTo(nearest);
      }
    }
  }

  private static boolean isBelowFolded(TraceTree tree, BitSet folded, int node) {
    for (int above = tree.parent(node); above >= 0; above = tree.parent(above)) {
      if (folded.get(above)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void focusShowsOneBranch() {
    TraceTree tree =
        new TraceTree(
            new SpansBuilder()
                .span(1, 0, 0, 100)
                .span(2, 1, 10, 50)
                .span(3, 2, 20, 30)
                .span(4, 1, 60, 70)
                .build());

    VisibleRows rows = VisibleRows.of(tree, new BitSet(), tree.nodeOf(2), null);

    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.rowOf(tree, tree.nodeOf(4))).isEqualTo(-1);
  }

  @Test
  void stepsFromErrorToErrorAndRound() {
    TraceTree tree = new TraceTree(SpansBuilder.large(50, 3));
    BitSet marked = new BitSet();
    marked.set(tree.nodeAt(4));
    marked.set(tree.nodeAt(30));

    assertThat(NodeStep.step(tree, marked, -1, true)).isEqualTo(tree.nodeAt(4));
    assertThat(NodeStep.step(tree, marked, tree.nodeAt(4), true)).isEqualTo(tree.nodeAt(30));
    assertThat(NodeStep.step(tree, marked, tree.nodeAt(30), true)).isEqualTo(tree.nodeAt(4));
    assertThat(NodeStep.step(tree, marked, -1, false)).isEqualTo(tree.nodeAt(30));
    assertThat(NodeStep.step(tree, new BitSet(), 0, true)).isEqualTo(-1);
    assertThat(NodeStep.rank(tree, marked, tree.nodeAt(30))).isEqualTo(2);
  }
}
