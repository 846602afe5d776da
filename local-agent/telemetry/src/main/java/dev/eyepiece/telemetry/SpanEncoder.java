package dev.eyepiece.telemetry;

/** Writes spans (opentelemetry-proto, {@code trace.proto}). For one thread. */
final class SpanEncoder extends TreeEncoder<Span> {
  SpanEncoder(SizedWriter out) {
    super(out);
  }

  @Override
  void record(Span span) {
    out.traceId(1, span.traceIdHigh(), span.traceIdLow());
    out.spanId(2, span.spanId());
    out.text(3, span.traceState());
    out.spanId(4, span.parentSpanId());
    out.text(5, span.name());
    out.varint(6, span.kind());
    out.fixed64(7, span.startUnixNano());
    out.fixed64(8, span.endUnixNano());
    attributes(9, span.attributes());
    out.varint(10, Integer.toUnsignedLong(span.droppedAttributesCount()));
    for (SpanEvent event : span.events()) {
      event(event);
    }
    out.varint(12, Integer.toUnsignedLong(span.droppedEventsCount()));
    for (SpanLink link : span.links()) {
      link(link);
    }
    out.varint(14, Integer.toUnsignedLong(span.droppedLinksCount()));
    if (span.statusCode() != 0 || !span.statusMessage().isEmpty()) {
      int status = out.begin(15);
      out.text(2, span.statusMessage());
      out.varint(3, span.statusCode());
      out.end(status, 15);
    }
    out.fixed32(16, span.flags());
  }

  private void event(SpanEvent event) {
    int message = out.begin(11);
    out.fixed64(1, event.timeUnixNano());
    out.text(2, event.name());
    attributes(3, event.attributes());
    out.varint(4, Integer.toUnsignedLong(event.droppedAttributesCount()));
    out.end(message, 11);
  }

  private void link(SpanLink link) {
    int message = out.begin(13);
    out.traceId(1, link.traceIdHigh(), link.traceIdLow());
    out.spanId(2, link.spanId());
    out.text(3, link.traceState());
    attributes(4, link.attributes());
    out.varint(5, Integer.toUnsignedLong(link.droppedAttributesCount()));
    out.fixed32(6, link.flags());
    out.end(message, 13);
  }
}
