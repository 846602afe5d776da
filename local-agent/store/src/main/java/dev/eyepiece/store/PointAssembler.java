package dev.eyepiece.store;

import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.ValueType;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Puts data points together again, each as a metric that has it alone. Field numbers are those of
 * metrics.proto. For one thread.
 */
final class PointAssembler extends RecordAssembler<ScopedMetric> {
  private final int at = place("at_ns");
  private final int start = place("start_ns");
  private final int intValue = place("int_value");
  private final int realValue = place("real_value");
  private final int metric = place("metric");
  private final int flags = place("flags");
  private final int valueType = place("value_type");
  private final ByteSink whole = new ByteSink();

  PointAssembler() {
    super(SignalTable.POINTS);
  }

  @Override
  ScopedMetric read(byte[] resourceHeader, byte[] scopeHeader, ByteSink encoded)
      throws StoreException {
    return headers.point(resourceHeader, scopeHeader, whole);
  }

  /** The encoded {@code Metric} with the point of a row. */
  @Override
  ByteSink encode(DictionaryView dictionary, ResultSet row, int first) throws SQLException {
    byte[] head = dictionary.metricHead(row.getInt(first + metric));
    MetricType type = MetricHead.type(head);
    boolean number = type == MetricType.GAUGE || type == MetricType.SUM;
    record.clear();
    record.fixed64Field(2, row.getLong(first + start));
    record.fixed64Field(3, row.getLong(first + at));
    if (number) {
      value(row, first);
    }
    attributes(dictionary, row, first, PointChunks.attributesField(type));
    record.varintField(
        number || type == MetricType.SUMMARY ? 8 : 10,
        Integer.toUnsignedLong(row.getInt(first + flags)));
    whole.clear();
    MetricHead.metric(head, record, whole);
    return whole;
  }

  /** A value that its column does not keep lies in the tail, and comes after this one. */
  private void value(ResultSet row, int first) throws SQLException {
    switch (row.getInt(first + valueType)) {
      case ValueType.INT -> record.fixed64Field(6, row.getLong(first + intValue));
      case ValueType.REAL ->
          record.fixed64Field(4, Double.doubleToRawLongBits(row.getDouble(first + realValue)));
      default -> {}
    }
  }
}
