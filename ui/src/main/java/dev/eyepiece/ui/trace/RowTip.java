package dev.eyepiece.ui.trace;

import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.theme.Formats;

/** What a row says when the pointer rests on it, and to those who hear it. */
final class RowTip {
  private RowTip() {}

  static String of(TraceData data, int node) {
    TraceTree tree = data.tree();
    if (tree.isStub(node)) {
      return "The parent "
          + TraceId.spanIdText(tree.spanId(node))
          + " was named by "
          + Formats.count(tree.childCount(node), "span")
          + " and has not been received.";
    }
    StringBuilder tip = new StringBuilder();
    tip.append(tree.service(node)).append("  ").append(tree.name(node)).append('\n');
    tip.append(SpanEnums.name(SpanEnums.KIND, tree.kind(node)));
    tip.append(", ").append(Formats.duration(tree.duration(node)));
    tip.append(", starts at ").append(Formats.duration(tree.start(node)));
    tip.append("\nself ").append(Formats.duration(data.selfTime()[node]));
    if (data.path().contains(node)) {
      tip.append(", on the critical path for ").append(Formats.duration(data.path().time(node)));
    }
    if (tree.descendants(node) > 0) {
      tip.append("\n").append(Formats.count(tree.descendants(node), "span")).append(" below");
    }
    warnings(tree, node, tip);
    return tip.toString();
  }

  /** Appends what is odd about a span, a sentence a line. */
  static void warnings(TraceTree tree, int node, StringBuilder into) {
    if (tree.has(node, TraceTree.CYCLE)) {
      into.append("\nIts parents lead back to it; the circle is cut here.");
    }
    if (tree.has(node, TraceTree.DUPLICATE)) {
      into.append("\nAnother span of this trace has the same id.");
    }
    if (tree.has(node, TraceTree.BEFORE_PARENT)) {
      long early = tree.start(tree.parent(node)) - tree.start(node);
      into.append("\nStarts ")
          .append(Formats.duration(early))
          .append(" before its parent: the clocks of the two may differ.");
    }
    if (tree.has(node, TraceTree.NEGATIVE)) {
      into.append("\nEnds before it starts; drawn without length.");
    }
  }

  static String accessible(TraceTree tree, int node) {
    return "span "
        + tree.name(node)
        + ", "
        + (tree.service(node).isEmpty() ? "no service" : tree.service(node))
        + ", "
        + Formats.duration(tree.duration(node))
        + (tree.isError(node) ? ", error" : "")
        + (tree.isOdd(node) ? ", with a warning" : "")
        + ", level "
        + (tree.depth(node) + 1);
  }
}
