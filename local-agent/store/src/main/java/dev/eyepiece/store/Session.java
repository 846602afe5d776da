package dev.eyepiece.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** The connection of a snapshot, in one transaction. For one thread, except {@link #cancel}. */
final class Session implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Session.class.getName());
  private static final int MOST_INTERRUPTS = 100;
  private static final long BETWEEN_INTERRUPTS_MILLIS = 20;
  private static final long ROWS_A_TIME = 61_440;

  private final DuckDBConnection connection;
  private final BufferAllocator allocator;
  private final List<Registered> streams = new ArrayList<>();
  private int streamNumber;
  private int tableNumber;
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;
  private volatile String reason = "cancelled";

  Session(DuckDBConnection connection, BufferAllocator allocator) {
    this.connection = connection;
    this.allocator = allocator;
  }

  DuckDBConnection connection() {
    return connection;
  }

  /**
   * A name under which chunks that are alike can be selected from in the next statement. A stream
   * can be scanned once, so each use has its own; the buffers behind it are the same.
   */
  String register(List<Chunk> chunks) {
    String name = "unsealed_" + streamNumber++;
    ChunkStream reader = new ChunkStream(allocator, chunks);
    ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
    streams.add(new Registered(reader, stream));
    Data.exportArrayStream(allocator, reader, stream);
    connection.registerArrowStream(name, stream);
    return name;
  }

  /** A name that no temporary table has yet. */
  String table(String kind) {
    return kind + "_" + tableNumber++;
  }

  /** What DuckDB scans, and what fills it. */
  private record Registered(ChunkStream reader, ArrowArrayStream stream) {}

  /** Says which statement {@link #cancel} is to end; fails when it came already. */
  void running(@Nullable Statement statement) throws StoreException {
    running = statement;
    if (statement != null) {
      goOn();
    }
  }

  /** Fails when it was cancelled. */
  private void goOn() throws StoreException {
    if (cancelled) {
      throw new StoreException(reason);
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Takes the rows of a result one by one. */
  interface Rows {
    void row(ResultSet row) throws SQLException, StoreException;
  }

  void query(String sql, Rows rows) throws StoreException {
    read(
        sql,
        result -> {
          while (result.next()) {
            // The driver lets no statement be cancelled while its rows are fetched.
            goOn();
            rows.row(result);
          }
        });
  }

  /** Takes the columns of some rows; they are gone once it returns. */
  interface Columns {
    void columns(VectorSchemaRoot some) throws StoreException;
  }

  /**
   * Asks for many rows, which come many at a time: one by one each costs a hundred nanoseconds and
   * more. All of them are in memory before the first comes.
   */
  void columns(String sql, Columns columns) throws StoreException {
    // Else what is between two rows that are found could not be cancelled either.
    comeAsTheyAreFound(false);
    try {
      read(
          sql,
          result -> {
            // Not of what chunks have to share: it is DuckDB's memory, and little of it at a time.
            try (BufferAllocator own = new RootAllocator();
                ArrowReader reader =
                    (ArrowReader)
                        result.unwrap(DuckDBResultSet.class).arrowExportStream(own, ROWS_A_TIME)) {
              while (reader.loadNextBatch()) {
                goOn();
                columns.columns(reader.getVectorSchemaRoot());
              }
            } catch (IOException e) {
              throw new SQLException(e.getMessage(), e);
            }
          });
    } finally {
      comeAsTheyAreFound(true);
    }
  }

  private void comeAsTheyAreFound(boolean rows) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION jdbc_stream_results = " + rows);
    } catch (SQLException e) {
      // Nothing more can be asked in a transaction that failed, of which the question itself tells.
      LOG.log(System.Logger.Level.DEBUG, "how rows come stays as it is", e);
    }
  }

  private void read(String sql, Rows whole) throws StoreException {
    try (Statement statement = connection.createStatement()) {
      running(statement);
      try (ResultSet result = statement.executeQuery(sql)) {
        whole.row(result);
      }
    } catch (SQLException e) {
      throw new StoreException(
          cancelled ? reason : "the question cannot be answered: " + SqlMistake.message(e), e);
    } finally {
      running = null;
      closeStreams();
    }
  }

  private void closeStreams() {
    for (Registered registered : streams.reversed()) {
      registered.stream.close();
      try {
        registered.reader.close();
      } catch (IOException e) {
        throw new IllegalStateException("an Arrow stream did not close", e);
      }
    }
    streams.clear();
  }

  /** Ends the running call, and each that follows, with a reason; returns at once. */
  void end(String why) {
    reason = why;
    cancel();
  }

  /** Why calls end that were cancelled. */
  String reason() {
    return reason;
  }

  /** Ends the running call; returns at once. */
  void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement != null && interrupt(statement)) {
      Thread.startVirtualThread(() -> insist(statement));
    }
  }

  /** DuckDB forgets an interrupt that comes just before the statement begins, so it comes again. */
  private void insist(Statement statement) {
    try {
      for (int i = 0; i < MOST_INTERRUPTS && statement.equals(running); i++) {
        Thread.sleep(BETWEEN_INTERRUPTS_MILLIS);
        if (!statement.equals(running) || !interrupt(statement)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean interrupt(Statement statement) {
    try {
      statement.cancel();
      return true;
    } catch (SQLException e) {
      // It ended by itself in the meantime, which is what was wanted.
      return false;
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
