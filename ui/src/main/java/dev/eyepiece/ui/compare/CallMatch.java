package dev.eyepiece.ui.compare;

import dev.eyepiece.ui.trace.TraceTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays two traces over each other, call by call. Parents that were not received are calls too. */
final class CallMatch {
  private static final String NOT_RECEIVED = "parent not received";

  private record Key(String service, String name) {}

  /** A call with what both traces have of it. */
  private static final class Call {
    final Key key;
    final int depth;
    final Map<Key, Call> children = new LinkedHashMap<>();
    CallRow.Side left = CallRow.Side.NONE;
    CallRow.Side right = CallRow.Side.NONE;

    Call(Key key, int depth) {
      this.key = key;
      this.depth = depth;
    }
  }

  private CallMatch() {}

  /** The calls of both in reading order; those that only the second has come after the first's. */
  static List<CallRow> of(TraceTree left, TraceTree right) {
    Call root = new Call(new Key("", ""), -1);
    add(root, left, true);
    add(root, right, false);
    return rows(root);
  }

  private static void add(Call root, TraceTree tree, boolean isLeft) {
    Call[] calls = new Call[tree.nodes()];
    // In reading order a parent comes before its children.
    for (int place = 0; place < tree.nodes(); place++) {
      int node = tree.nodeAt(place);
      Call above = tree.parent(node) < 0 ? root : calls[tree.parent(node)];
      Key key =
          tree.isStub(node)
              ? new Key("", NOT_RECEIVED)
              : new Key(tree.service(node), tree.name(node));
      Call call = above.children.computeIfAbsent(key, made -> new Call(made, above.depth + 1));
      calls[node] = call;
      if (isLeft) {
        call.left = more(call.left, tree, node);
      } else {
        call.right = more(call.right, tree, node);
      }
    }
  }

  private static CallRow.Side more(CallRow.Side side, TraceTree tree, int node) {
    boolean stub = tree.isStub(node);
    return new CallRow.Side(
        side.spans() + 1,
        side.errors() + (!stub && tree.isError(node) ? 1 : 0),
        side.nano() + tree.duration(node),
        side.spanId() == 0 && !stub ? tree.spanId(node) : side.spanId());
  }

  private static List<CallRow> rows(Call root) {
    List<CallRow> rows = new ArrayList<>();
    Deque<Call> open = new ArrayDeque<>(root.children.values());
    while (!open.isEmpty()) {
      Call call = open.pop();
      rows.add(new CallRow(call.depth, call.key.service(), call.key.name(), call.left, call.right));
      List<Call> children = new ArrayList<>(call.children.values());
      children.reversed().forEach(open::push);
    }
    return List.copyOf(rows);
  }
}
