package dev.eyepiece.store;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What log records have for searches. */
enum LogFields implements SearchFields {
  INSTANCE;

  /** SQL of the severity as one of six names, NULL where neither number nor text says one. */
  static final String SEVERITY = severity();

  private static String severity() {
    StringBuilder sql = new StringBuilder("CASE");
    for (int i = 0; i < Severity.NAMES.size(); i++) {
      sql.append(" WHEN severity BETWEEN ").append(4 * i + 1).append(" AND ").append(4 * i + 4);
      sql.append(" THEN '").append(Severity.NAMES.get(i)).append('\'');
    }
    return sql.append(" WHEN severity = 0 THEN nullif(lower(severity_text), '')")
        .append(" ELSE CAST(severity AS VARCHAR) END")
        .toString();
  }

  @Override
  public @Nullable String condition(Search.Field field, Asks asks) {
    String key = field.key().toLowerCase(Locale.ROOT);
    return switch (key) {
      case "severity", "level", "severitynumber", "severity_number" ->
          SearchSql.isPattern(field) ? null : severity(field, "severity");
      default -> SearchFields.id(field, key);
    };
  }

  /** Compares a severity, whose number is in a column. */
  static String severity(Search.Field field, String number) {
    String value = field.value().toLowerCase(Locale.ROOT);
    int at = Severity.NAMES.indexOf(value.equals("warning") ? "warn" : value);
    return switch (field.op()) {
      case EXISTS -> "(" + number + " <> 0 OR nullif(severity_text, '') IS NOT NULL)";
      case EQ -> {
        String text = SearchSql.equal("severity_text", field.value());
        if (at >= 0) {
          String known = number + " BETWEEN " + (4 * at + 1) + " AND " + (4 * at + 4);
          yield "(" + known + " OR (" + number + " = 0 AND " + text + "))";
        }
        yield value.matches("\\d{1,9}") ? number + " = " + value : text;
      }
      default ->
          number
              + " "
              + SearchSql.symbol(field.op())
              + " "
              + SearchSql.number(Quantity.parse(field.value()));
    };
  }

  @Override
  public @Nullable String text(String key, Asks asks) {
    return switch (key) {
      case "severity", "level" -> SEVERITY;
      case "severitynumber", "severity_number" -> "CAST(nullif(severity, 0) AS VARCHAR)";
      case "severitytext", "severity_text" -> "nullif(severity_text, '')";
      case "event", "event.name", "eventname", "event_name" -> "nullif(event_name, '')";
      case "body", "message" -> "body";
      default -> SearchFields.common(key, asks);
    };
  }

  @Override
  public @Nullable String match(String key, String pattern, Asks asks) {
    return SearchFields.idMatch(key, pattern);
  }

  @Override
  public List<String> words() {
    return List.of("body", "event_name", "service", "severity_text");
  }
}
