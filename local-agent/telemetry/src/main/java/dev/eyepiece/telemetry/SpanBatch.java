package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The spans of one OTLP request as columns: primitive arrays over the request's own bytes. Text and
 * opaque values are slices of {@link #bytes()}; keys and span names are interned numbers of {@link
 * #symbols()}. Immutable; safe for use by several threads.
 *
 * <p>A slice is one {@code long}: the offset in the high 32 bits, the length in the low 32, see
 * {@link #sliceOffset} and {@link #sliceLength}. All text is well-formed UTF-8: the walker has
 * replaced what was not and counted it.
 */
public final class SpanBatch implements TelemetryData {
  /** The id of a batch that no journal has taken yet. */
  public static final long NO_ID = -1;

  private final long id;
  private final long arrivedUnixNano;
  private final byte[] bytes;
  private final int length;
  private final SpanColumns columns;
  private final List<Resource> resources;
  private final List<Scope> scopes;
  private final Symbols symbols;
  private final int replacedText;

  SpanBatch(
      long id,
      long arrivedUnixNano,
      byte[] bytes,
      int length,
      SpanColumns columns,
      List<Resource> resources,
      List<Scope> scopes,
      Symbols symbols,
      int replacedText) {
    this.id = id;
    this.arrivedUnixNano = arrivedUnixNano;
    this.bytes = bytes;
    this.length = length;
    this.columns = columns;
    this.resources = List.copyOf(resources);
    this.scopes = List.copyOf(scopes);
    this.symbols = symbols;
    this.replacedText = replacedText;
  }

  /**
   * The same columns under the id that the journal gave: ids grow with each batch of a data folder.
   */
  public SpanBatch withId(long newId, long newArrivedUnixNano) {
    return new SpanBatch(
        newId,
        newArrivedUnixNano,
        bytes,
        length,
        columns,
        resources,
        scopes,
        symbols,
        replacedText);
  }

  /** The batch without some rows, over the same bytes. */
  public SpanBatch without(BitSet rows) {
    return new SpanBatch(
        id,
        arrivedUnixNano,
        bytes,
        length,
        columns.without(rows),
        resources,
        scopes,
        symbols,
        replacedText);
  }

  public static int sliceOffset(long slice) {
    return (int) (slice >>> 32);
  }

  public static int sliceLength(long slice) {
    return (int) slice;
  }

  @Override
  public Signal signal() {
    return Signal.TRACES;
  }

  @Override
  public int size() {
    return columns.size;
  }

  @Override
  public long retainedBytes() {
    return bytes.length + columns.retainedBytes();
  }

  /** Journal position, growing with arrival; {@link #NO_ID} before the journal took the batch. */
  public long id() {
    return id;
  }

  /** When the request was taken, nanoseconds since 1970. */
  public long arrivedUnixNano() {
    return arrivedUnixNano;
  }

  /**
   * The encoded {@code ExportTraceServiceRequest}, from 0 to {@link #length()}; not to be changed.
   */
  public byte[] bytes() {
    return bytes;
  }

  /** How many of {@link #bytes()} are the request. */
  public int length() {
    return length;
  }

  public Symbols symbols() {
    return symbols;
  }

  /** How many texts were not UTF-8 and had bytes replaced by U+FFFD. */
  public int replacedText() {
    return replacedText;
  }

  public List<Resource> resources() {
    return resources;
  }

  public List<Scope> scopes() {
    return scopes;
  }

  /** Where the encoded {@code Span} message of a row starts in {@link #bytes()}. */
  public int spanOffset(int row) {
    return columns.spanOffset[row];
  }

  public int spanLength(int row) {
    return columns.spanLength[row];
  }

  public long traceIdHigh(int row) {
    return columns.traceIdHigh[row];
  }

  public long traceIdLow(int row) {
    return columns.traceIdLow[row];
  }

  public long spanId(int row) {
    return columns.spanId[row];
  }

  /** Zero when the span has no parent. */
  public long parentSpanId(int row) {
    return columns.parentSpanId[row];
  }

  public long startUnixNano(int row) {
    return columns.startUnixNano[row];
  }

  public long endUnixNano(int row) {
    return columns.endUnixNano[row];
  }

  public long durationNano(int row) {
    return columns.endUnixNano[row] - columns.startUnixNano[row];
  }

  /** Symbol of the span's name. */
  public int name(int row) {
    return columns.name[row];
  }

  public int kind(int row) {
    return columns.kind[row];
  }

  public int statusCode(int row) {
    return columns.statusCode[row];
  }

  public int flags(int row) {
    return columns.flags[row];
  }

  /** Slice of text. */
  public long statusMessage(int row) {
    return columns.statusMessage[row];
  }

  /** Slice of text. */
  public long traceState(int row) {
    return columns.traceState[row];
  }

  public int droppedAttributesCount(int row) {
    return columns.droppedAttributes[row];
  }

  public int droppedEventsCount(int row) {
    return columns.droppedEvents[row];
  }

  public int droppedLinksCount(int row) {
    return columns.droppedLinks[row];
  }

  public int eventCount(int row) {
    return columns.eventCount[row];
  }

  public int linkCount(int row) {
    return columns.linkCount[row];
  }

  /** Index into {@link #resources()}. */
  public int resource(int row) {
    return columns.resource[row];
  }

  /** Index into {@link #scopes()}. */
  public int scope(int row) {
    return columns.scope[row];
  }

  /** Bits of {@link Defects}, 0 for a sound span. */
  public int defects(int row) {
    return columns.defects[row];
  }

  /** Whether the row's bytes hold fields, at any depth, that columns and trees do not know. */
  public boolean hasUnknownFields(int row) {
    return columns.unknownFields[row];
  }

  /** First attribute of a row; attributes of a row are contiguous, in wire order. */
  public int attributesFrom(int row) {
    return columns.attributesFrom[row];
  }

  /** One past the last attribute of a row. */
  public int attributesTo(int row) {
    return columns.attributesFrom[row + 1];
  }

  /** Symbol of an attribute's key. */
  public int attributeKey(int attribute) {
    return columns.attributeKey[attribute];
  }

  /** One of {@link ValueType}. */
  public byte attributeType(int attribute) {
    return columns.attributeType[attribute];
  }

  /**
   * The value: an INT as it is, a REAL as its bits, a BOOL as 0 or 1, TEXT and BYTES as a slice,
   * ARRAY and KEY_VALUES as a slice that is the encoded {@code ArrayValue} or {@code KeyValueList}.
   */
  public long attributeBits(int attribute) {
    return columns.attributeBits[attribute];
  }

  /** The value of an attribute as a tree. */
  public AnyValue attributeValue(int attribute) {
    return SpanReader.value(bytes, attributeType(attribute), attributeBits(attribute));
  }

  /** The row whose encoded span starts at this offset of {@link #bytes()}; -1 when none does. */
  public int rowAt(int spanOffset) {
    return Math.max(-1, Arrays.binarySearch(columns.spanOffset, 0, columns.size, spanOffset));
  }

  /** The text of a slice. */
  public Utf8 utf8(long slice) {
    return Utf8.copyOf(bytes, sliceOffset(slice), sliceLength(slice));
  }

  /** The text of a symbol of this batch. */
  public Utf8 symbol(int symbol) {
    return symbols.utf8(symbol);
  }
}
