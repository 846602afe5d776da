package dev.eyepiece.store;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.MetricReader;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.WireFields;
import java.util.List;

/**
 * What the points of a metric share.
 *
 * @param metric without data
 * @param temporality OTLP's number
 */
record MetricHead(Metric metric, MetricType type, int temporality, boolean monotonic) {
  /** The field of every kind of data that holds its points. */
  private static final int POINTS = 1;

  /**
   * The encoded {@code Metric} without points, for a dictionary: the number of the field of its
   * data, the length of its other fields, these, and the fields of its data.
   */
  static byte[] encode(MetricBatch batch, int metric) {
    byte[] bytes = batch.bytes();
    int offset = batch.metricOffset(metric);
    int field = field(batch.metricType(metric));
    ByteSink around = new ByteSink();
    ByteSink data = new ByteSink();
    WireFields fields = new WireFields().over(bytes, offset, offset + batch.metricLength(metric));
    while (fields.next()) {
      if (fields.field() == field) {
        WireFields inner = new WireFields().over(bytes, fields.contentStart(), fields.end());
        while (inner.next()) {
          if (inner.field() != POINTS) {
            data.put(bytes, inner.start(), inner.end() - inner.start());
          }
        }
      } else {
        around.put(bytes, fields.start(), fields.end() - fields.start());
      }
    }
    ByteSink head = new ByteSink();
    head.varint(field);
    head.varint(around.length);
    head.put(around.bytes, 0, around.length);
    head.put(data.bytes, 0, data.length);
    return head.toBytes();
  }

  /** The kind of an encoded head. */
  static MetricType type(byte[] head) {
    int field = Shape.varint(head, new int[] {0});
    for (MetricType type : MetricType.values()) {
      if (field(type) == field) {
        return type;
      }
    }
    throw new IllegalArgumentException("no data of a metric has field number " + field);
  }

  private static int field(MetricType type) {
    return switch (type) {
      case NONE -> 0;
      case GAUGE -> 5;
      case SUM -> 7;
      case HISTOGRAM -> 9;
      case EXPONENTIAL_HISTOGRAM -> 10;
      case SUMMARY -> 11;
    };
  }

  /** Appends the encoded {@code Metric} with a point, or without one when it is null. */
  static void metric(
      byte[] head, @org.jspecify.annotations.Nullable ByteSink point, ByteSink into) {
    int[] at = {0};
    int field = Shape.varint(head, at);
    int length = Shape.varint(head, at);
    into.put(head, at[0], length);
    if (field != 0) {
      ByteSink data = new ByteSink();
      data.put(head, at[0] + length, head.length - at[0] - length);
      if (point != null) {
        data.bytesField(POINTS, point.bytes, 0, point.length);
      }
      into.bytesField(field, data.bytes, 0, data.length);
    }
  }

  /** The name of a temporality (metrics.proto, {@code AggregationTemporality}). */
  static String temporalityName(int number) {
    return SpanEnums.name(List.of("unspecified", "delta", "cumulative"), number);
  }

  static MetricHead decode(byte[] head) throws StoreException {
    ByteSink metric = new ByteSink();
    metric(head, null, metric);
    ByteSink request = Headers.request(new byte[0], new byte[0], metric);
    try {
      MetricBatch batch =
          new MetricWalker(new SymbolTable()).walk(request.toBytes(), request.length);
      return new MetricHead(
          MetricReader.head(batch, 0),
          batch.metricType(0),
          batch.temporality(0),
          batch.monotonic(0));
    } catch (MalformedOtlpException e) {
      throw new StoreException("a stored metric no longer reads: " + e.getMessage(), e);
    }
  }
}
