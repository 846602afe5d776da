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

  private FunctionTable(Map<String, Function> functions) {
    this.functions = functions;
  }

  public static FunctionTable of(Collection<Function> functions) {
    Map<String, Function> byName = new LinkedHashMap<>();
    for (Function function : functions) {
      byName.put(function.name(), function);
    }
    return new FunctionTable(byName);
  }

  /** These and more. */
  public FunctionTable with(Collection<Function> more) {
    List<Function> all = new ArrayList<>(functions.values());
    all.addAll(more);
    return of(all);
  }

  public @Nullable Function get(String name) {
    return functions.get(name);
  }

  public Collection<Function> all() {
    return functions.values();
  }
}
