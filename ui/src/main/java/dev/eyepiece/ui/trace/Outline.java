package dev.eyepiece.ui.trace;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which branches of a trace are open: what the reader has folded, the branch that is looked at
 * alone, whether only the critical path counts. FX thread only.
 */
public final class Outline {
  private final TraceTree tree;
  private final BitSet critical;
  private BitSet collapsed = new BitSet();
  private int focus = -1;
  private boolean onlyCritical;
  private @Nullable VisibleRows rows;

  Outline(TraceData data) {
    this.tree = data.tree();
    this.critical = data.critical();
  }

  /**
   * What is folded, in words that outlive the tree.
   *
   * @param collapsed span ids
   * @param focus span id, 0 for none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Folds(long[] collapsed, long focus, boolean onlyCritical) {}

  Folds folds() {
    return new Folds(
        collapsed.stream().mapToLong(tree::spanId).toArray(),
        focus < 0 ? 0 : tree.spanId(focus),
        onlyCritical);
  }

  /** Takes over what was folded in an earlier state of the same trace. */
  void restore(Folds folds) {
    collapsed = new BitSet();
    for (long id : folds.collapsed()) {
      int same = tree.nodeOf(id);
      if (same >= 0) {
        collapsed.set(same);
      }
    }
    focus = folds.focus() == 0 ? -1 : tree.nodeOf(folds.focus());
    onlyCritical = folds.onlyCritical();
    rows = null;
  }

  /** The same state for the same trace with more spans. */
  static Outline grown(Outline before, TraceData data) {
    Outline now = new Outline(data);
    now.restore(before.folds());
    return now;
  }

  public VisibleRows rows() {
    VisibleRows known = rows;
    if (known == null) {
      known = VisibleRows.of(tree, collapsed, focus, onlyCritical ? critical : null);
      rows = known;
    }
    return known;
  }

  public boolean isCollapsed(int node) {
    return collapsed.get(node);
  }

  void setCollapsed(int node, boolean folded) {
    collapsed.set(node, folded && tree.childCount(node) > 0);
    rows = null;
  }

  /** Folds every branch below the roots, or opens all. */
  void setAllCollapsed(boolean folded) {
    collapsed = new BitSet();
    for (int node = 0; folded && node < tree.nodes(); node++) {
      collapsed.set(node, tree.childCount(node) > 0 && tree.depth(node) > 0);
    }
    rows = null;
  }

  /** Opens all branches above a node, and leaves a focus that hides it. */
  void reveal(int node) {
    for (int above = tree.parent(node); above >= 0; above = tree.parent(above)) {
      collapsed.clear(above);
    }
    boolean inFocus =
        focus < 0
            || (tree.position(node) >= tree.position(focus)
                && tree.position(node) < tree.subtreeEnd(focus));
    focus = inFocus ? focus : -1;
    onlyCritical &= critical.get(node);
    rows = null;
  }

  /** The branch that is looked at alone, -1 for all. */
  public int focus() {
    return focus;
  }

  void setFocus(int node) {
    focus = node;
    rows = null;
  }

  public boolean isOnlyCritical() {
    return onlyCritical;
  }

  void setOnlyCritical(boolean only) {
    onlyCritical = only;
    rows = null;
  }
}
