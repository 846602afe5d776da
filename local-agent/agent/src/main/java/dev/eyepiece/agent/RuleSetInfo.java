package dev.eyepiece.agent;

import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.telemetry.Signal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A rule set as it is kept.
 *
 * @param id see {@link RoadRule#isId}
 * @param name for people, at most {@value #MAX_NAME} chars on one line
 * @param priority 0 to {@value #MAX_PRIORITY}, the lower runs first; of equal ones the lower id
 * @param enabled whether it is on
 * @param signals whose requests it changes; empty for all that its text names
 * @param errorMode for rules that name none of their own
 * @param text a collector's YAML or a list of statements
 */
public record RuleSetInfo(
    String id,
    String name,
    int priority,
    boolean enabled,
    Set<Signal> signals,
    RoadRule.ErrorMode errorMode,
    String text) {
  public static final int MAX_NAME = 120;
  public static final int MAX_PRIORITY = 1_000_000;
  public static final int DEFAULT_PRIORITY = 100;

  public RuleSetInfo {
    signals = signals.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(signals));
  }

  /** A rule set that is off, has its id as name, and the defaults. */
  public static RuleSetInfo of(String id, String text) {
    return new RuleSetInfo(
        id, id, DEFAULT_PRIORITY, false, Set.of(), RoadRule.ErrorMode.IGNORE, text);
  }

  public RuleSetInfo withName(String other) {
    return new RuleSetInfo(id, other, priority, enabled, signals, errorMode, text);
  }

  public RuleSetInfo withPriority(int other) {
    return new RuleSetInfo(id, name, other, enabled, signals, errorMode, text);
  }

  public RuleSetInfo withEnabled(boolean on) {
    return new RuleSetInfo(id, name, priority, on, signals, errorMode, text);
  }

  public RuleSetInfo withSignals(Set<Signal> others) {
    return new RuleSetInfo(id, name, priority, enabled, others, errorMode, text);
  }

  public RuleSetInfo withErrorMode(RoadRule.ErrorMode other) {
    return new RuleSetInfo(id, name, priority, enabled, signals, other, text);
  }

  public RuleSetInfo withText(String other) {
    return new RuleSetInfo(id, name, priority, enabled, signals, errorMode, other);
  }

  /** As the road runs it. */
  public RoadRule road() {
    return new RoadRule(id, errorMode, signals, text);
  }

  /**
   * A signal by its name in lower case.
   *
   * @throws IllegalArgumentException for another text
   */
  public static Signal signal(String name) {
    for (Signal signal : Signal.values()) {
      if (signal.name().toLowerCase(Locale.ROOT).equals(name)) {
        return signal;
      }
    }
    throw new IllegalArgumentException(
        "'" + name + "' is no signal; expected traces, logs, metrics or profiles");
  }

  /**
   * An error mode by its name in lower case.
   *
   * @throws IllegalArgumentException for another text
   */
  public static RoadRule.ErrorMode errorMode(String name) {
    for (RoadRule.ErrorMode mode : RoadRule.ErrorMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "'" + name + "' is no error mode; expected ignore, silent or propagate");
  }
}
