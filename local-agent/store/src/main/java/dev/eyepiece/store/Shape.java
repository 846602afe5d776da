package dev.eyepiece.store;

import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and types of a span's attributes, in their order, and where each value lies: in a column, or
 * in the text of all other values.
 *
 * @param keys in order, twice when a sender wrote one twice
 * @param types of {@link ValueType}
 * @param places the number of a column, or below zero {@code -1 - n} for the nth other value
 */
@SuppressWarnings("ArrayRecordComponent")
record Shape(List<Utf8> keys, byte[] types, int[] places) {
  /**
   * A span whose attributes do not fit a shape: all of them lie encoded in its {@code tail}, and
   * for searches as pairs of key and text among the other values.
   */
  static final int FREE = 0;

  /** Ends a value among the other values, which therefore holds none. */
  static final char SEPARATOR = '\u001F';

  /** Stands between key and value in a span of no shape. */
  static final char PAIR = '\u001E';

  /** Types whose value lies encoded in the {@code tail}, and as JSON text for searches. */
  static boolean isRaw(byte type) {
    return type == ValueType.ARRAY || type == ValueType.KEY_VALUES || type == ValueType.BYTES;
  }

  byte[] encode() {
    ByteSink sink = new ByteSink();
    for (int i = 0; i < types.length; i++) {
      byte[] key = keys.get(i).toBytes();
      sink.varint(key.length);
      sink.put(key, 0, key.length);
      sink.put(types[i]);
      sink.varint((((long) places[i] << 1) ^ (places[i] >> 31)) & 0xFFFFFFFFL);
    }
    return sink.toBytes();
  }

  static Shape decode(byte[] bytes) {
    List<Utf8> keys = new ArrayList<>();
    List<Byte> types = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int[] at = {0};
    while (at[0] < bytes.length) {
      int length = varint(bytes, at);
      keys.add(Utf8.copyOf(bytes, at[0], length));
      at[0] += length;
      types.add(bytes[at[0]++]);
      int place = varint(bytes, at);
      places.add((place >>> 1) ^ -(place & 1));
    }
    byte[] allTypes = new byte[types.size()];
    for (int i = 0; i < allTypes.length; i++) {
      allTypes[i] = types.get(i);
    }
    return new Shape(
        List.copyOf(keys), allTypes, places.stream().mapToInt(Integer::intValue).toArray());
  }

  static int varint(byte[] bytes, int[] at) {
    int value = 0;
    int shift = 0;
    byte one;
    do {
      one = bytes[at[0]++];
      value |= (one & 0x7F) << shift;
      shift += 7;
    } while (one < 0);
    return value;
  }
}
