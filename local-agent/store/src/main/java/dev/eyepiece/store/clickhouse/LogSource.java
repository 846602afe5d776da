package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Quantity;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.Severity;
import dev.eyepiece.store.TimeRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Log records. */
record LogSource(Table table) implements Source {
  private static final String NUMBER = "toInt64(SeverityNumber)";

  /** The range of the severity, counted from 1; 0 for none. */
  static final String RANGE =
      "toInt64(if(severity_number BETWEEN 1 AND 24, intDiv(severity_number - 1, 4) + 1,"
          + " indexOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal'],"
          + " lower(severity_text))))";

  private static final String SEVERITY =
      "if("
          + NUMBER
          + " BETWEEN 1 AND 24, toNullable(['trace', 'debug', 'info', 'warn', 'error',"
          + " 'fatal'][intDiv("
          + NUMBER
          + " - 1, 4) + 1]), if("
          + NUMBER
          + " = 0, nullIf(lowerUTF8(SeverityText), ''), toString("
          + NUMBER
          + ")))";

  @Override
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("time_ns", Sql.nanos("Timestamp"));
    columns.put("severity", SEVERITY);
    columns.put("severity_number", NUMBER);
    columns.put("severity_text", "toString(SeverityText)");
    columns.put("service", "toString(ServiceName)");
    columns.put("scope", table.or("ScopeName", "''"));
    columns.put("event_name", table.or("EventName", "''"));
    columns.put("body", "Body");
    columns.put("trace_id", "lower(TraceId)");
    columns.put("span_id", "lower(SpanId)");
    columns.put("scope_version", "toString(" + table.or("ScopeVersion", "''") + ")");
    columns.put("flags", "toInt64(" + table.or("TraceFlags", "0") + ")");
    columns.put("resource_schema", "toString(" + table.or("ResourceSchemaUrl", "''") + ")");
    columns.put("scope_schema", "toString(" + table.or("ScopeSchemaUrl", "''") + ")");
    columns.put("scope_attributes", table.map("ScopeAttributes"));
    columns.put("attributes", table.map("LogAttributes"));
    columns.put("resource", table.map("ResourceAttributes"));
    return columns;
  }

  @Override
  public @Nullable String condition(Search.Field field) {
    String key = field.key().toLowerCase(Locale.ROOT);
    return switch (key) {
      case "severity", "level", "severitynumber", "severity_number" ->
          Sql.isPattern(field) ? null : severity(field);
      default -> Source.ids(field, key);
    };
  }

  private static String severity(Search.Field field) {
    String value = field.value().toLowerCase(Locale.ROOT);
    int at = Severity.NAMES.indexOf(value.equals("warning") ? "warn" : value);
    return switch (field.op()) {
      case EXISTS -> "(" + NUMBER + " <> 0 OR SeverityText <> '')";
      case EQ -> {
        String text = Sql.equal("SeverityText", field.value());
        if (at >= 0) {
          String known = NUMBER + " BETWEEN " + (4 * at + 1) + " AND " + (4 * at + 4);
          yield "(" + known + " OR (" + NUMBER + " = 0 AND " + text + "))";
        }
        yield value.matches("\\d{1,9}") ? NUMBER + " = " + value : text;
      }
      default ->
          NUMBER + " " + Sql.symbol(field.op()) + " " + Sql.number(Quantity.parse(field.value()));
    };
  }

  @Override
  public @Nullable String text(String key) {
    return switch (key) {
      case "severity", "level" -> SEVERITY;
      case "severitynumber", "severity_number" -> "toString(nullIf(" + NUMBER + ", 0))";
      case "severitytext", "severity_text" -> "nullIf(SeverityText, '')";
      case "event", "event.name", "eventname", "event_name" ->
          "nullIf(" + table.or("EventName", "''") + ", '')";
      case "body", "message" -> "nullIf(Body, '')";
      default -> Source.common(key);
    };
  }

  @Override
  public @Nullable String tested(String key, UnaryOperator<String> test) {
    return Source.idTested(key, test);
  }

  @Override
  public String anywhere(UnaryOperator<String> test) {
    return "("
        + test.apply("Body")
        + " OR "
        + test.apply(table.or("EventName", "''"))
        + " OR "
        + test.apply("ServiceName")
        + " OR "
        + test.apply("SeverityText")
        + " OR "
        + Source.anyOf(table.map("LogAttributes"), test)
        + ")";
  }

  @Override
  public List<String> attributes() {
    return List.of(table.map("LogAttributes"));
  }

  /** Older tables are sorted by a time in seconds of its own, newer ones by five minutes. */
  @Override
  public String within(TimeRange range) {
    String exact = Source.between("Timestamp", table.isDateTime64("Timestamp"), range);
    StringBuilder sql = new StringBuilder(exact);
    boolean seconds = table.has("TimestampTime");
    String coarse = seconds ? "TimestampTime" : "toStartOfFiveMinutes(Timestamp)";
    String of = seconds ? "toDateTime(" : "toStartOfFiveMinutes(";
    if (range.fromUnixNano() != Long.MIN_VALUE) {
      sql.append(" AND ").append(coarse).append(" >= ").append(of);
      sql.append(Sql.time(range.fromUnixNano())).append(')');
    }
    if (range.toUnixNano() != Long.MAX_VALUE) {
      sql.append(" AND ").append(coarse).append(" <= ").append(of);
      sql.append(Sql.time(range.toUnixNano())).append(')');
    }
    return sql.toString();
  }
}
