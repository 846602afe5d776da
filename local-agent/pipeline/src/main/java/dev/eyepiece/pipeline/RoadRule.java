package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule set that is on.
 *
 * @param id lower-case letters, digits, {@code . _ -}, at most 64, the first a letter or digit
 * @param errorMode for rules that name none of their own
 * @param signals whose requests it changes; empty for all that its text names
 * @param text a collector's YAML or a list of statements
 */
public record RoadRule(String id, ErrorMode errorMode, Set<Signal> signals, String text) {
  /** Chars of a text at most. */
  public static final int MAX_TEXT = 1 << 20;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** What happens when a statement fails on a record. */
  public enum ErrorMode {
    /** The statement is skipped, the error is counted and kept. */
    IGNORE,
    /** The same; a collector writes no log line for it. */
    SILENT,
    /** The request is refused. */
    PROPAGATE
  }

  public RoadRule {
    if (!isId(id)) {
      throw new IllegalArgumentException("no id of a rule set: '" + id + "'");
    }
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("rules of more than " + MAX_TEXT + " characters");
    }
    signals = signals.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(signals));
  }

  /** Whether a text can be an id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** What is wrong with the rules, each with its place; empty when they can be in force. */
  public List<String> problems() {
    return RuleCompiler.problems(this);
  }

  boolean isFor(Signal signal) {
    return signals.isEmpty() || signals.contains(signal);
  }
}
