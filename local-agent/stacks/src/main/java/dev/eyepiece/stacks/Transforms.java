package dev.eyepiece.stacks;

import java.util.BitSet;

/** The ways to make one tree out of another; each walks all nodes once. */
final class Transforms {
  private static final int OUTSIDE = -1;

  private Transforms() {}

  /** Calls of a function by itself become one box. */
  static StackTree foldDirectRecursion(StackTree tree) {
    TreeSums sums = new TreeSums(tree);
    int[] place = new int[tree.size()];
    for (int node = 1; node < tree.size(); node++) {
      int caller = place[tree.parent(node)];
      place[node] =
          caller != 0 && sums.frame(caller) == tree.frame(node)
              ? caller
              : sums.child(caller, tree.frame(node));
      sums.add(place[node], tree.self(node));
    }
    return sums.tree();
  }

  /** A call of a function that is on the stack already leads back to its outermost call. */
  static StackTree foldRecursion(StackTree tree) {
    TreeSums sums = new TreeSums(tree);
    int[] place = new int[tree.size()];
    for (int node = 1; node < tree.size(); node++) {
      int caller = place[tree.parent(node)];
      int found = caller;
      while (found != 0 && sums.frame(found) != tree.frame(node)) {
        found = sums.parent(found);
      }
      place[node] = found != 0 ? found : sums.child(caller, tree.frame(node));
      sums.add(place[node], tree.self(node));
    }
    return sums.tree();
  }

  /** Frames of the set go away; what was counted in them counts for their callers. */
  static StackTree hide(StackTree tree, BitSet frames) {
    TreeSums sums = new TreeSums(tree);
    int[] place = new int[tree.size()];
    for (int node = 0; node < tree.size(); node++) {
      if (node > 0) {
        int caller = place[tree.parent(node)];
        int frame = tree.frame(node);
        place[node] = frames.get(frame) ? caller : sums.child(caller, frame);
      }
      sums.add(place[node], tree.self(node));
    }
    return sums.tree();
  }

  /** Only stacks with a frame of the set, or only those without. */
  static StackTree filter(StackTree tree, BitSet frames, boolean with) {
    BitSet matched = new BitSet(tree.size());
    long[] self = new long[tree.size()];
    for (int node = 0; node < tree.size(); node++) {
      if (node > 0 && (matched.get(tree.parent(node)) || frames.get(tree.frame(node)))) {
        matched.set(node);
      }
      self[node] = matched.get(node) == with ? tree.self(node) : 0;
    }
    return StackTree.pruned(tree.frames(), tree.parents(), tree.frameIds(), self, tree.type());
  }

  /** What the outermost calls of the frames led to, merged, with those calls as first frames. */
  static StackTree callees(StackTree tree, BitSet frames) {
    BitSet outermost = tree.outermost(frames);
    TreeSums sums = new TreeSums(tree);
    int[] place = new int[tree.size()];
    place[0] = OUTSIDE;
    for (int node = 1; node < tree.size(); node++) {
      int caller = place[tree.parent(node)];
      if (caller == OUTSIDE && !outermost.get(node)) {
        place[node] = OUTSIDE;
      } else {
        place[node] = sums.child(Math.max(caller, 0), tree.frame(node));
        sums.add(place[node], tree.self(node));
      }
    }
    return sums.tree();
  }

  /** Who called the outermost calls of the frames: those calls first, then their callers. */
  static StackTree callers(StackTree tree, BitSet frames, int maxNodes) {
    BitSet outermost = tree.outermost(frames);
    long[] weight = new long[tree.size()];
    for (int node = outermost.nextSetBit(0); node >= 0; node = outermost.nextSetBit(node + 1)) {
      weight[node] = tree.total(node);
    }
    return new Inversion(tree, maxNodes).of(weight);
  }

  /** Each stack from its leaf to its root. */
  static StackTree invert(StackTree tree, int maxNodes) {
    return new Inversion(tree, maxNodes).of(tree.selfs());
  }
}
