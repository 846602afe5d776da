package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.engine.PathNode;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes one level of nested maps and lists: {@code a.b.0}. */
final class Flatten {
  private final Attributes result = new Attributes();
  private final Map<String, Integer> seen = new HashMap<>();
  private final long depth;
  private final boolean resolve;

  private Flatten(long depth, boolean resolve) {
    this.depth = depth;
    this.resolve = resolve;
  }

  static Node build(Args args) {
    PathNode target = args.target(0);
    String prefix = args.rawText(1, "");
    long depth = args.has(2) ? args.rawInt(2) : Long.MAX_VALUE;
    boolean resolve = args.rawBool(3, false);
    if (depth < 1) {
      throw new CheckException("a depth of " + depth + " is less than 1");
    }
    return Node.edit(frame -> {
      Flatten flatten = new Flatten(depth, resolve);
      flatten.map(EditorFunctions.map(target, frame), prefix, 0);
      target.set(frame, flatten.result);
    });
  }

  private void map(Attributes map, String path, long level) {
    String prefix = path.isEmpty() ? "" : path + ".";
    for (int i = 0; i < map.size(); i++) {
      value(map.key(i).toString(), map.value(i), level, prefix);
    }
  }

  private void value(String key, AnyValue value, long level, String prefix) {
    if (value instanceof AnyValue.KeyValues map && level < depth) {
      map(map.values(), prefix + key, level + 1);
    } else if (value instanceof AnyValue.Array array && level < depth) {
      list(array.values(), prefix + key, level);
    } else {
      put(prefix + key, value);
    }
  }

  private void list(List<AnyValue> list, String path, long level) {
    for (int i = 0; i < list.size(); i++) {
      AnyValue item = list.get(i);
      String inner = path + "." + i;
      if (item instanceof AnyValue.KeyValues map && level + 1 < depth) {
        map(map.values(), inner, level + 2);
      } else if (item instanceof AnyValue.Array array && level + 1 < depth) {
        // A list in a list loses the dot between its path and its indices, as in the reference.
        for (int j = 0; j < array.values().size(); j++) {
          value(Integer.toString(j), array.values().get(j), level + 3, inner);
        }
      } else {
        put(resolve ? path : inner, item);
      }
    }
  }

  private void put(String key, AnyValue value) {
    String name = key;
    if (resolve) {
      if (result.indexOf(Utf8.of(key)) >= 0) {
        int next = seen.merge(key, 1, Integer::sum) - 1;
        name = key + "." + next;
      } else {
        seen.put(key, 0);
      }
    }
    result.put(Utf8.of(name), Values.copy(value));
  }
}
