package dev.eyepiece.telemetry;

import java.util.Arrays;

/** The growing arrays of metrics behind a {@link MetricBatch}: what their points share. */
final class MetricTable {
  static final int ROW_BYTES = 39;

  int size;
  int[] offset;
  int[] length;
  int[] name;
  int[] unit;
  long[] description;
  byte[] type;
  int[] temporality;
  boolean[] monotonic;

  /** Whether a metric, its points aside, holds fields that this program does not know. */
  boolean[] unknownFields;

  MetricTable(int rows) {
    offset = new int[rows];
    length = new int[rows];
    name = new int[rows];
    unit = new int[rows];
    description = new long[rows];
    type = new byte[rows];
    temporality = new int[rows];
    monotonic = new boolean[rows];
    unknownFields = new boolean[rows];
  }

  /** Makes room for one more metric; all of its fields are zero. */
  void ensureRow() {
    if (size < offset.length) {
      return;
    }
    int rows = Math.max(16, size + (size >> 1));
    offset = Arrays.copyOf(offset, rows);
    length = Arrays.copyOf(length, rows);
    name = Arrays.copyOf(name, rows);
    unit = Arrays.copyOf(unit, rows);
    description = Arrays.copyOf(description, rows);
    type = Arrays.copyOf(type, rows);
    temporality = Arrays.copyOf(temporality, rows);
    monotonic = Arrays.copyOf(monotonic, rows);
    unknownFields = Arrays.copyOf(unknownFields, rows);
  }

  long retainedBytes() {
    return (long) ROW_BYTES * offset.length;
  }
}
