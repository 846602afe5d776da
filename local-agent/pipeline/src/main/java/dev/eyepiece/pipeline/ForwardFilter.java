package dev.eyepiece.pipeline;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.OttlRunException;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ottl.RuleSource;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which records go to an endpoint: those for which a condition holds, and all of the signals that
 * no condition is about. It is the collector's filter processor, which drops, told the opposite; a
 * condition belongs to every signal whose paths it has. A condition that fails on a record lets it
 * go. For one thread.
 */
final class ForwardFilter {
  private final RuleSet rules;
  private long filtered;

  private ForwardFilter(RuleSet rules) {
    this.rules = rules;
  }

  /**
   * Compiles conditions.
   *
   * @return null when there are none
   * @throws IllegalArgumentException for one that compiles for no signal, saying which and why
   */
  static @Nullable ForwardFilter of(List<String> conditions) {
    if (conditions.isEmpty()) {
      return null;
    }
    Map<Signal, List<String>> bySignal = new EnumMap<>(Signal.class);
    for (String condition : conditions) {
      boolean any = false;
      for (Signal signal : Signal.values()) {
        if (compile(Map.of(signal, List.of(condition))).rules() != null) {
          bySignal.computeIfAbsent(signal, _ -> new ArrayList<>()).add(condition);
          any = true;
        }
      }
      if (!any) {
        throw new IllegalArgumentException("where: '" + condition + "': " + why(condition));
      }
    }
    Ottl.Compilation all = compile(bySignal);
    RuleSet rules = all.rules();
    if (rules == null) {
      throw new IllegalArgumentException("where: " + all.diagnostics().getFirst());
    }
    return new ForwardFilter(rules);
  }

  /** Of the signal that the condition seems to be about. */
  private static String why(String condition) {
    Signal likely =
        condition.contains("log.")
            ? Signal.LOGS
            : condition.contains("metric.") || condition.contains("datapoint.")
                ? Signal.METRICS
                : condition.contains("profile.") ? Signal.PROFILES : Signal.TRACES;
    return compile(Map.of(likely, List.of(condition))).diagnostics().getFirst().message();
  }

  private static Ottl.Compilation compile(Map<Signal, List<String>> conditions) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("error_mode", "ignore");
    conditions.forEach((signal, all) -> config.put(key(signal), List.of(noneOf(all))));
    return new Ottl().compile(RuleSource.of("filter", config));
  }

  private static String key(Signal signal) {
    return switch (signal) {
      case TRACES -> "trace_conditions";
      case METRICS -> "metric_conditions";
      case LOGS -> "log_conditions";
      case PROFILES -> "profile_conditions";
    };
  }

  private static String noneOf(List<String> conditions) {
    return conditions.stream().collect(Collectors.joining(") or (", "not ((", "))"));
  }

  /**
   * The part of a request that goes.
   *
   * @return the same request when all of it does, null when nothing of it does
   */
  @Nullable ForwardItem apply(ForwardItem item) {
    if (!rules.touches(item.signal())) {
      return item;
    }
    try {
      TelemetryTree tree = TelemetryTree.read(item.signal(), item.bytes(), item.length());
      long before = TreeRows.count(tree);
      boolean left = rules.apply(tree, rules.counters());
      long after = left ? TreeRows.count(tree) : 0;
      filtered += before - after;
      if (after == before) {
        return item;
      }
      if (after == 0) {
        return null;
      }
      byte[] bytes = tree.encode();
      return new ForwardItem(
          item.signal(), item.hops(), item.id(), item.arrivedUnixNano(), bytes, bytes.length);
    } catch (OttlRunException | MalformedOtlpException e) {
      // What cannot be judged goes on: it is for its receiver to say what is wrong with it.
      return item;
    }
  }

  /** Records that did not go. */
  long filtered() {
    return filtered;
  }
}
