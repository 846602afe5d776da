package dev.eyepiece.telemetry;

import java.util.Arrays;

/** The growing arrays of data points behind a {@link MetricBatch}. */
final class PointColumns extends RecordColumns<PointColumns> {
  private static final int ROW_BYTES = COMMON_BYTES + 54;

  int[] metric;
  long[] startTimeUnixNano;
  long[] timeUnixNano;
  int[] flags;
  byte[] valueType;
  long[] valueBits;
  long[] count;
  boolean[] summed;
  long[] sumBits;
  int[] exemplarCount;

  PointColumns(int rows, int attributeCapacity) {
    super(rows, attributeCapacity);
    metric = new int[rows];
    startTimeUnixNano = new long[rows];
    timeUnixNano = new long[rows];
    flags = new int[rows];
    valueType = new byte[rows];
    valueBits = new long[rows];
    count = new long[rows];
    summed = new boolean[rows];
    sumBits = new long[rows];
    exemplarCount = new int[rows];
  }

  @Override
  int rowBytes() {
    return ROW_BYTES;
  }

  @Override
  void grow(int rows) {
    metric = Arrays.copyOf(metric, rows);
    startTimeUnixNano = Arrays.copyOf(startTimeUnixNano, rows);
    timeUnixNano = Arrays.copyOf(timeUnixNano, rows);
    flags = Arrays.copyOf(flags, rows);
    valueType = Arrays.copyOf(valueType, rows);
    valueBits = Arrays.copyOf(valueBits, rows);
    count = Arrays.copyOf(count, rows);
    summed = Arrays.copyOf(summed, rows);
    sumBits = Arrays.copyOf(sumBits, rows);
    exemplarCount = Arrays.copyOf(exemplarCount, rows);
  }

  @Override
  void copy(PointColumns from, int row, int to) {
    metric[to] = from.metric[row];
    startTimeUnixNano[to] = from.startTimeUnixNano[row];
    timeUnixNano[to] = from.timeUnixNano[row];
    flags[to] = from.flags[row];
    valueType[to] = from.valueType[row];
    valueBits[to] = from.valueBits[row];
    count[to] = from.count[row];
    summed[to] = from.summed[row];
    sumBits[to] = from.sumBits[row];
    exemplarCount[to] = from.exemplarCount[row];
  }
}
