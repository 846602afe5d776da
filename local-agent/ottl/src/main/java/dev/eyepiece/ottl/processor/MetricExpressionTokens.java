package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.CheckException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, signs and texts of an expression, taken one after another. */
final class MetricExpressionTokens {
  private static final int MAX_LENGTH = 10_000;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|`[^`]*+`)"
              + "|(?<sign>==|!=|&&|\\|\\||[!()]))");

  private final List<String> tokens = new ArrayList<>();
  private int at;

  private MetricExpressionTokens() {}

  static MetricExpressionTokens of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new CheckException("an expression longer than " + MAX_LENGTH + " characters");
    }
    MetricExpressionTokens all = new MetricExpressionTokens();
    Matcher matcher = TOKEN.matcher(text.stripTrailing());
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new CheckException(
            "the expression holds what is not known here at character "
                + (end + 1)
                + ": write it as a condition of OTTL instead");
      }
      all.tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    return all;
  }

  boolean atEnd() {
    return at == tokens.size();
  }

  boolean take(String token) {
    boolean there = !atEnd() && tokens.get(at).equals(token);
    at += there ? 1 : 0;
    return there;
  }

  void need(String token) {
    if (!take(token)) {
      throw expected("\"" + token + "\"");
    }
  }

  /** A text in quotes, without them. */
  String literal() {
    String token = atEnd() ? "" : tokens.get(at);
    if (token.isEmpty() || "\"'`".indexOf(token.charAt(0)) < 0) {
      throw expected("MetricName, MetricType, HasLabel(..), Label(..) or a text in quotes");
    }
    at++;
    String inside = token.substring(1, token.length() - 1);
    return token.charAt(0) == '`' ? inside : unescaped(inside);
  }

  private String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        c =
            switch (text.charAt(i)) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              case '\\', '"', '\'' -> text.charAt(i);
              default -> throw expected("an escape of n, t, r, quotes or a backslash");
            };
      }
      plain.append(c);
    }
    return plain.toString();
  }

  CheckException expected(String what) {
    return new CheckException(
        "expected "
            + what
            + " in the expression, "
            + (atEnd() ? "which ends" : "found " + tokens.get(at))
            + ": only a part of this language is known here, conditions of OTTL say the same");
  }
}
