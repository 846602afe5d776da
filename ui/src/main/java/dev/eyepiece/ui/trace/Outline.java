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

  /** The same state for the same trace with more spans. */
  static Outline grown(Outline before, TraceData data) {
    Outline now = new Outline(data);
    TraceTree old = before.tree;
    for (int node = before.collapsed.nextSetBit(0);
        node >= 0;
        node = before.collapsed.nextSetBit(node + 1)) {
      int same = now.tree.nodeOf(old.spanId(node));
      if (same >= 0) {
        now.collapsed.set(same);
      }
    }
    now.focus = before.focus < 0 ? -1 : now.tree.nodeOf(old.spanId(before.focus));
    now.onlyCritical = before.onlyCritical;
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
