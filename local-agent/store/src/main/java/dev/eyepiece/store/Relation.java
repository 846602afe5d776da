package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * All spans of a snapshot as something to select from: the windows and the chunks that are not
 * sealed, of one transaction. For one thread, except {@link #cancel}.
 */
final class Relation implements AutoCloseable {
  /** Columns of {@link #spans}, beside what is asked: the window's number, 0 for no window. */
  private static final String COLUMNS =
      "trace_hi, trace_lo, span_id, parent_id, start_ns, end_ns, batch_id, row_no, kind, status,"
          + " event_count, link_count, resource, scope, shape, name, service, status_message,"
          + " event_text";

  private final DuckDBConnection connection;
  private final List<Source.Sealed> windows;
  private final List<Source.Unsealed> unsealed;
  private final BufferAllocator allocator;
  private final List<AutoCloseable> streams = new ArrayList<>();
  private int streamNumber;
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;

  Relation(
      DuckDBConnection connection,
      List<Source.Sealed> windows,
      List<Source.Unsealed> unsealed,
      BufferAllocator allocator) {
    this.connection = connection;
    this.windows = windows;
    this.unsealed = unsealed;
    this.allocator = allocator;
  }

  /**
   * Fixes what the transaction sees of the windows that may still grow, which are the last ones:
   * DuckDB does so when it first reads there.
   */
  void begin() throws SQLException {
    for (Source.Sealed source : windows.subList(Math.max(0, windows.size() - 2), windows.size())) {
      try (Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery(
                  "SELECT sealed_upto FROM " + source.window().alias() + ".meta")) {
        result.next();
      }
    }
  }

  List<Source.Sealed> windows() {
    return windows;
  }

  List<Source.Unsealed> unsealed() {
    return unsealed;
  }

  DuckDBConnection connection() {
    return connection;
  }

  /**
   * SQL in parentheses that yields all spans that may start in a range, with what is asked; to be
   * used once in one statement.
   */
  String spans(Asks asks, TimeRange range) throws StoreException {
    List<String> parts = new ArrayList<>();
    for (Source.Sealed source : windows) {
      if (source.meets(range)) {
        parts.add(select(source, asks, ""));
      }
    }
    for (Source.Unsealed source : unsealed) {
      parts.add(select(source, asks, ""));
    }
    return union(parts, asks);
  }

  /** The same of one trace, of what may hold it alone. */
  String ofTrace(TraceId trace, Asks asks) throws StoreException {
    String where =
        " AND trace_hi = "
            + SearchSql.number(trace.high())
            + " AND trace_lo = "
            + SearchSql.number(trace.low());
    List<String> parts = new ArrayList<>();
    for (Source.Sealed source : windows) {
      for (Seal seal : source.seals()) {
        if (seal.traces().mayHold(trace.high(), trace.low())) {
          String here = " AND batch_id BETWEEN " + seal.firstId() + " AND " + seal.lastId();
          parts.add(select(source, asks, where + here));
        }
      }
    }
    for (Source.Unsealed source : unsealed) {
      parts.add(select(source, asks, where));
    }
    return union(parts, asks);
  }

  private static String union(List<String> parts, Asks asks) {
    return parts.isEmpty() ? none(asks) : "(" + String.join(" UNION ALL ", parts) + ")";
  }

  /** SQL that yields no row of these columns. */
  private static String none(Asks asks) {
    StringBuilder sql = new StringBuilder("(SELECT 0 AS w, 0::BIGINT AS r");
    for (String column : COLUMNS.split(", ", -1)) {
      sql.append(", NULL::").append(SpanSchema.sqlType(column)).append(" AS ").append(column);
    }
    for (Asks.Ask ask : asks.all()) {
      String type =
          switch (ask) {
            case Asks.Numeric _ -> "DOUBLE";
            case Asks.Word _ -> "BOOLEAN";
            case Asks.Text _, Asks.ScopeName _ -> "VARCHAR";
          };
      sql.append(", NULL::").append(type).append(" AS ").append(asks.name(ask));
    }
    return sql.append(" WHERE FALSE)").toString();
  }

  private String select(Source source, Asks asks, String condition) throws StoreException {
    StringBuilder sql = new StringBuilder("SELECT ");
    switch (source) {
      case Source.Sealed sealed -> sql.append(sealed.window().number()).append(" AS w, rowid AS r");
      case Source.Unsealed _ -> sql.append("0 AS w, 0::BIGINT AS r");
    }
    sql.append(", ").append(COLUMNS);
    AskSql how = new AskSql(source);
    for (Asks.Ask ask : asks.all()) {
      sql.append(", ").append(how.of(ask)).append(" AS ").append(asks.name(ask));
    }
    return sql.append(" FROM ").append(from(source)).append(condition).toString();
  }

  /** A source's table, and a condition to which others can be added. */
  String from(Source source) {
    return switch (source) {
      case Source.Sealed sealed -> sealed.window().alias() + ".spans WHERE TRUE";
      case Source.Unsealed fresh ->
          register(fresh.chunks())
              + " WHERE batch_id > "
              + fresh.after()
              + " AND batch_id <= "
              + fresh.upTo();
    };
  }

  /** A stream can be scanned once, so each use has its own; the buffers behind it are the same. */
  private String register(List<Chunk> chunks) {
    String name = "unsealed_" + streamNumber++;
    ChunkStream reader = new ChunkStream(allocator, chunks);
    ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
    streams.add(reader);
    streams.add(stream);
    Data.exportArrayStream(allocator, reader, stream);
    connection.registerArrowStream(name, stream);
    return name;
  }

  /** Takes the rows of a result one by one. */
  interface Rows {
    void row(ResultSet row) throws SQLException, StoreException;
  }

  void query(String sql, Rows rows) throws StoreException {
    try (Statement statement = connection.createStatement()) {
      running = statement;
      if (cancelled) {
        throw new StoreException("cancelled");
      }
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows.row(result);
        }
      }
    } catch (SQLException e) {
      throw new StoreException(
          cancelled ? "cancelled" : "the question cannot be answered: " + e.getMessage(), e);
    } finally {
      running = null;
      closeStreams();
    }
  }

  private void closeStreams() {
    for (AutoCloseable stream : streams.reversed()) {
      try {
        stream.close();
      } catch (Exception e) {
        throw new IllegalStateException("an Arrow stream did not close", e);
      }
    }
    streams.clear();
  }

  void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It ended by itself in the meantime, which is what was wanted.
        return;
      }
    }
  }

  @Override
  public void close() {
    closeStreams();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("a connection of the store did not close", e);
    }
  }
}
