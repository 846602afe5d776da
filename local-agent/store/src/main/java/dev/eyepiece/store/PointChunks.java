package dev.eyepiece.store;

import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ValueType;

/** Makes chunks of data points. Field numbers are those of metrics.proto. For one thread. */
final class PointChunks extends ChunkBuilder<MetricBatch> {
  private static final long HELD_NUMBER = Tails.held(2, 3, 8);
  private static final long HELD_VALUE = Tails.held(4, 6);
  private static final long HELD_DISTRIBUTION = Tails.held(2, 3, 10);

  private final Cells.Longs at = longs("at_ns");
  private final Cells.Longs start = longs("start_ns");
  private final Cells.Longs series = longs("series");
  private final Cells.Longs intValue = longs("int_value");
  private final Cells.Longs observations = longs("observations");
  private final Cells.Ints metric = ints("metric");
  private final Cells.Ints flags = ints("flags");
  private final Cells.Ints valueType = ints("value_type");
  private final Cells.Ints exemplarCount = ints("exemplar_count");
  private final Cells.Longs realValue = longs("real_value");
  private final Cells.Longs total = longs("total");
  private final Cells.Texts name = texts("name");
  private final SeriesHash hash = new SeriesHash();

  PointChunks() {
    super(SignalTable.POINTS);
  }

  /** Metrics lie together. */
  @Override
  long key(MetricBatch batch, int row) {
    return RowOrder.hash(batch.symbol(batch.metricName(batch.metric(row))).hashCode(), 1);
  }

  @Override
  int[] numbers(MetricBatch batch, Dictionary dictionary) {
    int[] numbers = new int[batch.metricCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = dictionary.metric(MetricHead.encode(batch, i));
    }
    return numbers;
  }

  @Override
  void fill(int row, MetricBatch batch, int of, Shared<MetricBatch> shared) {
    int number = batch.metric(of);
    at.set(row, batch.timeUnixNano(of));
    start.set(row, batch.startTimeUnixNano(of));
    series.set(
        row,
        hash.of(
            batch,
            of,
            shared.headers().resources().get(batch.resource(of)),
            shared.headers().scopes().get(batch.scope(of))));
    metric.set(row, shared.numbers()[number]);
    flags.set(row, batch.flags(of));
    valueType.set(row, batch.valueType(of));
    exemplarCount.set(row, batch.exemplarCount(of));
    text(name, row, batch.symbol(batch.metricName(number)));
    if (isNumber(batch.metricType(number))) {
      value(row, batch, of);
    } else {
      observations.set(row, batch.count(of));
      batch.sum(of).ifPresent(sum -> total.set(row, Double.doubleToRawLongBits(sum)));
    }
  }

  private void value(int row, MetricBatch batch, int of) {
    long bits = batch.valueBits(of);
    switch (batch.valueType(of)) {
      case ValueType.INT -> {
        intValue.set(row, bits);
        realValue.set(row, Double.doubleToRawLongBits((double) bits));
      }
      case ValueType.REAL -> realValue.set(row, bits);
      default -> {}
    }
  }

  private static boolean isNumber(MetricType type) {
    return type == MetricType.GAUGE || type == MetricType.SUM;
  }

  private static MetricType type(MetricBatch batch, int row) {
    return batch.metricType(batch.metric(row));
  }

  static int attributesField(MetricType type) {
    return switch (type) {
      case HISTOGRAM -> 9;
      case EXPONENTIAL_HISTOGRAM -> 1;
      case GAUGE, SUM, SUMMARY, NONE -> 7;
    };
  }

  @Override
  int attributesField(MetricBatch batch, int row) {
    return attributesField(type(batch, row));
  }

  @Override
  boolean needsTail(MetricBatch batch, int row) {
    return !isNumber(type(batch, row)) || batch.exemplarCount(row) > 0 || !isKept(batch, row);
  }

  /** Whether the column of values keeps every bit of this one. */
  private static boolean isKept(MetricBatch batch, int row) {
    return batch.valueType(row) != ValueType.REAL || AttributeCells.isPlain(batch.valueBits(row));
  }

  @Override
  long held(MetricBatch batch, int row, boolean free) {
    return switch (type(batch, row)) {
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> HELD_DISTRIBUTION;
      case SUMMARY, NONE -> HELD_NUMBER;
      case GAUGE, SUM -> isKept(batch, row) ? HELD_NUMBER | HELD_VALUE : HELD_NUMBER;
    };
  }
}
