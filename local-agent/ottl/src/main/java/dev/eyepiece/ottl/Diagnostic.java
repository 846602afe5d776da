package dev.eyepiece.ottl;

import dev.eyepiece.ottl.processor.ConfigException;
import dev.eyepiece.ottl.processor.Placed;

/**
 * Something wrong with rules.
 *
 * @param kind what is wrong: the shape of the configuration, or a text in it
 * @param rule the name of the processor
 * @param path where in its configuration: {@code trace_statements[0].statements[2]}
 * @param text the statement or condition; empty when it is about more than one
 * @param start index of the first char in {@code text}
 * @param end index after the last char
 * @param line line in the file, counted from 1; 0 when it is not known
 */
public record Diagnostic(
    Kind kind,
    String rule,
    String path,
    String text,
    String message,
    int start,
    int end,
    int line) {
  /** What is wrong. */
  public enum Kind {
    CONFIG,
    PARSE
  }

  static Diagnostic of(String rule, Placed placed) {
    return new Diagnostic(
        Kind.PARSE,
        rule,
        placed.path(),
        placed.text(),
        placed.problem().message(),
        placed.problem().start(),
        placed.problem().end(),
        0);
  }

  static Diagnostic of(String rule, ConfigException e) {
    return new Diagnostic(Kind.CONFIG, rule, e.path(), "", "" + e.getMessage(), 0, 0, 0);
  }

  Diagnostic atLine(int newLine) {
    return new Diagnostic(kind, rule, path, text, message, start, end, newLine);
  }

  /** On one line: where, what. */
  @Override
  public String toString() {
    String place = line > 0 ? "line " + line + ": " : "";
    String at = kind == Kind.CONFIG || path.isEmpty() ? "" : path + ": ";
    String column = text.isEmpty() ? "" : "column " + (start + 1) + ": ";
    return place + (rule.isEmpty() ? "" : rule + ": ") + at + column + message;
  }
}
