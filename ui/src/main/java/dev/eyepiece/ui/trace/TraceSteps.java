package dev.eyepiece.ui.trace;

/**
 * What keys do to the selection of a trace: it goes from row to row, over siblings and errors, and
 * folds what it stands on. Each does nothing where there is nowhere to go. FX thread only.
 */
final class TraceSteps {
  private final TraceViewModel model;

  TraceSteps(TraceViewModel model) {
    this.model = model;
  }

  /** Goes to the next span with an error, or the one before, and round at the end. */
  void error(boolean forward) {
    TraceData data = model.data();
    if (data != null) {
      go(NodeStep.step(data.tree(), data.errors(), selected(), forward));
    }
  }

  /** Goes over the rows in sight. */
  void rows(int down) {
    if (model.data() != null) {
      go(TreeMoves.byRows(model.rows(), model.tree(), selected(), down));
    }
  }

  /** Goes to the sibling after or before. */
  void sibling(boolean forward) {
    if (model.data() != null) {
      go(TreeMoves.sibling(model.tree(), selected(), forward));
    }
  }

  /** Folds the selected branch; one that is folded already gives the selection to its parent. */
  void fold() {
    int node = selected();
    Outline open = model.outline();
    if (open == null || node < 0) {
      return;
    }
    if (model.tree().childCount(node) > 0 && !open.isCollapsed(node)) {
      model.setCollapsed(node, true);
    } else {
      go(model.tree().parent(node));
    }
  }

  /** Opens the selected branch; one that is open gives the selection to its first child. */
  void unfold() {
    int node = selected();
    Outline open = model.outline();
    if (open == null || node < 0 || model.tree().childCount(node) == 0) {
      return;
    }
    if (open.isCollapsed(node)) {
      model.setCollapsed(node, false);
    } else {
      go(model.tree().child(node, 0));
    }
  }

  private int selected() {
    return model.selectedProperty().get();
  }

  private void go(int node) {
    if (node >= 0) {
      model.select(node);
    }
  }
}
