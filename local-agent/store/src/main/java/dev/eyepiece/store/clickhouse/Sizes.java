package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.RecordCounts;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.StoreStats;
import dev.eyepiece.telemetry.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the tables hold, as ClickHouse itself says; of a table on a cluster it says nothing. */
final class Sizes {
  private Sizes() {}

  static StoreStats of(Server server, Schema schema) throws StoreException {
    long[] bytes = {0};
    Map<Signal, Long> rows = new EnumMap<>(Signal.class);
    for (Signal signal : schema.signals()) {
      List<String> names =
          schema.sources(signal).stream()
              .map(source -> Sql.literal(source.table().name()))
              .toList();
      server.query(
          "SELECT toInt64(sum(ifNull(total_rows, 0))), toInt64(sum(ifNull(total_bytes, 0))) FROM"
              + " system.tables WHERE database = "
              + Sql.literal(server.config().database())
              + " AND name IN ("
              + String.join(", ", names)
              + ")",
          "eyepiece-sizes",
          row -> {
            rows.put(signal, row.number(1));
            bytes[0] += row.number(2);
          });
    }
    RecordCounts held =
        new RecordCounts(
            rows.getOrDefault(Signal.TRACES, 0L),
            rows.getOrDefault(Signal.LOGS, 0L),
            rows.getOrDefault(Signal.METRICS, 0L),
            rows.getOrDefault(Signal.PROFILES, 0L));
    return new StoreStats(held, RecordCounts.NONE, bytes[0], Long.MAX_VALUE, 0, 0);
  }
}
