package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.BitSet;

/** The growing arrays of profiles behind a {@link ProfileBatch}: what their samples share. */
final class ProfileTable {
  static final int ROW_BYTES = 98;

  int size;
  int[] offset;
  int[] length;
  int[] resource;
  int[] scope;
  int[] type;
  int[] unit;
  int[] periodType;
  int[] periodUnit;
  long[] period;
  long[] timeUnixNano;
  long[] durationNano;
  long[] idHigh;
  long[] idLow;
  int[] droppedAttributes;
  long[] payloadFormat;
  long[] payload;
  int[] indicesFrom;
  int[] indicesTo;
  short[] defects;

  ProfileTable(int rows) {
    offset = new int[rows];
    length = new int[rows];
    resource = new int[rows];
    scope = new int[rows];
    type = new int[rows];
    unit = new int[rows];
    periodType = new int[rows];
    periodUnit = new int[rows];
    period = new long[rows];
    timeUnixNano = new long[rows];
    durationNano = new long[rows];
    idHigh = new long[rows];
    idLow = new long[rows];
    droppedAttributes = new int[rows];
    payloadFormat = new long[rows];
    payload = new long[rows];
    indicesFrom = new int[rows];
    indicesTo = new int[rows];
    defects = new short[rows];
  }

  /** Makes room for one more profile; all of its fields are zero. */
  void ensureRow() {
    if (size < offset.length) {
      return;
    }
    int rows = Math.max(4, size + (size >> 1));
    offset = Arrays.copyOf(offset, rows);
    length = Arrays.copyOf(length, rows);
    resource = Arrays.copyOf(resource, rows);
    scope = Arrays.copyOf(scope, rows);
    type = Arrays.copyOf(type, rows);
    unit = Arrays.copyOf(unit, rows);
    periodType = Arrays.copyOf(periodType, rows);
    periodUnit = Arrays.copyOf(periodUnit, rows);
    period = Arrays.copyOf(period, rows);
    timeUnixNano = Arrays.copyOf(timeUnixNano, rows);
    durationNano = Arrays.copyOf(durationNano, rows);
    idHigh = Arrays.copyOf(idHigh, rows);
    idLow = Arrays.copyOf(idLow, rows);
    droppedAttributes = Arrays.copyOf(droppedAttributes, rows);
    payloadFormat = Arrays.copyOf(payloadFormat, rows);
    payload = Arrays.copyOf(payload, rows);
    indicesFrom = Arrays.copyOf(indicesFrom, rows);
    indicesTo = Arrays.copyOf(indicesTo, rows);
    defects = Arrays.copyOf(defects, rows);
  }

  /** The profiles without some of them. */
  ProfileTable without(BitSet dropped) {
    ProfileTable less = new ProfileTable(size - dropped.cardinality());
    for (int row = dropped.nextClearBit(0); row < size; row = dropped.nextClearBit(row + 1)) {
      less.copy(this, row);
    }
    return less;
  }

  private void copy(ProfileTable from, int row) {
    int to = size++;
    offset[to] = from.offset[row];
    length[to] = from.length[row];
    resource[to] = from.resource[row];
    scope[to] = from.scope[row];
    type[to] = from.type[row];
    unit[to] = from.unit[row];
    periodType[to] = from.periodType[row];
    periodUnit[to] = from.periodUnit[row];
    period[to] = from.period[row];
    timeUnixNano[to] = from.timeUnixNano[row];
    durationNano[to] = from.durationNano[row];
    idHigh[to] = from.idHigh[row];
    idLow[to] = from.idLow[row];
    droppedAttributes[to] = from.droppedAttributes[row];
    payloadFormat[to] = from.payloadFormat[row];
    payload[to] = from.payload[row];
    indicesFrom[to] = from.indicesFrom[row];
    indicesTo[to] = from.indicesTo[row];
    defects[to] = from.defects[row];
  }

  long retainedBytes() {
    return (long) ROW_BYTES * offset.length;
  }
}
