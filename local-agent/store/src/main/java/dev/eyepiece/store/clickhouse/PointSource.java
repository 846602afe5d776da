package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.MetricType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The data points of one kind of metrics, which have a table of their own. */
record PointSource(Table table, MetricType type) implements Source {
  private static final List<String> TEMPORALITY = List.of("unspecified", "delta", "cumulative");
  private static final String NO_COUNTS = "CAST([], 'Array(UInt64)')";
  private static final String NO_REALS = "CAST([], 'Array(Float64)')";

  private boolean isNumber() {
    return type == MetricType.GAUGE || type == MetricType.SUM;
  }

  /** A point without a value says so in its flags; the column has a zero then. */
  private String value() {
    return isNumber()
        ? "if(bitAnd(Flags, 1) = 1, NULL, toNullable(Value))"
        : "CAST(NULL, 'Nullable(Float64)')";
  }

  private String sum() {
    return isNumber() ? "CAST(NULL, 'Nullable(Float64)')" : "toNullable(Sum)";
  }

  private String count() {
    return isNumber() ? "CAST(NULL, 'Nullable(Int64)')" : "toNullable(toInt64(Count))";
  }

  private String temporality() {
    return "toInt64(" + table.or("AggregationTemporality", "0") + ")";
  }

  private String monotonic() {
    return "toInt64(" + table.or("IsMonotonic", "0") + ")";
  }

  private String kind() {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private String series() {
    return "reinterpretAsInt64(sipHash64('"
        + kind()
        + "', toString(ServiceName), toString(MetricName), MetricUnit, "
        + temporality()
        + ", "
        + monotonic()
        + ", toString(Attributes), toString(ResourceAttributes), "
        + table.or("ScopeName", "''")
        + "))";
  }

  @Override
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("name", "toString(MetricName)");
    columns.put("type", Sql.literal(kind()));
    columns.put("unit", "MetricUnit");
    columns.put("temporality", SpanSource.name(temporality(), TEMPORALITY));
    columns.put("monotonic", "if(" + monotonic() + " = 1, 'true', 'false')");
    columns.put("service", "toString(ServiceName)");
    columns.put("scope", table.or("ScopeName", "''"));
    columns.put("time_ns", Sql.nanos("TimeUnix"));
    columns.put("start_ns", Sql.nanos(table.or("StartTimeUnix", "toDateTime(0)")));
    columns.put("value", value());
    columns.put("count", count());
    columns.put("sum", sum());
    columns.put("exemplar_count", exemplars("Value", "toInt64(length(%s))", "toInt64(0)"));
    columns.put("series", series());
    columns.put("description", table.or("MetricDescription", "''"));
    columns.put("flags", "toInt64(Flags)");
    columns.put("temporality_code", temporality());
    columns.put("scope_version", table.or("ScopeVersion", "''"));
    columns.put("resource_schema", table.or("ResourceSchemaUrl", "''"));
    columns.put("scope_schema", table.or("ScopeSchemaUrl", "''"));
    columns.put("attributes", table.map("Attributes"));
    columns.put("resource", table.map("ResourceAttributes"));
    columns.put("min", table.or("Min", "toFloat64(0)"));
    columns.put("max", table.or("Max", "toFloat64(0)"));
    columns.put("bucket_counts", table.or("BucketCounts", NO_COUNTS));
    columns.put("bounds", table.or("ExplicitBounds", NO_REALS));
    columns.put("scale", "toInt64(" + table.or("Scale", "0") + ")");
    columns.put("zero_count", "toInt64(" + table.or("ZeroCount", "0") + ")");
    columns.put("positive_offset", "toInt64(" + table.or("PositiveOffset", "0") + ")");
    columns.put("positive_counts", table.or("PositiveBucketCounts", NO_COUNTS));
    columns.put("negative_offset", "toInt64(" + table.or("NegativeOffset", "0") + ")");
    columns.put("negative_counts", table.or("NegativeBucketCounts", NO_COUNTS));
    columns.put("quantiles", table.or("ValueAtQuantiles.Quantile", NO_REALS));
    columns.put("quantile_values", table.or("ValueAtQuantiles.Value", NO_REALS));
    columns.put(
        "exemplar_times",
        exemplars(
            "TimeUnix", "arrayMap(t -> " + Sql.nanos("t") + ", %s)", "CAST([], 'Array(Int64)')"));
    columns.put("exemplar_values", exemplars("Value", "%s", NO_REALS));
    columns.put("exemplar_spans", exemplars("SpanId", "%s", "CAST([], 'Array(String)')"));
    columns.put("exemplar_traces", exemplars("TraceId", "%s", "CAST([], 'Array(String)')"));
    columns.put(
        "exemplar_attributes",
        "CAST(" + table.maps("Exemplars.FilteredAttributes") + ", 'Array(Map(String, String))')");
    return columns;
  }

  private String exemplars(String part, String with, String otherwise) {
    String column = "Exemplars." + part;
    return table.has(column) ? with.replace("%s", Sql.name(column)) : otherwise;
  }

  @Override
  public @Nullable String condition(Search.Field field) {
    return switch (field.key().toLowerCase(Locale.ROOT)) {
      case "value" -> Source.number(field, value(), value() + " IS NOT NULL");
      case "count" -> Source.number(field, count(), count() + " IS NOT NULL");
      case "sum" -> Source.number(field, sum(), sum() + " IS NOT NULL");
      case "exemplars" -> {
        String many = exemplars("Value", "length(%s)", "0");
        yield Source.number(field, many, many + " > 0");
      }
      default -> null;
    };
  }

  @Override
  public @Nullable String text(String key) {
    return switch (key) {
      case "name", "metric", "metric.name" -> "MetricName";
      case "unit" -> "MetricUnit";
      case "type" -> Sql.literal(kind());
      case "temporality" -> SpanSource.name(temporality(), TEMPORALITY);
      case "monotonic" -> "if(" + monotonic() + " = 1, 'true', 'false')";
      default -> Source.common(key);
    };
  }

  @Override
  public @Nullable String tested(String key, UnaryOperator<String> test) {
    return null;
  }

  @Override
  public @Nullable String time(Search.Clock clock) {
    return clock == Search.Clock.START && table.has("StartTimeUnix")
        ? "nullIf(" + Sql.nanos("StartTimeUnix") + ", 0)"
        : null;
  }

  @Override
  public String anywhere(UnaryOperator<String> test) {
    return "("
        + test.apply("MetricName")
        + " OR "
        + test.apply("ServiceName")
        + " OR "
        + Source.anyOf(table.map("Attributes"), test)
        + ")";
  }

  @Override
  public List<String> attributes() {
    return List.of(table.map("Attributes"));
  }

  @Override
  public String within(TimeRange range) {
    return Source.between("TimeUnix", table.isDateTime64("TimeUnix"), range);
  }
}
