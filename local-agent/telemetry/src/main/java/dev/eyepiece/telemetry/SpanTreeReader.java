package dev.eyepiece.telemetry;

/** Decodes encoded spans into trees. For one thread. */
final class SpanTreeReader extends RequestReader<Span> {
  SpanTreeReader(byte[] bytes) {
    super(Signal.TRACES, bytes);
  }

  /** Reads the encoded span that lies between two offsets. */
  Span span(int offset, int limit) throws MalformedOtlpException {
    in.position = offset;
    return record(limit);
  }

  @Override
  Span record(int limit) throws MalformedOtlpException {
    Span span = new Span();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          byte[] id = opaque(tag, limit, 16, "trace_id");
          span.setTraceId(bigEndian(id, 0), bigEndian(id, 8));
        }
        case 2 -> span.setSpanId(bigEndian(opaque(tag, limit, 8, "span_id"), 0));
        case 3 -> span.setTraceState(text(tag, limit, "trace_state"));
        case 4 -> span.setParentSpanId(bigEndian(opaque(tag, limit, 8, "parent_span_id"), 0));
        case 5 -> span.setName(text(tag, limit, "name"));
        case 6 -> span.setKind((int) number(tag, limit, "kind"));
        case 7 -> span.setStartUnixNano(fixed64(tag, limit, "start_time_unix_nano"));
        case 8 -> span.setEndUnixNano(fixed64(tag, limit, "end_time_unix_nano"));
        case 9 -> attribute(tag, limit, span.attributes());
        case 10 -> span.setDroppedAttributesCount((int) number(tag, limit, "dropped"));
        case 11 -> span.events().add(event(messageEnd(tag, limit, "events")));
        case 12 -> span.setDroppedEventsCount((int) number(tag, limit, "dropped"));
        case 13 -> span.links().add(link(messageEnd(tag, limit, "links")));
        case 14 -> span.setDroppedLinksCount((int) number(tag, limit, "dropped"));
        case 15 -> status(span, messageEnd(tag, limit, "status"));
        case 16 -> span.setFlags(fixed32(tag, limit, "flags"));
        default -> in.skip(tag, limit, 4);
      }
    }
    return span;
  }

  private void status(Span span, int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 2 -> span.setStatusMessage(text(tag, limit, "status.message"));
        case 3 -> span.setStatusCode((int) number(tag, limit, "status.code"));
        default -> in.skip(tag, limit, 5);
      }
    }
  }

  private SpanEvent event(int limit) throws MalformedOtlpException {
    long time = 0;
    Utf8 name = Utf8.EMPTY;
    Attributes attributes = new Attributes();
    int dropped = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> time = fixed64(tag, limit, "event.time_unix_nano");
        case 2 -> name = text(tag, limit, "event.name");
        case 3 -> attribute(tag, limit, attributes);
        case 4 -> dropped = (int) number(tag, limit, "event.dropped_attributes_count");
        default -> in.skip(tag, limit, 5);
      }
    }
    return new SpanEvent(time, name, attributes, dropped);
  }

  private SpanLink link(int limit) throws MalformedOtlpException {
    byte[] trace = new byte[16];
    long spanId = 0;
    Utf8 state = Utf8.EMPTY;
    Attributes attributes = new Attributes();
    int dropped = 0;
    int flags = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> trace = opaque(tag, limit, 16, "link.trace_id");
        case 2 -> spanId = bigEndian(opaque(tag, limit, 8, "link.span_id"), 0);
        case 3 -> state = text(tag, limit, "link.trace_state");
        case 4 -> attribute(tag, limit, attributes);
        case 5 -> dropped = (int) number(tag, limit, "link.dropped_attributes_count");
        case 6 -> flags = fixed32(tag, limit, "link.flags");
        default -> in.skip(tag, limit, 5);
      }
    }
    return new SpanLink(
        bigEndian(trace, 0), bigEndian(trace, 8), spanId, state, attributes, dropped, flags);
  }
}
