package dev.eyepiece.telemetry;

import java.util.Arrays;

/** The growing arrays of samples behind a {@link ProfileBatch}. */
final class SampleColumns extends RecordColumns<SampleColumns> {
  private static final int ROW_BYTES = COMMON_BYTES + 36;

  int[] profile;
  int[] stack;
  int[] link;
  int[] valuesFrom;
  int[] valuesTo;
  int[] timestampsFrom;
  int[] timestampsTo;
  int[] indicesFrom;
  int[] indicesTo;

  SampleColumns(int rows, int attributeCapacity) {
    super(rows, attributeCapacity);
    profile = new int[rows];
    stack = new int[rows];
    link = new int[rows];
    valuesFrom = new int[rows];
    valuesTo = new int[rows];
    timestampsFrom = new int[rows];
    timestampsTo = new int[rows];
    indicesFrom = new int[rows];
    indicesTo = new int[rows];
  }

  @Override
  int rowBytes() {
    return ROW_BYTES;
  }

  @Override
  void grow(int rows) {
    profile = Arrays.copyOf(profile, rows);
    stack = Arrays.copyOf(stack, rows);
    link = Arrays.copyOf(link, rows);
    valuesFrom = Arrays.copyOf(valuesFrom, rows);
    valuesTo = Arrays.copyOf(valuesTo, rows);
    timestampsFrom = Arrays.copyOf(timestampsFrom, rows);
    timestampsTo = Arrays.copyOf(timestampsTo, rows);
    indicesFrom = Arrays.copyOf(indicesFrom, rows);
    indicesTo = Arrays.copyOf(indicesTo, rows);
  }

  @Override
  void copy(SampleColumns from, int row, int to) {
    profile[to] = from.profile[row];
    stack[to] = from.stack[row];
    link[to] = from.link[row];
    valuesFrom[to] = from.valuesFrom[row];
    valuesTo[to] = from.valuesTo[row];
    timestampsFrom[to] = from.timestampsFrom[row];
    timestampsTo[to] = from.timestampsTo[row];
    indicesFrom[to] = from.indicesFrom[row];
    indicesTo[to] = from.indicesTo[row];
  }
}
