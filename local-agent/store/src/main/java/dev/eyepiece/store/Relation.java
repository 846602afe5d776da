package dev.eyepiece.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * All spans of a snapshot as something to select from: the windows and the chunks that are not
 * sealed, of one transaction. For one thread, except {@link #cancel}.
 */
final class Relation implements AutoCloseable {
  private final DuckDBConnection connection;
  private final List<Window> windows;
  private final Staging staging;
  private final List<Chunk> chunks;
  private final long seam;
  private final long last;
  private final List<AutoCloseable> streams = new ArrayList<>();
  private int streamNumber;
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;

  Relation(
      DuckDBConnection connection,
      List<Window> windows,
      Staging staging,
      List<Chunk> chunks,
      long seam,
      long last) {
    this.connection = connection;
    this.windows = windows;
    this.staging = staging;
    this.chunks = chunks;
    this.seam = seam;
    this.last = last;
  }

  /** Fixes what the transaction sees of each window: DuckDB does so when it first reads there. */
  void begin() throws SQLException {
    for (Window window : windows) {
      try (Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery("SELECT sealed_upto FROM " + window.alias() + ".meta")) {
        result.next();
      }
    }
  }

  List<Window> windows() {
    return windows;
  }

  DuckDBConnection connection() {
    return connection;
  }

  /** SQL in parentheses that yields all spans; to be used once in one statement. */
  String spans() {
    return "(" + sealed() + " UNION ALL " + unsealed() + ")";
  }

  /** SQL that yields the spans of the windows. */
  String sealed() {
    List<String> parts = new ArrayList<>();
    for (Window window : windows) {
      parts.add("SELECT " + SpanSchema.columns() + " FROM " + window.alias() + ".spans");
    }
    return parts.isEmpty() ? SpanSchema.none() : String.join(" UNION ALL ", parts);
  }

  /** SQL that yields the spans that no window has; to be used once in one statement. */
  String unsealed() {
    return last <= seam
        ? SpanSchema.none()
        : "SELECT "
            + SpanSchema.columns()
            + " FROM "
            + register()
            + " WHERE batch_id > "
            + seam
            + " AND batch_id <= "
            + last;
  }

  /** A stream can be scanned once, so each use has its own; the buffers behind it are the same. */
  private String register() {
    String name = "unsealed_" + streamNumber++;
    ChunkStream reader = new ChunkStream(staging.allocator(), chunks);
    ArrowArrayStream stream = ArrowArrayStream.allocateNew(staging.allocator());
    streams.add(reader);
    streams.add(stream);
    Data.exportArrayStream(staging.allocator(), reader, stream);
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
