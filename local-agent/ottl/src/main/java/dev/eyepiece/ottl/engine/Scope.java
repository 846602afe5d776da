package dev.eyepiece.ottl.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of the lambdas around a place in a rule. */
final class Scope {
  /** Where a parameter is: how many lambdas out, and which of its parameters. */
  record Place(int depth, int index) {}

  private final Deque<List<String>> lambdas = new ArrayDeque<>();

  void enter(List<String> parameters) {
    lambdas.push(parameters);
  }

  void leave() {
    lambdas.pop();
  }

  @Nullable Place find(String name) {
    int depth = 0;
    for (List<String> parameters : lambdas) {
      int index = name.equals("_") ? -1 : parameters.indexOf(name);
      if (index >= 0) {
        return new Place(depth, index);
      }
      depth++;
    }
    return null;
  }

  /** Reads a parameter. */
  static Node parameter(Place place, List<KeyNode> keys) {
    KeyNode[] all = keys.toArray(KeyNode[]::new);
    return Node.of(frame -> {
      Locals locals = frame.locals();
      for (int i = 0; i < place.depth && locals != null; i++) {
        locals = locals.outer();
      }
      Object value = locals == null ? null : locals.values()[place.index];
      return all.length == 0 ? value : Indexed.result(value, all, frame);
    });
  }
}
