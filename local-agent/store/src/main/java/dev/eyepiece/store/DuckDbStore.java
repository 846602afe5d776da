package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.duckdb.DuckDBConnection;

/**
 * Telemetry in DuckDB, one database file for a window of time. A window has the spans as columns,
 * from which each of them is put together again with every field that came in.
 */
public final class DuckDbStore implements TelemetryStore {
  private final boolean readOnly;
  private final Database database;
  private final Windows windows;
  private final Staging staging;
  private final Object sealing = new Object();
  private volatile StoreStats stats;

  private DuckDbStore(StoreConfig config, boolean readOnly) throws SQLException, IOException {
    this.readOnly = readOnly;
    database = new Database(config, readOnly);
    windows = new Windows(config, database);
    windows.openAll(readOnly);
    stats = windows.stats();
    staging = new Staging(config.stagingBytes(), windows.sealedUpTo(), windows.currentDictionary());
    database.lockDown();
  }

  /** Opens the store of a folder, which no other process may have open. */
  public static DuckDbStore open(StoreConfig config) throws StoreException {
    return open(config, false);
  }

  /**
   * Opens the store of a folder for snapshots alone, and changes nothing in it. A process that was
   * killed may have left it; none may have it open for writing. A folder that is not there is
   * empty.
   */
  public static DuckDbStore openReadOnly(StoreConfig config) throws StoreException {
    return open(config, true);
  }

  private static DuckDbStore open(StoreConfig config, boolean readOnly) throws StoreException {
    try {
      return new DuckDbStore(config, readOnly);
    } catch (SQLException | IOException e) {
      throw new StoreException(
          "the store in " + config.folder() + " cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public Set<Signal> signals() {
    return Set.of(Signal.TRACES);
  }

  @Override
  public long sealedUpTo() {
    return windows.sealedUpTo();
  }

  @Override
  public void seal(List<? extends RecordBatch> records) throws StoreException {
    if (readOnly) {
      throw new StoreException("this store was opened to be read");
    }
    if (records.isEmpty()) {
      return;
    }
    List<SpanBatch> batches = spans(records);
    synchronized (sealing) {
      List<Chunk> chunks = staging.acquire(batches);
      try {
        for (List<Chunk> part : byDictionary(chunks)) {
          sealInto(part, batches);
        }
        windows.retain(staging.awaited());
        stats = windows.stats();
      } catch (SQLException e) {
        throw new StoreException("sealing failed: " + e.getMessage(), e);
      } finally {
        staging.release(chunks);
      }
    }
  }

  private static List<SpanBatch> spans(List<? extends RecordBatch> batches) throws StoreException {
    List<SpanBatch> spans = new ArrayList<>(batches.size());
    for (RecordBatch batch : batches) {
      if (!(batch instanceof SpanBatch one)) {
        throw new StoreException("this store keeps no " + batch.signal());
      }
      spans.add(one);
    }
    return spans;
  }

  private static List<List<Chunk>> byDictionary(List<Chunk> chunks) {
    List<List<Chunk>> parts = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (parts.isEmpty() || parts.getLast().getFirst().dictionary() != chunk.dictionary()) {
        parts.add(new ArrayList<>());
      }
      parts.getLast().add(chunk);
    }
    return parts;
  }

  /** Seals those of the batches that lie in some chunks of one dictionary. */
  private void sealInto(List<Chunk> chunks, List<SpanBatch> batches) throws SQLException {
    long after = windows.sealedUpTo();
    long last = chunks.getLast().lastId();
    List<SpanBatch> part =
        batches.stream().filter(batch -> batch.id() > after && batch.id() <= last).toList();
    if (part.isEmpty()) {
      return;
    }
    int traces = chunks.stream().mapToInt(Chunk::traces).sum();
    int freeRows = chunks.stream().mapToInt(Chunk::freeRows).sum();
    Seal seal = Seal.of(part, traces, freeRows);
    long now = part.getLast().arrivedUnixNano();
    Window window = windows.of(chunks.getFirst().dictionary(), now);
    commit(window, seal, chunks, after);
    staging.sealed(seal.lastId());
    if (windows.isFull(window, now)) {
      staging.startNext(window.dictionary());
      windows.end(window);
    }
    windows.checkpointLarge(window);
  }

  private void commit(Window window, Seal seal, List<Chunk> chunks, long after)
      throws SQLException {
    database.begin();
    boolean committed = false;
    try {
      if (!window.isMade()) {
        database.createTables(window);
      }
      int entries = database.saveDictionary(window);
      int columns = window.dictionary().columns().size();
      for (List<Chunk> run : ChunkStream.runs(chunks)) {
        insert(window, run, after, seal.lastId());
      }
      database.saveSeal(window, seal);
      windows.publish(window, seal, columns, database::commit);
      committed = true;
      window.dictionary().saved(entries);
    } finally {
      if (!committed) {
        database.rollBack();
      }
    }
  }

  private void insert(Window window, List<Chunk> run, long after, long upTo) throws SQLException {
    String columns = SpanSchema.columns(run.getFirst().columns().size());
    try (ChunkStream reader = new ChunkStream(staging.allocator(), run);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(staging.allocator())) {
      Data.exportArrayStream(staging.allocator(), reader, stream);
      database.connection().registerArrowStream("sealing_stream", stream);
      database.execute(
          "INSERT INTO "
              + window.alias()
              + ".spans ("
              + columns
              + ") SELECT "
              + columns
              + " FROM sealing_stream WHERE batch_id > "
              + after
              + " AND batch_id <= "
              + upTo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TelemetrySnapshot snapshot(List<? extends RecordBatch> records) throws StoreException {
    List<SpanBatch> unsealed = spans(records);
    List<Chunk> chunks = staging.acquire(unsealed);
    try {
      return windows.pin(pinned -> {
        long seam = pinned.sealedUpTo();
        List<SpanBatch> pending = unsealed.stream().filter(b -> b.id() > seam).toList();
        DuckDBConnection own = database.connection().duplicate();
        own.setAutoCommit(false);
        long last = pending.isEmpty() ? seam : pending.getLast().id();
        List<Source.Sealed> sealed = pinned.windows();
        Relation relation =
            new Relation(own, sealed, Source.Unsealed.of(chunks, seam, last), staging.allocator());
        relation.begin();
        return new DuckDbSnapshot(
            relation,
            pending,
            () -> {
              staging.release(chunks);
              windows.unpin(sealed);
            });
      });
    } catch (SQLException | RuntimeException e) {
      staging.release(chunks);
      throw new StoreException("the store cannot be read: " + e.getMessage(), e);
    }
  }

  /** Takes the rows of windows as they lie there. */
  interface Inspector {
    void row(Source.Sealed source, ResultSet row) throws SQLException;
  }

  /** Shows every row of every window, with the columns of {@link SpanAssembler#columns}. */
  void inspect(Inspector inspector) throws StoreException {
    try (DuckDbSnapshot snapshot = (DuckDbSnapshot) snapshot(List.of())) {
      for (Source.Sealed source : snapshot.relation().windows()) {
        snapshot
            .relation()
            .query(
                "SELECT "
                    + SpanAssembler.columns(source)
                    + " FROM "
                    + source.window().alias()
                    + ".spans",
                row -> inspector.row(source, row));
      }
    }
  }

  @Override
  public StoreStats stats() {
    return stats;
  }

  @Override
  public void rest() {
    synchronized (sealing) {
      windows.tidy();
      staging.trim();
    }
    NativeMemory.giveBack();
  }

  @Override
  public void close() throws StoreException {
    synchronized (sealing) {
      try {
        if (!readOnly) {
          windows.checkpointAll();
        }
        database.close();
        staging.close();
      } catch (SQLException e) {
        throw new StoreException("the store did not close cleanly: " + e.getMessage(), e);
      }
    }
  }
}
