package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whole spans. */
final class SpanAnswers {
  private static final List<String> COLUMNS =
      List.of(
          "trace_id",
          "span_id",
          "parent_span_id",
          "name",
          "scope",
          "kind",
          "status",
          "status_message",
          "start_ns",
          "end_ns",
          "scope_version",
          "trace_state",
          "attributes",
          "resource",
          "event_times",
          "event_names",
          "event_attributes",
          "link_traces",
          "link_spans",
          "link_states",
          "link_attributes");

  private final Relation relation;

  SpanAnswers(Relation relation) {
    this.relation = relation;
  }

  /** Oldest start first. */
  void stream(Search search, TimeRange range, long limit, Consumer<SpanRecord> sink)
      throws StoreException {
    if (!relation.isEmpty()) {
      relation
          .asker()
          .query(
              "SELECT * FROM "
                  + relation.matching(COLUMNS, search, range)
                  + " ORDER BY start_ns, trace_id, span_id"
                  + Relation.limit(limit),
              row -> sink.accept(span(row)));
    }
  }

  private static SpanRecord span(Row row) {
    Span span = new Span();
    TraceId trace = Texts.traceId(row.text(1));
    span.setTraceId(trace.high(), trace.low());
    span.setSpanId(Texts.spanId(row.text(2)));
    span.setParentSpanId(Texts.spanId(row.text(3)));
    span.setName(Utf8.of(row.text(4)));
    span.setKind((int) row.number(6));
    span.setStatusCode((int) row.number(7));
    span.setStatusMessage(Utf8.of(row.text(8)));
    span.setStartUnixNano(row.number(9));
    span.setEndUnixNano(row.number(10));
    span.setTraceState(Utf8.of(row.text(12)));
    span.setAttributes(Texts.attributes(row.map(13)));
    events(row, span);
    links(row, span);
    return new SpanRecord(
        Texts.resource(row.map(14), ""),
        Texts.scope(row.text(5), row.text(11), new Attributes(), ""),
        span);
  }

  private static void events(Row row, Span span) {
    long[] times = row.numbers(15);
    List<String> names = row.texts(16);
    List<Map<?, ?>> attributes = row.maps(17);
    for (int i = 0; i < times.length; i++) {
      span.events()
          .add(
              new SpanEvent(
                  times[i], Utf8.of(names.get(i)), Texts.attributes(attributes.get(i)), 0));
    }
  }

  private static void links(Row row, Span span) {
    List<String> traces = row.texts(18);
    List<String> spans = row.texts(19);
    List<String> states = row.texts(20);
    List<Map<?, ?>> attributes = row.maps(21);
    for (int i = 0; i < traces.size(); i++) {
      TraceId trace = Texts.traceId(traces.get(i));
      span.links()
          .add(
              new SpanLink(
                  trace.high(),
                  trace.low(),
                  Texts.spanId(spans.get(i)),
                  Utf8.of(states.get(i)),
                  Texts.attributes(attributes.get(i)),
                  0,
                  0));
    }
  }
}
