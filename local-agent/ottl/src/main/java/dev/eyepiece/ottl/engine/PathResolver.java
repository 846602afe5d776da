package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.syntax.Ast;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds paths in the tables of a context. */
final class PathResolver {
  private final Context context;
  private final PathMode mode;

  PathResolver(Context context, PathMode mode) {
    this.context = context;
    this.mode = mode;
  }

  private record Place(String context, List<Ast.Segment> segments) {}

  /** The table's entry of a path; keys are checked, not made. */
  PathDef resolve(Ast.Path path) {
    Place place = place(path);
    String name = place.segments.stream().map(Ast.Segment::name).collect(Collectors.joining("."));
    PathDef found = context.path(place.context, name);
    if (found == null) {
      throw new CheckException(unknown(place, name));
    }
    for (int i = 0; i < place.segments.size(); i++) {
      Ast.Segment segment = place.segments.get(i);
      boolean last = i == place.segments.size() - 1;
      if (!segment.keys().isEmpty() && !(last && found.indexable())) {
        throw new CheckException(
            "\"" + segment.name() + "\" of " + place.context + "." + name + " takes no index");
      }
    }
    return found;
  }

  private Place place(Ast.Path path) {
    List<Ast.Segment> segments = path.segments();
    String named = path.context();
    List<Ast.Segment> rest = segments.subList(1, segments.size());
    return switch (mode) {
      case PREFIXED -> {
        if (named == null) {
          throw new CheckException(
              "the path \""
                  + path.shown()
                  + "\" must begin with a context: expected "
                  + options(path.shown()));
        }
        if (!context.readable().contains(named)) {
          throw new CheckException(
              "\""
                  + named
                  + "\" cannot be read in the context "
                  + context.name()
                  + ": expected one of "
                  + String.join(", ", context.readable()));
        }
        yield new Place(named, rest);
      }
      case IMPLIED ->
          named != null && context.readable().contains(named)
              ? new Place(named, rest)
              : new Place(context.name(), segments);
      case OLD -> {
        String first = segments.getFirst().name();
        if (!context.tables().containsKey(first)) {
          yield new Place(context.name(), segments);
        }
        if (named == null) {
          throw new CheckException("\"" + first + "\" alone is no path");
        }
        yield new Place(first, rest);
      }
    };
  }

  private String options(String path) {
    return context.readable().stream()
        .filter(c -> context.path(c, path.replace("[]", "")) != null)
        .findFirst()
        .map(c -> "\"" + c + "." + path + "\"")
        .orElse("one of " + String.join(", ", context.readable()));
  }

  private String unknown(Place place, String name) {
    if (name.equals(Context.CACHE) || name.startsWith(Context.CACHE + ".")) {
      return "only the cache of its own context can be used here: "
          + context.name()
          + "."
          + Context.CACHE;
    }
    @Nullable String near = null;
    int best = 3;
    for (PathDef path : context.paths(place.context)) {
      int distance = Suggestions.distance(path.name(), name);
      if (distance < best) {
        best = distance;
        near = path.name();
      }
    }
    return place.context
        + " has no path \""
        + name
        + "\""
        + (near == null ? "" : ": did you mean " + place.context + "." + near + "?");
  }
}
