package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.FunctionTable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the context of texts by the paths, functions and symbols in them: the most specific one
 * that is named, or one from which it can be read and which knows all functions and symbols.
 */
final class Inference {
  private static final List<String> PRIORITY =
      List.of(
          "log",
          "exemplar",
          "datapoint",
          "metric",
          "spanevent",
          "span",
          "profile",
          "scope",
          "instrumentation_scope",
          "resource");

  /** A context that texts may be of, with the functions that it knows. */
  record Candidate(Context context, FunctionTable functions) {}

  private final Map<String, Candidate> candidates = new LinkedHashMap<>();

  Inference(List<Candidate> candidates) {
    candidates.forEach(c -> this.candidates.put(c.context.name(), c));
  }

  @Nullable Candidate get(String context) {
    return candidates.get(context);
  }

  List<String> names() {
    return List.copyOf(candidates.keySet());
  }

  /** Why no candidate fits. */
  String unfit(Names names) {
    for (String function : names.functions) {
      if (candidates.values().stream().allMatch(c -> c.functions.get(function) == null)) {
        String hint =
            candidates.values().stream()
                .map(candidate -> candidate.functions.hint(function))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return "no context has a function " + function + hint;
      }
    }
    return "no context fits all paths, functions and symbols: begin paths with one of "
        + String.join(", ", candidates.keySet())
        + ", or name the context";
  }

  private static int priority(String context) {
    int at = PRIORITY.indexOf(context);
    return at < 0 ? Integer.MAX_VALUE : at;
  }

  /** The candidate; {@code null} when none fits. */
  @Nullable Candidate infer(Names names) {
    String inferred = "";
    int best = 0;
    for (String context : names.contexts) {
      int priority = priority(context);
      if (inferred.isEmpty() || priority < best) {
        inferred = context;
        best = priority;
      }
    }
    Candidate candidate = candidates.get(inferred);
    if (candidate == null || knowsAll(candidate, names)) {
      return candidate;
    }
    String above = inferred;
    return candidates.values().stream()
        .filter(c -> !c.context.name().equals(above) && c.context.readable().contains(above))
        .sorted(Comparator.comparingInt(c -> priority(c.context.name())))
        .filter(c -> knowsAll(c, names))
        .findFirst()
        .orElse(null);
  }

  private static boolean knowsAll(Candidate candidate, Names names) {
    return names.functions.stream().allMatch(f -> candidate.functions.get(f) != null)
        && names.symbols.stream().allMatch(s -> candidate.context.enums().containsKey(s));
  }
}
