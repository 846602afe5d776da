package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.SpanRecord;
import java.util.List;

/** How spans are written. */
final class SpanColumns {
  static final Columns<SpanRecord> ALL =
      new Columns<SpanRecord>()
          .scoped(SpanRecord::resource, SpanRecord::scope)
          .time("Timestamp", r -> r.span().startUnixNano())
          .text("TraceId", r -> r.span().traceId().toString())
          .text("SpanId", r -> Written.spanId(r.span().spanId()))
          .text("ParentSpanId", r -> Written.spanId(r.span().parentSpanId()))
          .utf8("TraceState", r -> r.span().traceState())
          .utf8("SpanName", r -> r.span().name())
          .text("SpanKind", r -> word(SpanEnums.KIND, r.span().kind()))
          .add("SpanAttributes", (out, r) -> Written.map(out, r.span().attributes()))
          .int64("Duration", r -> r.span().durationNano())
          .text("StatusCode", r -> word(SpanEnums.STATUS, r.span().statusCode()))
          .utf8("StatusMessage", r -> r.span().statusMessage())
          .times("Events.Timestamp", r -> times(r.span()))
          .add("Events.Name", (out, r) -> out.array(events(r), (o, e) -> o.text(e.name().shared())))
          .add(
              "Events.Attributes",
              (out, r) -> out.array(events(r), (o, e) -> Written.map(o, e.attributes())))
          .add(
              "Links.TraceId",
              (out, r) ->
                  out.array(
                      links(r), (o, l) -> o.text(Written.traceId(l.traceIdHigh(), l.traceIdLow()))))
          .add(
              "Links.SpanId",
              (out, r) -> out.array(links(r), (o, l) -> o.text(Written.spanId(l.spanId()))))
          .add(
              "Links.TraceState",
              (out, r) -> out.array(links(r), (o, l) -> o.text(l.traceState().shared())))
          .add(
              "Links.Attributes",
              (out, r) -> out.array(links(r), (o, l) -> Written.map(o, l.attributes())));

  private SpanColumns() {}

  /** The collector's word: the name with a capital letter; unspecified for a number of no name. */
  private static String word(List<String> names, int code) {
    String name = names.get(code >= 0 && code < names.size() ? code : 0);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static List<SpanEvent> events(SpanRecord record) {
    return record.span().events();
  }

  private static List<SpanLink> links(SpanRecord record) {
    return record.span().links();
  }

  private static long[] times(Span span) {
    return span.events().stream().mapToLong(SpanEvent::timeUnixNano).toArray();
  }
}
