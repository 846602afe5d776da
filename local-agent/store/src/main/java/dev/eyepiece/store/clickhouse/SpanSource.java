package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Quantity;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.store.TimeRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Spans. */
record SpanSource(Table table) implements Source {
  private static final String ROOT = "ParentSpanId IN ('', '0000000000000000')";

  /** Older exporters wrote the names of the protocol's own enums. */
  private static final String KIND =
      Sql.code("replaceOne(toString(SpanKind), 'SPAN_KIND_', '')", SpanEnums.KIND);

  private static final String STATUS =
      Sql.code("replaceOne(toString(StatusCode), 'STATUS_CODE_', '')", SpanEnums.STATUS);

  @Override
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("trace_id", "lower(TraceId)");
    columns.put("span_id", "lower(SpanId)");
    columns.put("parent_span_id", "if(" + ROOT + ", '', lower(ParentSpanId))");
    columns.put("name", "toString(SpanName)");
    columns.put("service", "toString(ServiceName)");
    columns.put("scope", table.or("ScopeName", "''"));
    columns.put("kind", KIND);
    columns.put("status", STATUS);
    columns.put("status_message", table.or("StatusMessage", "''"));
    columns.put("start_ns", Sql.nanos("Timestamp"));
    columns.put("end_ns", Sql.nanos("Timestamp") + " + toInt64(Duration)");
    columns.put("event_count", "toInt64(length(`Events.Name`))");
    columns.put("link_count", "toInt64(length(`Links.TraceId`))");
    columns.put("scope_version", table.or("ScopeVersion", "''"));
    columns.put("trace_state", table.or("TraceState", "''"));
    columns.put("attributes", table.map("SpanAttributes"));
    columns.put("resource", table.map("ResourceAttributes"));
    columns.put("event_times", "arrayMap(t -> " + Sql.nanos("t") + ", `Events.Timestamp`)");
    columns.put("event_names", "`Events.Name`");
    columns.put("event_attributes", table.maps("Events.Attributes"));
    columns.put("link_traces", "`Links.TraceId`");
    columns.put("link_spans", "`Links.SpanId`");
    columns.put("link_states", "`Links.TraceState`");
    columns.put("link_attributes", table.maps("Links.Attributes"));
    return columns;
  }

  @Override
  public @Nullable String condition(Search.Field field) {
    String key = field.key().toLowerCase(Locale.ROOT);
    return switch (key) {
      case "duration" ->
          field.op() == Search.Op.EXISTS
              ? "1"
              : "toInt64(Duration) "
                  + Sql.symbol(field.op())
                  + " "
                  + Sql.number(Quantity.parseDuration(field.value()));
      case "status", "status.code", "statuscode" -> named(field, STATUS, SpanEnums.STATUS);
      case "kind", "span.kind" -> named(field, KIND, SpanEnums.KIND);
      case "links" ->
          Source.number(field, "length(`Links.TraceId`)", "length(`Links.TraceId`) > 0");
      case "parent", "parentspanid", "parent_span_id" -> Source.id(field, "ParentSpanId", 16);
      case "event", "event.name" ->
          field.op() == Search.Op.EQ ? anyEvent(text -> Sql.equal(text, field.value())) : null;
      default -> Source.ids(field, key);
    };
  }

  private static @Nullable String named(Search.Field field, String column, List<String> names) {
    if (field.op() == Search.Op.EXISTS) {
      return column + " <> 0";
    }
    if (Sql.isPattern(field)) {
      return null;
    }
    int code = SpanEnums.code(names, field.value());
    return code < 0 ? "0" : column + " " + Sql.symbol(field.op()) + " " + code;
  }

  /** The names of the events and the texts among their attributes, a line for each. */
  private String events() {
    return "arrayStringConcat(arrayMap((n, m) -> concat(n, '\\n', arrayStringConcat(mapValues(m),"
        + " '\\n')), `Events.Name`, "
        + table.maps("Events.Attributes")
        + "), '\\n')";
  }

  /** Whether any of the names of the events and the texts among their attributes passes. */
  private String anyEvent(UnaryOperator<String> test) {
    return "(arrayExists(n -> "
        + test.apply("n")
        + ", `Events.Name`) OR arrayExists(m -> "
        + Source.anyOf("m", test)
        + ", "
        + table.maps("Events.Attributes")
        + "))";
  }

  @Override
  public @Nullable String text(String key) {
    return switch (key) {
      case "name", "operation", "op", "span.name" -> "SpanName";
      case "statusmessage", "status.message", "status_message" ->
          "nullIf(" + table.or("StatusMessage", "''") + ", '')";
      case "event", "event.name" -> "nullIf(" + events() + ", '')";
      case "status", "status.code", "statuscode" -> name(STATUS, SpanEnums.STATUS);
      case "kind", "span.kind" -> name(KIND, SpanEnums.KIND);
      default -> Source.common(key);
    };
  }

  /** The name of a code. */
  static String name(String code, List<String> names) {
    String texts = String.join(", ", names.stream().map(Sql::literal).toList());
    return "[" + texts + "][" + code + " + 1]";
  }

  @Override
  public @Nullable String tested(String key, UnaryOperator<String> test) {
    return switch (key) {
      case "parent", "parentspanid", "parent_span_id" ->
          test.apply(Source.idText("ParentSpanId", 16));
      case "event", "event.name" -> anyEvent(test);
      default -> Source.idTested(key, test);
    };
  }

  @Override
  public String time(Search.Clock clock) {
    return Sql.nanos("Timestamp") + (clock == Search.Clock.END ? " + toInt64(Duration)" : "");
  }

  @Override
  public String anywhere(UnaryOperator<String> test) {
    return "("
        + test.apply("SpanName")
        + " OR "
        + test.apply("ServiceName")
        + " OR "
        + test.apply(table.or("StatusMessage", "''"))
        + " OR "
        + Source.anyOf(table.map("SpanAttributes"), test)
        + " OR "
        + anyEvent(test)
        + ")";
  }

  @Override
  public List<String> attributes() {
    return List.of(table.map("SpanAttributes"));
  }

  @Override
  public String within(TimeRange range) {
    return Source.between("Timestamp", table.isDateTime64("Timestamp"), range);
  }
}
