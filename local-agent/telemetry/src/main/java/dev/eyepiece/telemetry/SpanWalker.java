package dev.eyepiece.telemetry;

/** Walks {@code ExportTraceServiceRequest}s. For one thread. */
public final class SpanWalker extends RequestWalker<SpanBatch> {
  /** From the smallest spans that are real; a first guess, not a limit. */
  private static final int BYTES_PER_SPAN = 200;

  private static final int ATTRIBUTES_PER_SPAN = 8;

  private SpanColumns columns = new SpanColumns(0, 0);

  public SpanWalker(SymbolTable shared) {
    super(Signal.TRACES, shared, new HeaderCache());
  }

  @Override
  void begin(int length) {
    int guess = guess(length, BYTES_PER_SPAN);
    columns = new SpanColumns(guess, guess * ATTRIBUTES_PER_SPAN);
  }

  @Override
  SpanBatch batch(BatchFrame frame) {
    return new SpanBatch(frame, columns);
  }

  @Override
  void record(int limit) throws MalformedOtlpException {
    SpanColumns c = columns;
    int row = startRow(c, limit);
    int missing = Defects.TRACE_ID | Defects.SPAN_ID;
    int defects = 0;
    int previousKey = 0;
    long name = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          in.expect(tag, ProtoReader.LENGTH, "trace_id");
          missing &= ~Defects.TRACE_ID;
          defects = id(row, 16, Defects.TRACE_ID, defects, limit);
        }
        case 2 -> {
          in.expect(tag, ProtoReader.LENGTH, "span_id");
          missing &= ~Defects.SPAN_ID;
          defects = id(row, 8, Defects.SPAN_ID, defects, limit);
        }
        case 3 -> c.traceState[row] = text(tag, limit, "trace_state");
        case 4 -> {
          in.expect(tag, ProtoReader.LENGTH, "parent_span_id");
          defects = id(row, 8, Defects.PARENT_ID, defects, limit);
        }
        case 5 -> name = text(tag, limit, "name");
        case 6 -> c.kind[row] = (int) number(tag, limit, "kind");
        case 7 -> c.startUnixNano[row] = fixed64(tag, limit, "start_time_unix_nano");
        case 8 -> c.endUnixNano[row] = fixed64(tag, limit, "end_time_unix_nano");
        case 9 -> previousKey = attribute(c, tag, limit, previousKey);
        case 10 -> c.droppedAttributes[row] = (int) number(tag, limit, "dropped_attributes_count");
        case 11 -> {
          in.expect(tag, ProtoReader.LENGTH, "events");
          int length = in.length(limit);
          event(in.position + length);
          c.eventCount[row]++;
        }
        case 12 -> c.droppedEvents[row] = (int) number(tag, limit, "dropped_events_count");
        case 13 -> {
          in.expect(tag, ProtoReader.LENGTH, "links");
          int length = in.length(limit);
          defects |= link(in.position + length);
          c.linkCount[row]++;
        }
        case 14 -> c.droppedLinks[row] = (int) number(tag, limit, "dropped_links_count");
        case 15 -> {
          in.expect(tag, ProtoReader.LENGTH, "status");
          int length = in.length(limit);
          status(row, in.position + length);
        }
        case 16 -> c.flags[row] = fixed32(tag, limit, "flags");
        default -> skipUnknown(tag, limit, 4);
      }
    }
    c.name[row] = symbol(name);
    endRow(c, row, defects | missing);
  }

  /** Reads an id; answers with the defects, in which the bit is set when its length is wrong. */
  private int id(int row, int size, int bit, int defects, int limit) throws MalformedOtlpException {
    int length = in.length(limit);
    int offset = in.position;
    in.position = offset + length;
    boolean absent = length == 0 && bit == Defects.PARENT_ID;
    if (length != size && !absent) {
      return defects | bit;
    }
    long first = absent ? 0 : bigEndian(offset);
    switch (bit) {
      case Defects.TRACE_ID -> {
        columns.traceIdHigh[row] = first;
        columns.traceIdLow[row] = bigEndian(offset + 8);
      }
      case Defects.SPAN_ID -> columns.spanId[row] = first;
      default -> columns.parentSpanId[row] = first;
    }
    return defects & ~bit;
  }

  private void event(int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> fixed64(tag, limit, "event.time_unix_nano");
        case 2 -> text(tag, limit, "event.name");
        case 3 -> {
          in.expect(tag, ProtoReader.LENGTH, "event.attributes");
          int length = in.length(limit);
          values.keyValue(in.position + length, 5);
        }
        case 4 -> number(tag, limit, "event.dropped_attributes_count");
        default -> in.skip(tag, limit, 5);
      }
    }
  }

  private int link(int limit) throws MalformedOtlpException {
    int defects = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1, 2 -> {
          in.expect(tag, ProtoReader.LENGTH, "link id");
          int length = in.length(limit);
          in.position += length;
          if (length != 0 && length != (tag >>> 3 == 1 ? 16 : 8)) {
            defects = Defects.LINK_ID;
          }
        }
        case 3 -> text(tag, limit, "link.trace_state");
        case 4 -> {
          in.expect(tag, ProtoReader.LENGTH, "link.attributes");
          int length = in.length(limit);
          values.keyValue(in.position + length, 5);
        }
        case 5 -> number(tag, limit, "link.dropped_attributes_count");
        case 6 -> fixed32(tag, limit, "link.flags");
        default -> in.skip(tag, limit, 5);
      }
    }
    return defects;
  }

  private void status(int row, int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 2 -> columns.statusMessage[row] = text(tag, limit, "status.message");
        case 3 -> columns.statusCode[row] = (int) number(tag, limit, "status.code");
        default -> skipUnknown(tag, limit, 5);
      }
    }
  }
}
