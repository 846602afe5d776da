package dev.eyepiece.telemetry;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes columns of an encoded {@code ExportTraceServiceRequest} in one walk over its bytes, without
 * an object a span. Unknown fields are skipped, repeated fields that must be alone follow
 * protobuf's rules (the last one, or merged). For one thread; to be used again and again.
 *
 * <p>The batch keeps the request's bytes. Text that is not UTF-8 has its bad bytes replaced by
 * U+FFFD, which costs a second walk, and is counted.
 */
public final class SpanWalker {
  /** From the smallest spans that are real; a first guess, not a limit. */
  private static final int BYTES_PER_SPAN = 200;

  /** How many bytes of columns a byte may become; spans with their ids stay below 4. */
  private static final int MAX_GROWTH = 16;

  private final SymbolTable shared;
  private final MemoryBudget budget = new MemoryBudget(MAX_GROWTH);
  private final ProtoReader in = new ProtoReader();
  private final ValueWalker values = new ValueWalker(in);
  private final HeaderCache headers = new HeaderCache();

  /**
   * For each shared symbol the one that followed it as a key last time: keys come in the same
   * order.
   */
  private int[] following = new int[256];

  private SpanColumns columns = new SpanColumns(0, 0);
  private List<Resource> resources = List.of();
  private List<Scope> scopes = List.of();
  private BatchSymbols symbols;

  public SpanWalker(SymbolTable shared) {
    this.shared = shared;
    this.symbols = new BatchSymbols(shared);
  }

  /** Walks a request that lies in several buffers; their bytes are copied once, into the batch. */
  public SpanBatch walk(List<ByteBuffer> fragments) throws MalformedOtlpException {
    int length = 0;
    for (ByteBuffer fragment : fragments) {
      length = Math.addExact(length, fragment.remaining());
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (ByteBuffer fragment : fragments) {
      int count = fragment.remaining();
      fragment.get(fragment.position(), bytes, at, count);
      at += count;
    }
    return walk(bytes, length);
  }

  /** Walks a request; the array belongs to the batch from here on. */
  public SpanBatch walk(byte[] bytes, int length) throws MalformedOtlpException {
    SpanBatch batch = walkOnce(bytes, length, 0);
    if (values.odd) {
      OtlpRewriter rewriter = new OtlpRewriter(Signal.TRACES);
      byte[] mended = rewriter.rewrite(bytes, length);
      batch = walkOnce(mended, mended.length, rewriter.replacedText());
    }
    return batch;
  }

  private SpanBatch walkOnce(byte[] bytes, int length, int replacedText)
      throws MalformedOtlpException {
    in.bytes = bytes;
    in.position = 0;
    values.odd = false;
    budget.begin(length);
    int guess = Math.min(1 << 16, 4 + length / BYTES_PER_SPAN);
    columns = new SpanColumns(guess, guess * 8);
    resources = new ArrayList<>(4);
    scopes = new ArrayList<>(4);
    symbols = new BatchSymbols(shared);
    while (in.position < length) {
      int tag = in.tag(length);
      if (tag >>> 3 == 1) {
        in.expect(tag, ProtoReader.LENGTH, "resource_spans");
        int size = in.length(length);
        resourceSpans(in.position + size);
      } else {
        in.skip(tag, length, 1);
      }
    }
    return new SpanBatch(
        SpanBatch.NO_ID, 0, bytes, length, columns, resources, scopes, symbols, replacedText);
  }

  private void resourceSpans(int limit) throws MalformedOtlpException {
    int start = in.position;
    headers.begin();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          in.expect(tag, ProtoReader.LENGTH, "resource");
          headers.message(in, limit);
        }
        case 3 -> {
          in.expect(tag, ProtoReader.LENGTH, "schema_url");
          headers.schemaUrl(in, values.text(limit));
        }
        default -> in.skip(tag, limit, 2);
      }
    }
    int resource = resources.size();
    resources.add(headers.resource(values));
    in.position = start;
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 2) {
        in.expect(tag, ProtoReader.LENGTH, "scope_spans");
        int size = in.length(limit);
        scopeSpans(in.position + size, resource);
      } else {
        in.skip(tag, limit, 2);
      }
    }
  }

  private void scopeSpans(int limit, int resource) throws MalformedOtlpException {
    int start = in.position;
    headers.begin();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          in.expect(tag, ProtoReader.LENGTH, "scope");
          headers.message(in, limit);
        }
        case 3 -> {
          in.expect(tag, ProtoReader.LENGTH, "schema_url");
          headers.schemaUrl(in, values.text(limit));
        }
        default -> in.skip(tag, limit, 3);
      }
    }
    int scope = scopes.size();
    scopes.add(headers.scope(values));
    in.position = start;
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 2) {
        in.expect(tag, ProtoReader.LENGTH, "spans");
        int size = in.length(limit);
        budget.take(SpanColumns.ROW_BYTES, in.position);
        columns.ensureRow();
        int row = columns.size;
        columns.resource[row] = resource;
        columns.scope[row] = scope;
        span(row, in.position + size);
        columns.attributesFrom[row + 1] = columns.attributes;
        columns.size = row + 1;
      } else {
        in.skip(tag, limit, 3);
      }
    }
  }

  private void span(int row, int limit) throws MalformedOtlpException {
    SpanColumns c = columns;
    c.spanOffset[row] = in.position;
    c.spanLength[row] = limit - in.position;
    int missing = Defects.TRACE_ID | Defects.SPAN_ID;
    int defects = 0;
    int previousKey = 0;
    int nameOffset = 0;
    int nameLength = 0;
    values.unknown = false;
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
        case 3 -> {
          in.expect(tag, ProtoReader.LENGTH, "trace_state");
          c.traceState[row] = values.text(limit);
        }
        case 4 -> {
          in.expect(tag, ProtoReader.LENGTH, "parent_span_id");
          defects = id(row, 8, Defects.PARENT_ID, defects, limit);
        }
        case 5 -> {
          in.expect(tag, ProtoReader.LENGTH, "name");
          long name = values.text(limit);
          nameOffset = SpanBatch.sliceOffset(name);
          nameLength = SpanBatch.sliceLength(name);
        }
        case 6 -> {
          in.expect(tag, ProtoReader.VARINT, "kind");
          c.kind[row] = (int) in.varint(limit);
        }
        case 7 -> {
          in.expect(tag, ProtoReader.FIXED64, "start_time_unix_nano");
          c.startUnixNano[row] = in.fixed64(limit);
        }
        case 8 -> {
          in.expect(tag, ProtoReader.FIXED64, "end_time_unix_nano");
          c.endUnixNano[row] = in.fixed64(limit);
        }
        case 9 -> {
          in.expect(tag, ProtoReader.LENGTH, "attributes");
          int length = in.length(limit);
          long key = values.keyValue(in.position + length, 4);
          previousKey = attribute(key, previousKey);
        }
        case 10 -> {
          in.expect(tag, ProtoReader.VARINT, "dropped_attributes_count");
          c.droppedAttributes[row] = (int) in.varint(limit);
        }
        case 11 -> {
          in.expect(tag, ProtoReader.LENGTH, "events");
          int length = in.length(limit);
          event(in.position + length);
          c.eventCount[row]++;
        }
        case 12 -> {
          in.expect(tag, ProtoReader.VARINT, "dropped_events_count");
          c.droppedEvents[row] = (int) in.varint(limit);
        }
        case 13 -> {
          in.expect(tag, ProtoReader.LENGTH, "links");
          int length = in.length(limit);
          defects |= link(in.position + length);
          c.linkCount[row]++;
        }
        case 14 -> {
          in.expect(tag, ProtoReader.VARINT, "dropped_links_count");
          c.droppedLinks[row] = (int) in.varint(limit);
        }
        case 15 -> {
          in.expect(tag, ProtoReader.LENGTH, "status");
          int length = in.length(limit);
          status(row, in.position + length);
        }
        case 16 -> {
          in.expect(tag, ProtoReader.FIXED32, "flags");
          c.flags[row] = in.fixed32(limit);
        }
        default -> {
          values.unknown = true;
          in.skip(tag, limit, 4);
        }
      }
    }
    c.unknownFields[row] = values.unknown;
    c.name[row] = symbol(nameOffset, nameLength);
    c.defects[row] = (byte) (defects | missing);
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
    long first = absent ? 0 : Long.reverseBytes((long) LittleEndian.LONG.get(in.bytes, offset));
    switch (bit) {
      case Defects.TRACE_ID -> {
        columns.traceIdHigh[row] = first;
        columns.traceIdLow[row] =
            Long.reverseBytes((long) LittleEndian.LONG.get(in.bytes, offset + 8));
      }
      case Defects.SPAN_ID -> columns.spanId[row] = first;
      default -> columns.parentSpanId[row] = first;
    }
    return defects & ~bit;
  }

  /**
   * Appends the attribute that was walked last; answers with what its follower's hint is kept
   * under.
   */
  private int attribute(long key, int previousKey) {
    SpanColumns c = columns;
    c.ensureAttribute();
    int at = c.attributes++;
    int symbol = keySymbol(key, previousKey);
    c.attributeKey[at] = symbol;
    c.attributeType[at] = values.type;
    c.attributeBits[at] = values.bits;
    return symbol + 1;
  }

  private int keySymbol(long key, int previous) {
    int offset = SpanBatch.sliceOffset(key);
    int length = SpanBatch.sliceLength(key);
    if (previous >= 0 && previous < following.length) {
      int hint = following[previous] - 1;
      if (hint >= 0 && shared.utf8(hint).contentEquals(in.bytes, offset, length)) {
        return hint;
      }
    }
    int symbol = symbol(offset, length);
    if (symbol >= 0 && previous >= 0) {
      if (previous >= following.length) {
        following = Arrays.copyOf(following, Math.max(previous + 1, following.length * 2));
      }
      following[previous] = symbol + 1;
    }
    return symbol;
  }

  private int symbol(int offset, int length) {
    int symbol = shared.intern(in.bytes, offset, length);
    return symbol >= 0 ? symbol : symbols.intern(in.bytes, offset, length);
  }

  private void event(int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          in.expect(tag, ProtoReader.FIXED64, "event.time_unix_nano");
          in.fixed64(limit);
        }
        case 2 -> {
          in.expect(tag, ProtoReader.LENGTH, "event.name");
          values.text(limit);
        }
        case 3 -> {
          in.expect(tag, ProtoReader.LENGTH, "event.attributes");
          int length = in.length(limit);
          values.keyValue(in.position + length, 5);
        }
        case 4 -> {
          in.expect(tag, ProtoReader.VARINT, "event.dropped_attributes_count");
          in.varint(limit);
        }
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
        case 3 -> {
          in.expect(tag, ProtoReader.LENGTH, "link.trace_state");
          values.text(limit);
        }
        case 4 -> {
          in.expect(tag, ProtoReader.LENGTH, "link.attributes");
          int length = in.length(limit);
          values.keyValue(in.position + length, 5);
        }
        case 5 -> {
          in.expect(tag, ProtoReader.VARINT, "link.dropped_attributes_count");
          in.varint(limit);
        }
        case 6 -> {
          in.expect(tag, ProtoReader.FIXED32, "link.flags");
          in.fixed32(limit);
        }
        default -> in.skip(tag, limit, 5);
      }
    }
    return defects;
  }

  private void status(int row, int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 2 -> {
          in.expect(tag, ProtoReader.LENGTH, "status.message");
          columns.statusMessage[row] = values.text(limit);
        }
        case 3 -> {
          in.expect(tag, ProtoReader.VARINT, "status.code");
          columns.statusCode[row] = (int) in.varint(limit);
        }
        default -> {
          values.unknown = true;
          in.skip(tag, limit, 5);
        }
      }
    }
  }
}
