package dev.eyepiece.telemetry;

import java.util.BitSet;
import java.util.OptionalDouble;

/**
 * The data points of one OTLP request as columns, a row a point, and what the points of a metric
 * share by {@link #metric}: metrics are numbered from 0 to {@link #metricCount} in wire order
 * (opentelemetry-proto, {@code metrics.proto}). Immutable; safe for use by several threads.
 */
public final class MetricBatch extends RecordBatch {
  private final MetricTable metrics;
  private final PointColumns columns;

  MetricBatch(BatchFrame frame, MetricTable metrics, PointColumns columns) {
    super(frame, columns);
    this.metrics = metrics;
    this.columns = columns;
  }

  @Override
  public MetricBatch withId(long newId, long newArrivedUnixNano) {
    return new MetricBatch(frame.withId(newId, newArrivedUnixNano), metrics, columns);
  }

  /** The batch without some points; its metrics stay, also those that lose all points. */
  @Override
  public MetricBatch without(BitSet dropped) {
    PointColumns less = new PointColumns(size() - dropped.cardinality(), columns.attributes);
    less.copyWithout(columns, dropped);
    return new MetricBatch(frame, metrics, less);
  }

  @Override
  public Signal signal() {
    return Signal.METRICS;
  }

  @Override
  public long retainedBytes() {
    return super.retainedBytes() + metrics.retainedBytes();
  }

  public int metricCount() {
    return metrics.size;
  }

  /** Where the encoded {@code Metric} starts, with all of its points. */
  public int metricOffset(int metric) {
    return metrics.offset[metric];
  }

  public int metricLength(int metric) {
    return metrics.length[metric];
  }

  /** Symbol of a metric's name. */
  public int metricName(int metric) {
    return metrics.name[metric];
  }

  /** Symbol of a metric's unit. */
  public int metricUnit(int metric) {
    return metrics.unit[metric];
  }

  /** Slice of text. */
  public long metricDescription(int metric) {
    return metrics.description[metric];
  }

  public MetricType metricType(int metric) {
    return MetricType.of(metrics.type[metric]);
  }

  /** OTLP {@code AggregationTemporality} as it came; 0 where the type has none. */
  public int temporality(int metric) {
    return metrics.temporality[metric];
  }

  /** Whether a sum never falls. */
  public boolean monotonic(int metric) {
    return metrics.monotonic[metric];
  }

  /** Whether a metric, its points aside, holds fields that columns and trees do not know. */
  public boolean metricHasUnknownFields(int metric) {
    return metrics.unknownFields[metric];
  }

  /** The metric of a row. */
  public int metric(int row) {
    return columns.metric[row];
  }

  /** Nanoseconds since 1970, unsigned; 0 when not known. */
  public long startTimeUnixNano(int row) {
    return columns.startTimeUnixNano[row];
  }

  /** Nanoseconds since 1970, unsigned. */
  public long timeUnixNano(int row) {
    return columns.timeUnixNano[row];
  }

  /** See {@link DataPoint#flags()}. */
  public int flags(int row) {
    return columns.flags[row];
  }

  /** {@link ValueType#INT} or {@link ValueType#REAL} of a gauge or sum, {@link ValueType#EMPTY}. */
  public byte valueType(int row) {
    return columns.valueType[row];
  }

  /** The value of a gauge or sum: an INT as it is, a REAL as its bits. */
  public long valueBits(int row) {
    return columns.valueBits[row];
  }

  /** Values that a histogram or summary has seen, unsigned. */
  public long count(int row) {
    return columns.count[row];
  }

  /** The sum of a histogram or summary. */
  public OptionalDouble sum(int row) {
    return columns.summed[row]
        ? OptionalDouble.of(Double.longBitsToDouble(columns.sumBits[row]))
        : OptionalDouble.empty();
  }

  public int exemplarCount(int row) {
    return columns.exemplarCount[row];
  }
}
