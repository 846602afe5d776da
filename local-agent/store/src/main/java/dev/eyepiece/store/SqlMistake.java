package dev.eyepiece.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads DuckDB's errors of a statement, which come as JSON, with the place that they are about. */
final class SqlMistake {
  private static final Pattern MESSAGE =
      Pattern.compile("\"(?:exception|error)_message\":\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern POSITION = Pattern.compile("\"position\":\"(\\d{1,9})\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

  private final String statement;

  SqlMistake(String statement) {
    this.statement = statement;
  }

  /**
   * An error of the parser, which counts in code points.
   *
   * @param expected what would have been right; empty to say nothing
   */
  SqlException ofParser(String json, String expected) {
    int position = position(json);
    int most = statement.codePointCount(0, statement.length());
    return new SqlException(
        message(json) + expected,
        position < 0
            ? SqlException.NO_OFFSET
            : statement.offsetByCodePoints(0, Math.min(position, most)));
  }

  /** Any later error, whose places are counted in bytes of UTF-8. */
  SqlException of(SQLException e) {
    String json = e.getMessage() == null ? "failed" : e.getMessage();
    int position = position(json);
    return new SqlException(message(json), position < 0 ? SqlException.NO_OFFSET : at(position), e);
  }

  private int at(int bytes) {
    byte[] all = statement.getBytes(StandardCharsets.UTF_8);
    return new String(all, 0, Math.min(bytes, all.length), StandardCharsets.UTF_8).length();
  }

  private static int position(String json) {
    Matcher found = POSITION.matcher(json);
    int last = -1;
    while (found.find()) {
      last = Integer.parseInt(found.group(1));
    }
    return last;
  }

  /** What an error says, whether or not errors are JSON in its session. */
  static String message(SQLException e) {
    return message(e.getMessage() == null ? "failed" : e.getMessage());
  }

  private static String message(String json) {
    Matcher found = MESSAGE.matcher(json);
    return found.find() ? unescaped(found.group(1)).strip() : json.strip();
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(match -> {
          String code = match.group(1);
          String plain =
              switch (code) {
                case "n" -> "\n";
                case "t" -> "\t";
                case "r", "b", "f" -> " ";
                default ->
                    code.length() == 5
                        ? Character.toString((char) Integer.parseInt(code.substring(1), 16))
                        : code;
              };
          return Matcher.quoteReplacement(plain);
        });
  }
}
