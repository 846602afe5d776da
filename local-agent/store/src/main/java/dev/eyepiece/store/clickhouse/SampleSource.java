package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.TimeRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Samples of profiles; each row has its stack in arrays, the leaf first. */
record SampleSource(Table table) implements Source {
  /** A sample is where its first time is, else where its profile is. */
  private static final String AT =
      "if(notEmpty(TimestampsUnixNano), toInt64(TimestampsUnixNano[1]), "
          + Sql.nanos("Timestamp")
          + ")";

  /** The sum of the values, or one for each time where there are none. */
  private static final String AMOUNT =
      "if(empty(Values), toInt64(length(TimestampsUnixNano)), toInt64(arraySum(Values)))";

  @Override
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("profile_id", "lower(" + table.or("ProfileId", "''") + ")");
    columns.put("type", "toString(SampleType)");
    columns.put("unit", "toString(SampleUnit)");
    columns.put("service", "toString(ServiceName)");
    columns.put("scope", table.or("ScopeName", "''"));
    columns.put("time_ns", AT);
    columns.put("value", AMOUNT);
    columns.put("functions", "CAST(FunctionNames, 'Array(String)')");
    columns.put("files", array("FileNames", "String"));
    columns.put("lines", array("LineNumbers", "Int64"));
    columns.put("mappings", array("MappingFileNames", "String"));
    columns.put("addresses", array("Addresses", "UInt64"));
    columns.put("trace_id", "lower(" + table.or("TraceId", "''") + ")");
    columns.put("span_id", "lower(" + table.or("SpanId", "''") + ")");
    columns.put("scope_version", table.or("ScopeVersion", "''"));
    columns.put("attributes", table.map("SampleAttributes"));
    columns.put("profile_attributes", table.map("ProfileAttributes"));
    columns.put("resource", table.map("ResourceAttributes"));
    columns.put("values", "Values");
    columns.put("times", "CAST(TimestampsUnixNano, 'Array(Int64)')");
    return columns;
  }

  private String array(String column, String type) {
    return "CAST(" + table.or(column, "[]") + ", 'Array(" + type + ")')";
  }

  @Override
  public @Nullable String condition(Search.Field field) {
    String key = field.key().toLowerCase(Locale.ROOT);
    return switch (key) {
      case "value" -> Source.number(field, AMOUNT, "1");
      case "profile", "profileid", "profile_id" ->
          Source.id(field, table.or("ProfileId", "''"), 32);
      case "function", "frame" ->
          field.op() == Search.Op.EXISTS
              ? "notEmpty(FunctionNames)"
              : "arrayExists(f -> " + Sql.equal("f", field.value()) + ", FunctionNames)";
      default -> Source.ids(field, key);
    };
  }

  @Override
  public @Nullable String text(String key) {
    return switch (key) {
      case "type" -> "SampleType";
      case "unit" -> "SampleUnit";
      default -> Source.common(key);
    };
  }

  @Override
  public @Nullable String tested(String key, UnaryOperator<String> test) {
    return switch (key) {
      case "profile", "profileid", "profile_id" ->
          test.apply(Source.idText(table.or("ProfileId", "''"), 32));
      case "function", "frame" -> "arrayExists(f -> " + test.apply("f") + ", FunctionNames)";
      default -> Source.idTested(key, test);
    };
  }

  @Override
  public String anywhere(UnaryOperator<String> test) {
    return "("
        + test.apply("ServiceName")
        + " OR "
        + test.apply("SampleType")
        + " OR arrayExists(f -> "
        + test.apply("f")
        + ", FunctionNames) OR "
        + Source.anyOf(table.map("SampleAttributes"), test)
        + " OR "
        + Source.anyOf(table.map("ProfileAttributes"), test)
        + ")";
  }

  @Override
  public List<String> attributes() {
    return List.of(table.map("SampleAttributes"), table.map("ProfileAttributes"));
  }

  /** The table is sorted by the time of profiles, which is not that of their samples. */
  @Override
  public String within(TimeRange range) {
    StringBuilder sql = new StringBuilder();
    if (range.fromUnixNano() != Long.MIN_VALUE) {
      sql.append(" AND ").append(AT).append(" >= ").append(Sql.number(range.fromUnixNano()));
    }
    if (range.toUnixNano() != Long.MAX_VALUE) {
      sql.append(" AND ").append(AT).append(" < ").append(Sql.number(range.toUnixNano()));
    }
    return sql.toString();
  }
}
