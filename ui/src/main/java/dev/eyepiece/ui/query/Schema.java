package dev.eyepiece.ui.query;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchAsSql;
import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables that statements are about, with the columns that they have now: attributes that come
 * later become columns too.
 *
 * @param tables by signal
 * @param dialect whose SQL statements are
 */
record Schema(Map<Signal, Table> tables, SqlDialect dialect) {
  static final Schema UNKNOWN = new Schema(Map.of(), SqlDialect.DUCKDB);

  /**
   * A table.
   *
   * @param rows how many records it has
   */
  record Table(String name, List<Column> columns, long rows) {}

  /** Looks at all tables; blocks. */
  static Schema read(TelemetrySnapshot snapshot) throws StoreException {
    Map<Signal, Table> tables = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      String name = SearchAsSql.table(signal);
      long rows = snapshot.records(signal).count(Search.All.INSTANCE, TimeRange.ALL);
      tables.put(signal, new Table(name, columns(snapshot, name), rows));
    }
    return new Schema(tables, snapshot.dialect());
  }

  private static List<Column> columns(TelemetrySnapshot snapshot, String table)
      throws StoreException {
    ResultSink sink = new ResultSink(0);
    snapshot.sql("SELECT * FROM " + table + " LIMIT 0", 1, sink);
    return sink.columns();
  }

  /** The names of the columns of a signal's table; empty while they are not known. */
  Set<String> names(Signal signal) {
    Table table = tables.get(signal);
    Set<String> names = new LinkedHashSet<>();
    if (table != null) {
      table.columns().forEach(column -> names.add(column.name()));
    }
    return names;
  }

  boolean holds(Signal signal) {
    Table table = tables.get(signal);
    return table != null && table.rows() > 0;
  }
}
