package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The growing arrays behind a {@link RecordBatch} while a walker fills them: what rows of all
 * signals have. Handed over, never shared.
 *
 * @param <C> the columns of the signal
 */
abstract class RecordColumns<C extends RecordColumns<C>> {
  /** What the columns of this class take a row. */
  static final int COMMON_BYTES = 23;

  private static final int ATTRIBUTE_BYTES = 13;

  int size;
  int[] recordOffset;
  int[] recordLength;
  int[] resource;
  int[] scope;
  short[] defects;

  /** Whether a row holds fields that this program does not know. */
  boolean[] unknownFields;

  /** First attribute of each row; one entry more than rows, the last being the end. */
  int[] attributesFrom;

  int attributes;
  int[] attributeKey;
  byte[] attributeType;
  long[] attributeBits;

  RecordColumns(int rows, int attributeCapacity) {
    recordOffset = new int[rows];
    recordLength = new int[rows];
    resource = new int[rows];
    scope = new int[rows];
    defects = new short[rows];
    unknownFields = new boolean[rows];
    attributesFrom = new int[rows + 1];
    attributeKey = new int[attributeCapacity];
    attributeType = new byte[attributeCapacity];
    attributeBits = new long[attributeCapacity];
  }

  /** What a row takes, its attributes aside. */
  abstract int rowBytes();

  /** Gives the signal's own columns room for so many rows. */
  abstract void grow(int rows);

  /** Copies the signal's own columns of a row. */
  abstract void copy(C from, int row, int to);

  /** Makes room for one more row; all of its fields are zero. */
  final void ensureRow() {
    if (size < recordOffset.length) {
      return;
    }
    int rows = Math.max(16, size + (size >> 1));
    recordOffset = Arrays.copyOf(recordOffset, rows);
    recordLength = Arrays.copyOf(recordLength, rows);
    resource = Arrays.copyOf(resource, rows);
    scope = Arrays.copyOf(scope, rows);
    defects = Arrays.copyOf(defects, rows);
    unknownFields = Arrays.copyOf(unknownFields, rows);
    attributesFrom = Arrays.copyOf(attributesFrom, rows + 1);
    grow(rows);
  }

  final void ensureAttribute() {
    if (attributes < attributeKey.length) {
      return;
    }
    int capacity = Math.max(64, attributes + (attributes >> 1));
    attributeKey = Arrays.copyOf(attributeKey, capacity);
    attributeType = Arrays.copyOf(attributeType, capacity);
    attributeBits = Arrays.copyOf(attributeBits, capacity);
  }

  /** Takes the rows of other columns, some of them left out; these columns have room for them. */
  final void copyWithout(C from, BitSet rows) {
    for (int row = rows.nextClearBit(0); row < from.size; row = rows.nextClearBit(row + 1)) {
      copyRow(from, row);
    }
  }

  private void copyRow(C from, int row) {
    int to = size;
    recordOffset[to] = from.recordOffset[row];
    recordLength[to] = from.recordLength[row];
    resource[to] = from.resource[row];
    scope[to] = from.scope[row];
    defects[to] = from.defects[row];
    unknownFields[to] = from.unknownFields[row];
    int first = from.attributesFrom[row];
    int count = from.attributesFrom[row + 1] - first;
    System.arraycopy(from.attributeKey, first, attributeKey, attributes, count);
    System.arraycopy(from.attributeType, first, attributeType, attributes, count);
    System.arraycopy(from.attributeBits, first, attributeBits, attributes, count);
    attributes += count;
    attributesFrom[to + 1] = attributes;
    copy(from, row, to);
    size = to + 1;
  }

  /** Bytes that the arrays take. */
  long retainedBytes() {
    return (long) rowBytes() * recordOffset.length + (long) ATTRIBUTE_BYTES * attributeKey.length;
  }
}
