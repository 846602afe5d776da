package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.WireFields;

/** Copies from an encoded record the fields that no column holds. For one thread. */
final class Tails {
  private final WireFields fields = new WireFields();
  final ByteSink tail = new ByteSink();

  /**
   * Makes the tail of a record.
   *
   * @param attributes the number of the field that holds attributes
   * @param raw the attributes whose bytes belong into it: none, those of opaque types, or all
   * @param held bits of the numbers of fields that columns hold
   */
  void copy(RecordBatch batch, int row, int attributes, Raw raw, long held) {
    tail.clear();
    byte[] bytes = batch.bytes();
    int offset = batch.recordOffset(row);
    int attribute = batch.attributesFrom(row);
    fields.over(bytes, offset, offset + batch.recordLength(row));
    while (fields.next()) {
      int field = fields.field();
      boolean wanted =
          field == attributes
              ? raw.takes(batch.attributeType(attribute++))
              : field >= Long.SIZE || (held & (1L << field)) == 0;
      if (wanted) {
        tail.put(bytes, fields.start(), fields.end() - fields.start());
      }
    }
  }

  /** The bits of some fields. */
  static long held(int... fields) {
    long bits = 0;
    for (int field : fields) {
      bits |= 1L << field;
    }
    return bits;
  }

  /** Which attributes lie in a tail. */
  enum Raw {
    NONE,
    OPAQUE,
    ALL;

    private boolean takes(byte type) {
      return this == ALL || (this == OPAQUE && Shape.isRaw(type));
    }
  }
}
