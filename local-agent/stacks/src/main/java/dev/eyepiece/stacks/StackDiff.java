package dev.eyepiece.stacks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two trees of the same kind, one beside the other: for each call path, what it took before and
 * after. Immutable.
 */
public final class StackDiff {
  /** What the widths of a picture are. */
  public enum Width {
    AFTER,
    BEFORE,
    /** Both added up, so that nothing is without a width. */
    BOTH
  }

  private final StackTree shape;
  private final StackTree before;
  private final StackTree after;
  private final double scale;

  private StackDiff(StackTree shape, StackTree before, StackTree after, double scale) {
    this.shape = shape;
    this.before = before;
    this.after = after;
    this.scale = scale;
  }

  /**
   * Compares.
   *
   * @param byShare whether the values before are scaled to the total after, so that a longer
   *     recording does not look like more work
   * @param width what the boxes of a picture are as wide as
   */
  public static StackDiff of(StackTree before, StackTree after, boolean byShare, Width width) {
    Map<Frame, Integer> ids = new HashMap<>();
    List<Frame> frames = new ArrayList<>();
    Trie trie = new Trie(Math.max(before.size(), after.size()));
    int[] placeBefore = place(before, trie, ids, frames);
    int[] placeAfter = place(after, trie, ids, frames);
    double scale = byShare && before.total() > 0 ? (double) after.total() / before.total() : 1;
    long[] selfBefore = new long[trie.size()];
    long[] selfAfter = new long[trie.size()];
    for (int i = 0; i < placeBefore.length; i++) {
      selfBefore[placeBefore[i]] = before.self(i);
    }
    for (int i = 0; i < placeAfter.length; i++) {
      selfAfter[placeAfter[i]] = after.self(i);
    }
    long[] self = new long[trie.size()];
    for (int i = 0; i < self.length; i++) {
      self[i] =
          switch (width) {
            case AFTER -> selfAfter[i];
            case BEFORE -> selfBefore[i];
            case BOTH -> selfAfter[i] + Math.round(selfBefore[i] * scale);
          };
    }
    List<Frame> all = List.copyOf(frames);
    int[] parents = trie.parents();
    int[] frameIds = trie.frames();
    return new StackDiff(
        new StackTree(all, parents, frameIds, self, after.type()),
        new StackTree(all, parents, frameIds, selfBefore, before.type()),
        new StackTree(all, parents, frameIds, selfAfter, after.type()),
        scale);
  }

  private static int[] place(
      StackTree tree, Trie trie, Map<Frame, Integer> ids, List<Frame> frames) {
    int[] frameId = new int[tree.frames().size()];
    for (int i = 0; i < frameId.length; i++) {
      frameId[i] =
          ids.computeIfAbsent(
              tree.frames().get(i),
              frame -> {
                frames.add(frame);
                return frames.size() - 1;
              });
    }
    int[] place = new int[tree.size()];
    for (int node = 1; node < place.length; node++) {
      place[node] = trie.child(place[tree.parent(node)], frameId[tree.frame(node)]);
    }
    return place;
  }

  /** The tree to lay out; its nodes are those of {@link #before()} and {@link #after()}. */
  public StackTree shape() {
    return shape;
  }

  /** The values before, not scaled. */
  public StackTree before() {
    return before;
  }

  public StackTree after() {
    return after;
  }

  /** By what values before are multiplied to be compared. */
  public double scale() {
    return scale;
  }

  /** How much more a node took after than before, scaled; below zero when less. */
  public double delta(int node) {
    return after.total(node) - before.total(node) * scale;
  }

  /**
   * How strongly a node changed, from -1 (gone) over 0 to 1 (new): the delta over the larger of the
   * two. Zero for a change that is not beyond two standard deviations of chance, when the values
   * count samples.
   */
  public double change(int node) {
    double was = before.total(node) * scale;
    double is = after.total(node);
    double larger = Math.max(was, is);
    if (larger == 0 || isNoise(node)) {
      return 0;
    }
    return (is - was) / larger;
  }

  /** Whether values count samples and the change is within two standard deviations of chance. */
  public boolean isNoise(int node) {
    if (!after.type().unit().equals("count") && !after.type().unit().equals("samples")) {
      return false;
    }
    double variance = after.total(node) + before.total(node) * scale * scale;
    double delta = delta(node);
    return delta * delta <= 4 * variance;
  }
}
