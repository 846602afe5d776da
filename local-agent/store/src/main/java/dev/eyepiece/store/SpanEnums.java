package dev.eyepiece.store;

import java.util.List;
import java.util.Locale;

/** Names of OTLP's span enums; numbers that have no name stand for themselves. */
public final class SpanEnums {
  /** By number (trace.proto, {@code Span.SpanKind}). */
  public static final List<String> KIND =
      List.of("unspecified", "internal", "server", "client", "producer", "consumer");

  /** By number (trace.proto, {@code Status.StatusCode}). */
  public static final List<String> STATUS = List.of("unset", "ok", "error");

  private SpanEnums() {}

  /** The name of a number. */
  public static String name(List<String> names, int code) {
    return code >= 0 && code < names.size() ? names.get(code) : Integer.toString(code);
  }

  /** The number of a name of any case or of a number as text; -1 for anything else. */
  public static int code(List<String> names, String text) {
    int code = names.indexOf(text.toLowerCase(Locale.ROOT));
    return code >= 0 ? code : text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  static String sqlCase(String column, List<String> names) {
    StringBuilder sql = new StringBuilder("CASE " + column);
    for (int i = 0; i < names.size(); i++) {
      sql.append(" WHEN ").append(i).append(" THEN '").append(names.get(i)).append('\'');
    }
    return sql.append(" ELSE CAST(" + column + " AS VARCHAR) END").toString();
  }
}
