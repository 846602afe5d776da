package dev.eyepiece.ottl.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions by name. Immutable. */
public final class FunctionTable {
  private final Map<String, Function> functions;

  /** From which version on there are those that are not here yet. */
  private final Map<String, String> later;

  private FunctionTable(Map<String, Function> functions, Map<String, String> later) {
    this.functions = functions;
    this.later = later;
  }

  public static FunctionTable of(Collection<Function> functions) {
    Map<String, Function> byName = new LinkedHashMap<>();
    for (Function function : functions) {
      byName.put(function.name(), function);
    }
    return new FunctionTable(byName, Map.of());
  }

  /** The same, which knows from which version on there are others. */
  public FunctionTable without(Map<String, String> others) {
    return new FunctionTable(functions, Map.copyOf(others));
  }

  /** These and more. */
  public FunctionTable with(Collection<Function> more) {
    List<Function> all = new ArrayList<>(functions.values());
    all.addAll(more);
    return new FunctionTable(of(all).functions, later);
  }

  /** What to say of a function that is not here: when it comes, or which one was meant. */
  public String hint(String name) {
    String since = later.get(name);
    if (since != null) {
      return ": it is there from " + since + " on";
    }
    String near = null;
    int best = 3;
    for (String known : functions.keySet()) {
      int distance = Suggestions.distance(known, name);
      if (distance < best) {
        best = distance;
        near = known;
      }
    }
    return near == null ? "" : ": did you mean " + near + "?";
  }

  public @Nullable Function get(String name) {
    return functions.get(name);
  }

  public Collection<Function> all() {
    return functions.values();
  }
}
