package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry in DuckDB, one database file for a window of time. A window has the spans as columns,
 * from which each of them is put together again with every field that came in.
 */
public final class DuckDbStore implements TelemetryStore {
  /** How long questions may take to end when a window is attached anew. */
  private static final long MENDING_MILLIS = 3_000;

  /** Questions have all cores when nothing was sealed for so long. */
  private static final long CALM_NANOS = 3_000_000_000L;

  private final boolean readOnly;
  private final StoreConfig config;
  private final Database database;
  private final Windows windows;
  private final Staging staging;
  private final SettledAnswers kept = new SettledAnswers();
  private final Object sealing = new Object();
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

  /** A seal whose commit failed, until its window is attached anew. */
  private @Nullable Attempt failed;

  /** When the last seal ended, by {@link System#nanoTime}. */
  private volatile long sealedAt = System.nanoTime() - CALM_NANOS;

  private volatile StoreStats stats;

  private DuckDbStore(StoreConfig config, boolean readOnly) throws SQLException, IOException {
    this.readOnly = readOnly;
    this.config = config;
    database = new Database(config, readOnly);
    windows = new Windows(config, database);
    windows.openAll(readOnly);
    stats = windows.stats();
    staging =
        new Staging(config.stagingBytes(), windows.sealedUpTo(), windows.currentDictionaries());
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
    return EnumSet.allOf(Signal.class);
  }

  @Override
  public long sealedUpTo() {
    return windows.sealedUpTo();
  }

  @Override
  public void seal(List<? extends RecordBatch> batches) throws StoreException {
    if (readOnly) {
      throw new StoreException("this store was opened to be read");
    }
    if (batches.isEmpty()) {
      return;
    }
    synchronized (sealing) {
      mend();
      List<RecordBatch> fresh = new ArrayList<>();
      batches.stream().filter(batch -> batch.id() > windows.sealedUpTo()).forEach(fresh::add);
      database.useThreads(config.threads());
      List<Chunk> chunks = staging.acquire(fresh);
      database.lift(true);
      try {
        for (List<Chunk> part : byDictionaries(chunks)) {
          sealInto(part, fresh);
        }
        windows.retain(staging.awaited(), batches.getLast().arrivedUnixNano());
        stats = windows.stats();
      } catch (SQLException e) {
        throw new StoreException("sealing failed: " + e.getMessage(), e);
      } finally {
        database.lift(false);
        staging.release(chunks);
        sealedAt = System.nanoTime();
      }
    }
  }

  private static List<List<Chunk>> byDictionaries(List<Chunk> chunks) {
    List<List<Chunk>> parts = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (parts.isEmpty() || parts.getLast().getFirst().dictionaries() != chunk.dictionaries()) {
        parts.add(new ArrayList<>());
      }
      parts.getLast().add(chunk);
    }
    return parts;
  }

  /** Seals those of the batches that lie in some chunks of the same dictionaries. */
  private void sealInto(List<Chunk> chunks, List<? extends RecordBatch> batches)
      throws SQLException {
    long after = windows.sealedUpTo();
    long last = chunks.getLast().lastId();
    List<RecordBatch> part = new ArrayList<>();
    for (RecordBatch batch : batches) {
      if (batch.id() > after && batch.id() <= last) {
        part.add(batch);
      }
    }
    if (part.isEmpty()) {
      return;
    }
    long now = part.getLast().arrivedUnixNano();
    Window window = windows.of(chunks.getFirst().dictionaries(), now);
    commit(window, part, chunks, after);
    staging.sealed(part.getLast().id());
    if (windows.isFull(window, now)) {
      staging.startNext(window.dictionaries());
      windows.end(window);
    }
    windows.checkpointLarge(window);
  }

  private static List<Seal> seals(List<RecordBatch> part, List<Chunk> chunks) {
    List<Seal> seals = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      List<RecordBatch> batches = part.stream().filter(b -> b.signal() == signal).toList();
      if (batches.stream().anyMatch(batch -> !batch.isEmpty())) {
        List<Chunk> of = chunks.stream().filter(c -> c.table().signal() == signal).toList();
        int groups = of.stream().mapToInt(Chunk::groups).sum();
        int freeRows = of.stream().mapToInt(Chunk::freeRows).sum();
        seals.add(Seal.of(signal, batches, groups, freeRows));
      }
    }
    return seals;
  }

  private void commit(Window window, List<RecordBatch> part, List<Chunk> made, long after)
      throws SQLException {
    long lastId = part.getLast().id();
    List<Chunk> chunks = within(made, after, lastId);
    List<Seal> seals = seals(part, chunks);
    Map<Signal, Integer> columns = Database.columns(window);
    Map<Signal, Integer> entries = new EnumMap<>(Signal.class);
    database.begin();
    boolean committed = false;
    try {
      if (!window.isMade()) {
        database.createTables(window);
      }
      for (Signal signal : Signal.values()) {
        entries.put(signal, database.saveDictionary(window, signal));
      }
      for (List<Chunk> run : ChunkStream.runs(chunks)) {
        insert(window, run, after, lastId);
      }
      database.saveProfiles(window, part);
      database.saveSeals(window, seals, lastId);
      List<WindowMarks.Stored> marks = window.marks().write(seals, chunks);
      database.saveMarks(window, marks);
      windows.publish(window, seals, marks, lastId, columns, database::commit);
      committed = true;
      saved(window, entries);
    } finally {
      if (!committed) {
        database.rollBack();
        window.marks().forget();
        window.doubt(true);
        failed = new Attempt(window, seals, lastId, columns, entries);
      }
    }
  }

  /** Those of some chunks that may have a batch above one id and up to another. */
  private static List<Chunk> within(List<Chunk> chunks, long after, long upTo) {
    List<Chunk> within = new ArrayList<>();
    long before = Long.MIN_VALUE;
    long last = Long.MIN_VALUE;
    for (Chunk chunk : chunks) {
      if (chunk.lastId() != last) {
        before = last;
        last = chunk.lastId();
      }
      if (last > after && before < upTo) {
        within.add(chunk);
      }
    }
    return within;
  }

  private static void saved(Window window, Map<Signal, Integer> entries) {
    entries.forEach((signal, more) -> window.dictionaries().of(signal).saved(more));
  }

  /** What a seal would have made of a window. */
  private record Attempt(
      Window window,
      List<Seal> seals,
      long lastId,
      Map<Signal, Integer> columns,
      Map<Signal, Integer> entries) {}

  /**
   * Attaches the window anew into which a seal failed, and sees whether its file has that seal all
   * the same. Questions that are under way end.
   */
  private void mend() throws StoreException {
    Attempt attempt = failed;
    if (attempt == null) {
      return;
    }
    sessions.forEach(session -> session.end("a window of the store is opened anew; ask again"));
    try {
      for (long waited = 0; attempt.window().isRead() && waited < MENDING_MILLIS; waited += 20) {
        Thread.sleep(20);
      }
      long held = database.reopen(attempt.window());
      attempt.window().doubt(false);
      if (held == attempt.lastId()) {
        windows.publish(
            attempt.window(),
            attempt.seals(),
            List.of(),
            attempt.lastId(),
            attempt.columns(),
            () -> {});
        saved(attempt.window(), attempt.entries());
        staging.sealed(attempt.lastId());
      }
      failed = null;
    } catch (SQLException e) {
      throw new StoreException(
          "the window " + attempt.window().file() + " is not open yet: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted", e);
    }
  }

  private void insert(Window window, List<Chunk> run, long after, long upTo) throws SQLException {
    SignalTable table = run.getFirst().table();
    String columns = table.columns(run.getFirst().columns().size());
    try (ChunkStream reader = new ChunkStream(staging.allocator(), run);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(staging.allocator())) {
      Data.exportArrayStream(staging.allocator(), reader, stream);
      database.connection().registerArrowStream("sealing_stream", stream);
      database.execute(
          "INSERT INTO "
              + window.alias()
              + "."
              + table.table()
              + " ("
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
  public TelemetrySnapshot snapshot(List<? extends RecordBatch> unsealed) throws StoreException {
    if (System.nanoTime() - sealedAt > CALM_NANOS) {
      database.useThreads(Math.max(config.threads(), config.calmThreads()));
    }
    List<Chunk> chunks = staging.acquire(unsealed);
    try {
      return windows.pin(pinned -> {
        long seam = pinned.sealedUpTo();
        List<RecordBatch> pending = new ArrayList<>();
        unsealed.stream().filter(batch -> batch.id() > seam).forEach(pending::add);
        DuckDBConnection own = database.connection().duplicate();
        own.setAutoCommit(false);
        long last = pending.isEmpty() ? seam : pending.getLast().id();
        Session session = new Session(own, staging.allocator());
        sessions.add(session);
        try {
          Relations relations = new Relations(session, pinned.sources(), kept, chunks, seam, last);
          relations.begin();
          return new DuckDbSnapshot(
              relations,
              pending,
              () -> {
                sessions.remove(session);
                staging.release(chunks);
                windows.unpin(pinned);
              });
        } catch (SQLException | RuntimeException e) {
          sessions.remove(session);
          session.close();
          throw e;
        }
      });
    } catch (SQLException | RuntimeException e) {
      staging.release(chunks);
      throw new StoreException("the store cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public StoreStats stats() {
    return stats;
  }

  @Override
  public void rest() {
    synchronized (sealing) {
      database.lift(true);
      windows.tidy();
      database.lift(false);
      staging.trim();
      windows.whenUnread(database::evict);
    }
    NativeMemory.giveBack();
  }

  @Override
  public void close() throws StoreException {
    synchronized (sealing) {
      try {
        if (!readOnly) {
          database.lift(true);
          windows.checkpointAll();
        }
        database.close();
        windows.close();
        staging.close();
      } catch (SQLException e) {
        throw new StoreException("the store did not close cleanly: " + e.getMessage(), e);
      }
    }
  }
}
