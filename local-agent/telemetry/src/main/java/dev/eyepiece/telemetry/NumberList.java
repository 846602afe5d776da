package dev.eyepiece.telemetry;

import java.util.Arrays;

/** The values of a repeated scalar field, packed or not. For one thread. */
final class NumberList {
  private long[] values = {};
  private int size;

  void clear() {
    size = 0;
  }

  /**
   * Reads one field of a repeated scalar whose values have the given wire type; several packed
   * fields and single values may follow each other.
   */
  void read(ProtoReader in, int tag, int limit, int wireType, String field)
      throws MalformedOtlpException {
    if ((tag & 7) == wireType) {
      ensure(1);
      values[size++] = wireType == ProtoReader.VARINT ? in.varint(limit) : in.fixed64(limit);
      return;
    }
    in.expect(tag, ProtoReader.LENGTH, field);
    int length = in.length(limit);
    int end = in.position + length;
    ensure(wireType == ProtoReader.VARINT ? in.varints(end) : length >>> 3);
    while (in.position < end) {
      values[size++] = wireType == ProtoReader.VARINT ? in.varint(end) : in.fixed64(end);
    }
  }

  private void ensure(int more) {
    if (values.length - size < more) {
      values = Arrays.copyOf(values, Math.max(size + more, size + (size >> 1)));
    }
  }

  long[] toLongs() {
    return Arrays.copyOf(values, size);
  }

  int[] toInts() {
    int[] ints = new int[size];
    for (int i = 0; i < size; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }

  double[] toDoubles() {
    double[] doubles = new double[size];
    for (int i = 0; i < size; i++) {
      doubles[i] = Double.longBitsToDouble(values[i]);
    }
    return doubles;
  }
}
