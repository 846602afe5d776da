package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
  private record Segment(int node, long from, long to) {}

  private static List<Segment> below(TraceTree tree, CriticalPath path, int root) {
    List<Segment> segments = new ArrayList<>();
    for (int place = tree.position(root); place < tree.subtreeEnd(root); place++) {
      int node = tree.nodeAt(place);
      for (int i = path.first(node); i < path.last(node); i++) {
        segments.add(new Segment(node, path.from(i), path.to(i)));
      }
    }
    segments.sort(Comparator.comparingLong(Segment::from));
    return segments;
  }

  @Test
  void segmentsOfARootAreDisjointAndCoverItsInterval() {
    for (int i = 0; i < 400; i++) {
      long seed = Seed.of(i);
      TraceTree tree = new TraceTree(SpansBuilder.broken(Seed.random(seed), 1 + i % 70));
      CriticalPath path = CriticalPath.of(tree);
      for (int place = 0; place < tree.nodes(); place = tree.subtreeEnd(tree.nodeAt(place))) {
        int root = tree.nodeAt(place);
        long at = tree.start(root);
        for (Segment segment : below(tree, path, root)) {
          assertThat(segment.from()).as("seed %d, root %d", seed, root).isEqualTo(at);
          assertThat(segment.to()).as("seed %d", seed).isGreaterThan(segment.from());
          assertThat(segment.from()).isGreaterThanOrEqualTo(tree.start(segment.node()));
          assertThat(segment.to()).isLessThanOrEqualTo(tree.end(segment.node()));
          at = segment.to();
        }
        assertThat(at).as("seed %d, root %d", seed, root).isEqualTo(tree.end(root));
      }
    }
  }

  @Test
  void goesThroughTheChildThatFinishedLast() {
    TraceTree tree =
        new TraceTree(
            new SpansBuilder()
                .span(1, 0, 0, 100)
                .span(2, 1, 10, 60)
                .span(3, 1, 20, 90)
                .span(4, 3, 30, 50)
                .build());
    CriticalPath path = CriticalPath.of(tree);

    assertThat(below(tree, path, tree.nodeOf(1)))
        .containsExactly(
            new Segment(tree.nodeOf(1), 0, 20),
            new Segment(tree.nodeOf(3), 20, 30),
            new Segment(tree.nodeOf(4), 30, 50),
            new Segment(tree.nodeOf(3), 50, 90),
            new Segment(tree.nodeOf(1), 90, 100));
    assertThat(path.time(tree.nodeOf(3))).isEqualTo(50);
    assertThat(path.contains(tree.nodeOf(2))).isFalse();
  }

  @Test
  void cutsAChildThatOutlivesItsParent() {
    TraceTree tree =
        new TraceTree(new SpansBuilder().span(1, 0, 0, 100).span(2, 1, 40, 900).build());
    CriticalPath path = CriticalPath.of(tree);

    assertThat(path.time(tree.nodeOf(2))).isEqualTo(60);
    assertThat(path.time(tree.nodeOf(1))).isEqualTo(40);
  }

  @Test
  void aConsumerDoesNotHoldUpItsProducer() {
    TraceTree tree =
        new TraceTree(
            new SpansBuilder()
                .span(1, 0, 0, 100, "shop", "publish", 4, SpansBuilder.OK)
                .span(2, 1, 10, 90, "mail", "receive", 5, SpansBuilder.OK)
                .span(3, 2, 20, 80, "mail", "send", 3, SpansBuilder.OK)
                .build());
    CriticalPath path = CriticalPath.of(tree);

    assertThat(path.time(tree.nodeOf(1))).isEqualTo(100);
    assertThat(path.contains(tree.nodeOf(3))).isFalse();
  }

  @Test
  void selfTimeIsWhatNoChildCovers() {
    TraceTree tree =
        new TraceTree(
            new SpansBuilder()
                .span(1, 0, 0, 100)
                .span(2, 1, 10, 60)
                .span(3, 1, 40, 70)
                .span(4, 1, 95, 200)
                .build());
    assertThat(SelfTime.of(tree)[tree.nodeOf(1)]).isEqualTo(10 + 25);
  }

  @Test
  void selfTimeIsWithinTheDurationAndAgreesWithACount() {
    for (int i = 0; i < 200; i++) {
      long seed = Seed.of(i);
      TraceTree tree = new TraceTree(SpansBuilder.broken(Seed.random(seed), 30));
      long[] self = SelfTime.of(tree);
      for (int node = 0; node < tree.nodes(); node++) {
        if (!tree.isStub(node)) {
          assertThat(self[node]).as("seed %d", seed).isEqualTo(counted(tree, node));
        }
      }
    }
  }

  /** The same by looking at every nanosecond. */
  private static long counted(TraceTree tree, int node) {
    boolean[] covered = new boolean[(int) tree.duration(node)];
    for (int i = 0; i < tree.childCount(node); i++) {
      int child = tree.child(node, i);
      long from = Math.max(tree.start(child), tree.start(node)) - tree.start(node);
      long to = Math.min(tree.end(child), tree.end(node)) - tree.start(node);
      for (long at = from; at < to; at++) {
        covered[(int) at] = true;
      }
    }
    long own = 0;
    for (boolean nanosecond : covered) {
      own += nanosecond ? 0 : 1;
    }
    return own;
  }
}
