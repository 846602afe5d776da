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

  void addAll(NumberList other) {
    ensure(other.size);
    System.arraycopy(other.values, 0, values, size, other.size);
    size += other.size;
  }

  private void ensure(int more) {
    if (values.length - size < more) {
      values = Arrays.copyOf(values, Math.max(size + more, size + (size >> 1)));
    }
  }

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  long[] toLongs(int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }

  int[] toInts(int from, int to) {
    int[] ints = new int[to - from];
    for (int i = from; i < to; i++) {
      ints[i - from] = (int) values[i];
    }
    return ints;
  }

  long retainedBytes() {
    return (long) Long.BYTES * values.length;
  }

  long[] toLongs() {
    return Arrays.copyOf(values, size);
  }

  int[] toInts() {
    return toInts(0, size);
  }

  double[] toDoubles() {
    double[] doubles = new double[size];
    for (int i = 0; i < size; i++) {
      doubles[i] = Double.longBitsToDouble(values[i]);
    }
    return doubles;
  }
}
