package dev.eyepiece.ottl.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule can be applied to, and which paths and enum symbols it can name there.
 *
 * @param name its own name
 * @param readable names of the contexts that paths may begin with, its own among them
 * @param tables the paths by the name of their context; more than are readable for old forms
 * @param enums symbols and their numbers
 */
public record Context(
    String name,
    List<String> readable,
    Map<String, Map<String, PathDef>> tables,
    Map<String, Long> enums) {

  /** The path that holds notes; each context has one of its own. */
  public static final String CACHE = "cache";

  /** A path of one of its tables; {@code null} when there is none. */
  public @Nullable PathDef path(String context, String path) {
    if (path.equals(CACHE) && context.equals(name)) {
      return Paths.map(CACHE, MapSource.CACHE);
    }
    Map<String, PathDef> table = tables.get(context);
    return table == null ? null : table.get(path);
  }

  /** The paths of one of its tables. */
  public Collection<PathDef> paths(String context) {
    return tables.getOrDefault(context, Map.of()).values();
  }

  /** A context that has more paths in its own table. */
  public Context with(PathDef... more) {
    Map<String, Map<String, PathDef>> all = new LinkedHashMap<>(tables);
    Map<String, PathDef> own = new LinkedHashMap<>(tables.getOrDefault(name, Map.of()));
    for (PathDef path : more) {
      own.put(path.name(), path);
    }
    all.put(name, own);
    return new Context(name, readable, Collections.unmodifiableMap(all), enums);
  }
}
