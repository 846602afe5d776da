package dev.eyepiece.ottl;

import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.Contexts;
import dev.eyepiece.ottl.engine.PathDef;
import dev.eyepiece.ottl.function.Functions;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be written in a context.
 *
 * @param paths with their context in front
 * @param symbols enum symbols
 */
public record Vocabulary(List<Path> paths, List<Function> functions, List<String> symbols) {
  /**
   * A path.
   *
   * @param type what it holds
   * @param indexable whether keys may follow it
   */
  public record Path(String text, String type, boolean indexable) {}

  /**
   * A function.
   *
   * @param signature with its parameters, a question mark behind the optional ones
   */
  public record Function(String name, String signature, boolean editor) {}

  /** Names of all contexts. */
  public static List<String> contexts() {
    return Contexts.ALL.stream().map(Context::name).toList();
  }

  static Vocabulary of(String name, Functions functions) {
    Context context =
        Contexts.ALL.stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "\"" + name + "\" is no context: expected one of " + contexts()));
    List<Path> paths = new ArrayList<>();
    paths.add(new Path(name + "." + Context.CACHE, "map", true));
    for (String readable : context.readable()) {
      for (PathDef path : context.paths(readable)) {
        paths.add(new Path(readable + "." + path.name(), path.type(), path.indexable()));
      }
    }
    List<Function> callable =
        functions.ofStatements(context, OttlVersion.NEWEST).all().stream()
            .map(f -> new Function(f.name(), f.signature(), f.isEditor()))
            .toList();
    return new Vocabulary(
        List.copyOf(paths), callable, context.enums().keySet().stream().sorted().toList());
  }
}
