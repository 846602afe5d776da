package dev.eyepiece.stacks;

import java.util.BitSet;

/**
 * A step from one tree to another, which a viewer can list, undo and apply to other profiles. What
 * a step leaves out is the difference of the totals.
 */
public sealed interface Transform {
  /** Bound for trees of callers: about 100 MB. */
  int MAX_CALLER_NODES = 4_000_000;

  /** Makes the new tree; costs time by the size of the tree, so not for the window's thread. */
  StackTree apply(StackTree tree);

  /** For instance "hide /java\.lang/". */
  String label();

  /** Leaf first: what was running, then who called it. */
  record Invert() implements Transform {
    @Override
    public StackTree apply(StackTree tree) {
      return Transforms.invert(tree, MAX_CALLER_NODES);
    }

    @Override
    public String label() {
      return "callers first";
    }
  }

  /**
   * Recursive calls as one.
   *
   * @param direct only where a function calls itself without another between
   */
  record FoldRecursion(boolean direct) implements Transform {
    @Override
    public StackTree apply(StackTree tree) {
      return direct ? Transforms.foldDirectRecursion(tree) : Transforms.foldRecursion(tree);
    }

    @Override
    public String label() {
      return direct ? "direct recursion folded" : "recursion folded";
    }
  }

  /** Only stacks in which a function matches. */
  record Keep(FramePattern pattern) implements Transform {
    @Override
    public StackTree apply(StackTree tree) {
      return Transforms.filter(tree, pattern.matching(tree.frames()), true);
    }

    @Override
    public String label() {
      return "only stacks with " + pattern;
    }
  }

  /** Only stacks in which no function matches. */
  record Drop(FramePattern pattern) implements Transform {
    @Override
    public StackTree apply(StackTree tree) {
      return Transforms.filter(tree, pattern.matching(tree.frames()), false);
    }

    @Override
    public String label() {
      return "without stacks with " + pattern;
    }
  }

  /** Without the functions that match; what they took counts for their callers. */
  record Hide(FramePattern pattern) implements Transform {
    @Override
    public StackTree apply(StackTree tree) {
      return Transforms.hide(tree, pattern.matching(tree.frames()));
    }

    @Override
    public String label() {
      return "hide " + pattern;
    }
  }

  /** What a function called, from wherever it was called. */
  record Callees(Frame frame) implements Transform {
    @Override
    public StackTree apply(StackTree tree) {
      return Transforms.callees(tree, just(tree, frame));
    }

    @Override
    public String label() {
      return "callees of " + frame.name();
    }
  }

  /** Who called a function. */
  record Callers(Frame frame) implements Transform {
    @Override
    public StackTree apply(StackTree tree) {
      return Transforms.callers(tree, just(tree, frame), MAX_CALLER_NODES);
    }

    @Override
    public String label() {
      return "callers of " + frame.name();
    }
  }

  private static BitSet just(StackTree tree, Frame frame) {
    BitSet set = new BitSet();
    for (int i = 0; i < tree.frames().size(); i++) {
      if (tree.frames().get(i).equals(frame)) {
        set.set(i);
      }
    }
    return set;
  }
}
