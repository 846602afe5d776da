package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.SampleRecord;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.LogBatch;
import dev.eyepiece.telemetry.LogReader;
import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.MetricReader;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.SpanRecord;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes batches into the exporter's tables. For one thread. */
final class Writer {
  private final Server server;
  private final Columns.@Nullable Of<SpanRecord> spans;
  private final Columns.@Nullable Of<ScopedLog> logs;
  private final Columns.@Nullable Of<SampleColumns.BatchedSample> samples;
  private final Map<MetricType, Columns.Of<ScopedMetric>> points = new EnumMap<>(MetricType.class);

  Writer(Server server, Schema schema) {
    this.server = server;
    spans = of(SpanColumns.ALL, schema.table(server.config().tables().traces()));
    logs = of(LogColumns.ALL, schema.table(server.config().tables().logs()));
    samples = of(SampleColumns.ALL, schema.table(server.config().tables().profiles()));
    schema.metrics().forEach((type, table) -> points.put(type, PointColumns.of(type).of(table)));
  }

  private static <R> Columns.@Nullable Of<R> of(Columns<R> columns, @Nullable Table table) {
    return table == null ? null : columns.of(table);
  }

  /** Rows of one table on their way. */
  private record Rows(List<String> columns, RowBinary bytes) {}

  private static <R> void add(Columns.@Nullable Of<R> columns, R row, Map<String, Rows> into) {
    if (columns != null) {
      columns.write(
          into.computeIfAbsent(columns.table(), _ -> new Rows(columns.names(), new RowBinary()))
              .bytes,
          row);
    }
  }

  /**
   * Writes some batches, an insert for each table.
   *
   * @param token the same whenever the same batches are written
   */
  void write(List<? extends RecordBatch> batches, String token) throws StoreException {
    Map<String, Rows> tables = new LinkedHashMap<>();
    for (RecordBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        switch (batch) {
          case SpanBatch of -> add(spans, SpanReader.read(of, row), tables);
          case LogBatch of -> add(logs, LogReader.read(of, row), tables);
          case MetricBatch of ->
              add(points.get(of.metricType(of.metric(row))), MetricReader.read(of, row), tables);
          case ProfileBatch of ->
              add(
                  samples,
                  new SampleColumns.BatchedSample(of, row, SampleRecord.read(of, row)),
                  tables);
        }
      }
    }
    for (Map.Entry<String, Rows> table : tables.entrySet()) {
      server.insert(
          table.getKey(),
          table.getValue().columns,
          table.getValue().bytes,
          token + "/" + table.getKey());
    }
  }
}
