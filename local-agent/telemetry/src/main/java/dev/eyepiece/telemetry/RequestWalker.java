package dev.eyepiece.telemetry;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes columns of an encoded {@code Export...ServiceRequest} in one walk over its bytes, without
 * an object a record. Unknown fields are skipped, repeated fields that must be alone follow
 * protobuf's rules (the last one, or merged). For one thread; to be used again and again.
 *
 * <p>The batch keeps the request's bytes. Text that is not UTF-8 has its bad bytes replaced by
 * U+FFFD, which costs a second walk, and is counted.
 *
 * @param <B> the batch of the signal
 */
public abstract sealed class RequestWalker<B extends RecordBatch>
    permits SpanWalker, LogWalker, MetricWalker, ProfileWalker {
  /** How many bytes of columns a byte may become; records with their ids stay below 4. */
  private static final int MAX_GROWTH = 16;

  /** The most rows that are made room for before the first is seen. */
  private static final int MOST_GUESSED = 1 << 16;

  /** An id of no bytes. */
  static final int NO_ID = -1;

  /** An id of a wrong length. */
  static final int BAD_ID = -2;

  final ProtoReader in = new ProtoReader();
  final ValueWalker values = new ValueWalker(in);
  final MemoryBudget budget = new MemoryBudget(MAX_GROWTH);

  private final Signal signal;
  private final SymbolTable shared;
  private final HeaderCache headers;
  private List<Resource> resources = List.of();
  private List<Scope> scopes = List.of();
  private BatchSymbols symbols;

  /**
   * For each shared symbol the one that followed it as a key last time: keys come in the same
   * order.
   */
  private int[] following = new int[256];

  RequestWalker(Signal signal, SymbolTable shared, HeaderCache headers) {
    this.signal = signal;
    this.shared = shared;
    this.headers = headers;
    this.symbols = new BatchSymbols(shared);
  }

  /** A walker of a signal's requests. */
  public static RequestWalker<? extends RecordBatch> of(Signal signal, SymbolTable shared) {
    return switch (signal) {
      case TRACES -> new SpanWalker(shared);
      case LOGS -> new LogWalker(shared);
      case METRICS -> new MetricWalker(shared);
      case PROFILES -> new ProfileWalker(shared);
    };
  }

  /** Makes columns for a request of that length. */
  abstract void begin(int length) throws MalformedOtlpException;

  /** Walks the record of a scope that ends at the limit: span, log record, metric or profile. */
  abstract void record(int limit) throws MalformedOtlpException;

  /** The batch of what was walked. */
  abstract B batch(BatchFrame frame);

  /** Walks a request that lies in several buffers; their bytes are copied once, into the batch. */
  public final B walk(List<ByteBuffer> fragments) throws MalformedOtlpException {
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
  public final B walk(byte[] bytes, int length) throws MalformedOtlpException {
    B batch = walkOnce(bytes, length, 0);
    if (values.odd) {
      OtlpRewriter rewriter = new OtlpRewriter(signal);
      byte[] mended = rewriter.rewrite(bytes, length);
      batch = walkOnce(mended, mended.length, rewriter.replacedText());
    }
    return batch;
  }

  /** How many rows to make room for. */
  static int guess(int length, int bytesPerRow) {
    return Math.min(MOST_GUESSED, 4 + length / bytesPerRow);
  }

  private B walkOnce(byte[] bytes, int length, int replacedText) throws MalformedOtlpException {
    in.bytes = bytes;
    in.position = 0;
    values.odd = false;
    values.stray = false;
    budget.begin(length);
    resources = new ArrayList<>(4);
    scopes = new ArrayList<>(4);
    symbols = new BatchSymbols(shared);
    begin(length);
    while (in.position < length) {
      int tag = in.tag(length);
      if (tag >>> 3 == 1) {
        in.expect(tag, ProtoReader.LENGTH, "resource group");
        int size = in.length(length);
        resourceGroup(in.position + size);
      } else {
        in.skip(tag, length, 1);
      }
    }
    return batch(
        new BatchFrame(
            RecordBatch.NO_ID,
            0,
            bytes,
            length,
            resources,
            scopes,
            symbols,
            replacedText,
            values.stray));
  }

  private void resourceGroup(int limit) throws MalformedOtlpException {
    int start = in.position;
    header(limit, "resource", 2);
    resources.add(headers.resource(values));
    in.position = start;
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 2) {
        in.expect(tag, ProtoReader.LENGTH, "scope group");
        int size = in.length(limit);
        scopeGroup(in.position + size);
      } else {
        in.skip(tag, limit, 2);
      }
    }
  }

  private void scopeGroup(int limit) throws MalformedOtlpException {
    int start = in.position;
    header(limit, "scope", 3);
    scopes.add(headers.scope(values));
    in.position = start;
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 2) {
        in.expect(tag, ProtoReader.LENGTH, "records");
        int size = in.length(limit);
        record(in.position + size);
      } else {
        in.skip(tag, limit, 3);
      }
    }
  }

  /** Gathers the resource or scope of a group and its schema URL; what else there is waits. */
  private void header(int limit, String name, int depth) throws MalformedOtlpException {
    headers.begin();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          in.expect(tag, ProtoReader.LENGTH, name);
          headers.message(in, limit);
        }
        case 3 -> {
          in.expect(tag, ProtoReader.LENGTH, "schema_url");
          headers.schemaUrl(in, values.text(limit));
        }
        default -> in.skip(tag, limit, depth);
      }
    }
  }

  /** The group's resource, as an index. */
  final int resource() {
    return resources.size() - 1;
  }

  /** The group's scope, as an index. */
  final int scope() {
    return scopes.size() - 1;
  }

  /** Makes the row of the record that lies between the position and the limit. */
  final int startRow(RecordColumns<?> columns, int limit) throws MalformedOtlpException {
    budget.take(columns.rowBytes(), in.position);
    columns.ensureRow();
    int row = columns.size;
    columns.resource[row] = resource();
    columns.scope[row] = scope();
    columns.recordOffset[row] = in.position;
    columns.recordLength[row] = limit - in.position;
    values.unknown = false;
    return row;
  }

  final void endRow(RecordColumns<?> columns, int row, int defects) {
    columns.unknownFields[row] = values.unknown;
    columns.defects[row] = (short) defects;
    columns.attributesFrom[row + 1] = columns.attributes;
    columns.size = row + 1;
  }

  final void skipUnknown(int tag, int limit, int depth) throws MalformedOtlpException {
    values.unknown = true;
    in.skip(tag, limit, depth);
  }

  /**
   * Walks the attribute of a field and appends it.
   *
   * @param previousKey what this method gave for the attribute before, 0 for a first one
   */
  final int attribute(RecordColumns<?> columns, int tag, int limit, int previousKey)
      throws MalformedOtlpException {
    in.expect(tag, ProtoReader.LENGTH, "attributes");
    int length = in.length(limit);
    long key = values.keyValue(in.position + length, 4);
    columns.ensureAttribute();
    int at = columns.attributes++;
    int symbol = keySymbol(key, previousKey);
    columns.attributeKey[at] = symbol;
    columns.attributeType[at] = values.type;
    columns.attributeBits[at] = values.bits;
    return symbol + 1;
  }

  private int keySymbol(long key, int previous) {
    int offset = RecordBatch.sliceOffset(key);
    int length = RecordBatch.sliceLength(key);
    if (previous >= 0 && previous < following.length) {
      int hint = following[previous] - 1;
      if (hint >= 0 && shared.utf8(hint).contentEquals(in.bytes, offset, length)) {
        return hint;
      }
    }
    int symbol = symbol(key);
    if (symbol >= 0 && previous >= 0) {
      if (previous >= following.length) {
        following = Arrays.copyOf(following, Math.max(previous + 1, following.length * 2));
      }
      following[previous] = symbol + 1;
    }
    return symbol;
  }

  /** The symbol of a slice's text. */
  final int symbol(long slice) {
    int offset = RecordBatch.sliceOffset(slice);
    int length = RecordBatch.sliceLength(slice);
    int symbol = shared.intern(in.bytes, offset, length);
    return symbol >= 0 ? symbol : symbols.intern(in.bytes, offset, length);
  }

  final long text(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.LENGTH, field);
    return values.text(limit);
  }

  final long number(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.VARINT, field);
    return in.varint(limit);
  }

  final long fixed64(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.FIXED64, field);
    return in.fixed64(limit);
  }

  final int fixed32(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.FIXED32, field);
    return in.fixed32(limit);
  }

  final int messageEnd(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.LENGTH, field);
    int length = in.length(limit);
    return in.position + length;
  }

  /**
   * Moves over an id and answers where it starts, or {@link #NO_ID} or {@link #BAD_ID} by its
   * length.
   */
  final int id(int tag, int limit, int size, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.LENGTH, field);
    int length = in.length(limit);
    int offset = in.position;
    in.position = offset + length;
    return length == size ? offset : length == 0 ? NO_ID : BAD_ID;
  }

  /** The defects with a bit set or cleared by what {@link #id} found: the last id counts. */
  static int mark(int id, int bit, int defects) {
    return id == BAD_ID ? defects | bit : defects & ~bit;
  }

  /** Eight bytes of an id. */
  final long bigEndian(int offset) {
    return Long.reverseBytes((long) LittleEndian.LONG.get(in.bytes, offset));
  }
}
