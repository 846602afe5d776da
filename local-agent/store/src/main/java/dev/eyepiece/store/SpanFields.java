package dev.eyepiece.store;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What spans have for searches. */
enum SpanFields implements SearchFields {
  INSTANCE;

  @Override
  public @Nullable String condition(Search.Field field, Asks asks) {
    String key = field.key().toLowerCase(Locale.ROOT);
    return switch (key) {
      case "duration" -> SearchSql.duration(field);
      case "status", "status.code", "statuscode" ->
          SearchSql.named(field, "status", SpanEnums.STATUS);
      case "kind", "span.kind" -> SearchSql.named(field, "kind", SpanEnums.KIND);
      case "links" -> SearchSql.count(field, "link_count");
      case "parent", "parentspanid", "parent_span_id" -> SearchSql.hex(field, "parent_id");
      case "event", "event.name" ->
          field.op() == Search.Op.EQ ? asks.name(new Asks.EventNamed(field.value())) : null;
      default -> SearchFields.id(field, key);
    };
  }

  @Override
  public @Nullable String text(String key, Asks asks) {
    return switch (key) {
      case "name", "operation", "op", "span.name" -> "name";
      case "statusmessage", "status.message", "status_message" -> "nullif(status_message, '')";
      case "event", "event.name" -> "event_text";
      case "status", "status.code", "statuscode" -> SpanEnums.sqlCase("status", SpanEnums.STATUS);
      case "kind", "span.kind" -> SpanEnums.sqlCase("kind", SpanEnums.KIND);
      default -> SearchFields.common(key, asks);
    };
  }

  @Override
  public @Nullable String match(String key, String pattern, Asks asks) {
    return switch (key) {
      case "event", "event.name" -> SearchSql.anyMatch("event_text", "chr(10)", pattern);
      case "parent", "parentspanid", "parent_span_id" ->
          SearchFields.idMatches("parent_id", pattern);
      default -> SearchFields.idMatch(key, pattern);
    };
  }

  @Override
  public String time(Search.Clock clock) {
    return clock == Search.Clock.END ? "end_ns" : "start_ns";
  }

  @Override
  public List<String> words() {
    return List.of("name", "service", "status_message", "event_text");
  }
}
