package dev.eyepiece.ui.rules;

import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ui.theme.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What rules did, in words. */
final class RuleCountText {
  private RuleCountText() {}

  /** A statement's counts; what is nought is left out, matches excepted. */
  static String of(RuleSet.Count count) {
    List<String> parts = new ArrayList<>();
    parts.add(Formats.count(count.matched()) + " matched");
    add(parts, count.changed(), "changed");
    add(parts, count.dropped(), "dropped");
    add(parts, count.errors(), count.errors() == 1 ? "error" : "errors");
    parts.add(Formats.duration(count.nanos()));
    return String.join("  ·  ", parts);
  }

  /** The sum over a rule set's statements. */
  static String of(RuleSetState state) {
    if (state.counts().requests() == 0) {
      return state.inForce() ? "nothing came yet" : "";
    }
    List<String> parts = new ArrayList<>();
    add(parts, sum(state, RuleSet.Count::changed), "changed");
    add(parts, sum(state, RuleSet.Count::dropped), "dropped");
    long errors = sum(state, RuleSet.Count::errors);
    add(parts, errors, errors == 1 ? "error" : "errors");
    add(parts, state.counts().refused(), "refused");
    return parts.isEmpty()
        ? Formats.count(state.counts().requests(), "request") + ", nothing to do"
        : String.join(", ", parts);
  }

  private static long sum(RuleSetState state, ToLongFunction<RuleSet.Count> what) {
    return state.counts().statements().stream().mapToLong(what).sum();
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(Formats.count(count) + " " + what);
    }
  }
}
