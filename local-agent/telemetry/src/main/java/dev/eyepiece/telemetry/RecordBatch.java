package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The records of one OTLP request as columns: primitive arrays over the request's own bytes. Text
 * and opaque values are slices of {@link #bytes()}; keys and names are interned numbers of {@link
 * #symbols()}. A row is a span, a log record, a data point or a sample. Immutable; safe for use by
 * several threads.
 *
 * <p>A slice is one {@code long}: the offset in the high 32 bits, the length in the low 32, see
 * {@link #sliceOffset} and {@link #sliceLength}. All text is well-formed UTF-8: the walker has
 * replaced what was not and counted it.
 */
public abstract sealed class RecordBatch implements TelemetryData
    permits SpanBatch, LogBatch, MetricBatch, ProfileBatch {
  /** The id of a batch that no journal has taken yet. */
  public static final long NO_ID = -1;

  final BatchFrame frame;
  private final RecordColumns<?> rows;

  RecordBatch(BatchFrame frame, RecordColumns<?> rows) {
    this.frame = frame;
    this.rows = rows;
  }

  /**
   * The same columns under the id that the journal gave: ids grow with each batch of a data folder.
   */
  public abstract RecordBatch withId(long newId, long newArrivedUnixNano);

  /** The batch without some rows, over the same bytes. */
  public abstract RecordBatch without(BitSet dropped);

  public static int sliceOffset(long slice) {
    return (int) (slice >>> 32);
  }

  public static int sliceLength(long slice) {
    return (int) slice;
  }

  @Override
  public final int size() {
    return rows.size;
  }

  /** Whether there is nothing to keep. */
  public boolean isEmpty() {
    return rows.size == 0;
  }

  @Override
  public long retainedBytes() {
    return frame.bytes.length + rows.retainedBytes();
  }

  /** Journal position, growing with arrival; {@link #NO_ID} before the journal took the batch. */
  public final long id() {
    return frame.id;
  }

  /** When the request was taken, nanoseconds since 1970. */
  public final long arrivedUnixNano() {
    return frame.arrivedUnixNano;
  }

  /**
   * The encoded {@code Export...ServiceRequest}, from 0 to {@link #length()}; not to be changed.
   */
  public final byte[] bytes() {
    return frame.bytes;
  }

  /** How many of {@link #bytes()} are the request. */
  public final int length() {
    return frame.length;
  }

  public final Symbols symbols() {
    return frame.symbols;
  }

  /** How many texts were not UTF-8 and had bytes replaced by U+FFFD. */
  public final int replacedText() {
    return frame.replacedText;
  }

  /**
   * Whether attributes refer to a table of strings that only profiles have; such a reference is as
   * nothing.
   */
  public final boolean strayReferences() {
    return frame.strayReferences;
  }

  public final List<Resource> resources() {
    return frame.resources;
  }

  public final List<Scope> scopes() {
    return frame.scopes;
  }

  /**
   * Where the encoded message of a row ({@code Span}, {@code LogRecord}, a data point, {@code
   * Sample}) starts in {@link #bytes()}.
   */
  public final int recordOffset(int row) {
    return rows.recordOffset[row];
  }

  public final int recordLength(int row) {
    return rows.recordLength[row];
  }

  /** The row whose encoded message starts at this offset of {@link #bytes()}; -1 when none does. */
  public final int rowAt(int recordOffset) {
    return Math.max(-1, Arrays.binarySearch(rows.recordOffset, 0, rows.size, recordOffset));
  }

  /** Index into {@link #resources()}. */
  public final int resource(int row) {
    return rows.resource[row];
  }

  /** Index into {@link #scopes()}. */
  public final int scope(int row) {
    return rows.scope[row];
  }

  /** Bits of {@link Defects}, 0 for a sound record. */
  public final int defects(int row) {
    return rows.defects[row];
  }

  /** Whether the row's bytes hold fields that columns and trees do not know. */
  public final boolean hasUnknownFields(int row) {
    return rows.unknownFields[row];
  }

  /** First attribute of a row; attributes of a row are contiguous, in wire order. */
  public final int attributesFrom(int row) {
    return rows.attributesFrom[row];
  }

  /** One past the last attribute of a row. */
  public final int attributesTo(int row) {
    return rows.attributesFrom[row + 1];
  }

  /** Symbol of an attribute's key. */
  public final int attributeKey(int attribute) {
    return rows.attributeKey[attribute];
  }

  /** One of {@link ValueType}. */
  public final byte attributeType(int attribute) {
    return rows.attributeType[attribute];
  }

  /**
   * The value: an INT as it is, a REAL as its bits, a BOOL as 0 or 1, TEXT and BYTES as a slice,
   * ARRAY and KEY_VALUES as a slice that is the encoded {@code ArrayValue} or {@code KeyValueList}.
   */
  public final long attributeBits(int attribute) {
    return rows.attributeBits[attribute];
  }

  /** The value of an attribute as a tree. */
  public final AnyValue attributeValue(int attribute) {
    return value(attributeType(attribute), attributeBits(attribute));
  }

  /** A value that a column gives by its type and bits, as a tree. */
  final AnyValue value(byte type, long bits) {
    return RecordReader.value(frame.bytes, type, bits);
  }

  /** The text of a slice. */
  public final Utf8 utf8(long slice) {
    return Utf8.copyOf(frame.bytes, sliceOffset(slice), sliceLength(slice));
  }

  /** The text of a symbol of this batch. */
  public final Utf8 symbol(int symbol) {
    return frame.symbols.utf8(symbol);
  }
}
