package dev.eyepiece.store;

import com.github.luben.zstd.Zstd;
import dev.eyepiece.telemetry.SpanBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.duckdb.DuckDBConnection;

/**
 * Telemetry in DuckDB, one database file for a window of time. A window has the spans as columns to
 * search in, and the requests themselves, compressed, from which a span is read whole: so whatever
 * came in comes out.
 */
public final class DuckDbStore implements TelemetryStore {
  /** Of the tables in a window file; a file of another version is left alone. */
  private static final int SCHEMA_VERSION = 1;

  private static final int ZSTD_LEVEL = 3;
  private static final System.Logger LOG = System.getLogger(DuckDbStore.class.getName());

  private final StoreConfig config;
  private final boolean readOnly;
  private final DuckDBConnection connection;
  private final Staging staging;
  private final List<Window> windows = new ArrayList<>();

  /** Readers are snapshots, which keep windows where they are; the writer is retention. */
  private final ReadWriteLock windowsInUse = new ReentrantReadWriteLock();

  private final Object sealing = new Object();
  private volatile long sealedUpTo = SpanBatch.NO_ID;
  private volatile StoreStats stats;
  private long deletedSpans;

  private DuckDbStore(StoreConfig config, boolean readOnly) throws SQLException, IOException {
    this.config = config;
    this.readOnly = readOnly;
    this.stats = new StoreStats(0, 0, config.capBytes(), 0, 0, 0);
    Properties settings = new Properties();
    settings.setProperty("memory_limit", config.memoryBytes() / 1_000_000 + "MB");
    settings.setProperty("threads", Integer.toString(config.threads()));
    if (readOnly) {
      // Nothing is written anywhere: what does not fit into memory is an error.
      settings.setProperty("temp_directory", "");
    } else {
      Files.createDirectories(config.folder());
      Path spill = Files.createDirectories(config.folder().resolve("spill"));
      settings.setProperty("temp_directory", spill.toString());
    }
    settings.setProperty("preserve_insertion_order", "false");
    settings.setProperty("checkpoint_threshold", "1GB");
    settings.setProperty("jdbc_stream_results", "true");
    connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
    attachAll();
    staging = new Staging(config.stagingBytes(), sealedUpTo);
    lockDown();
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

  private void lockDown() throws SQLException {
    execute("SET allowed_directories = [" + SearchSql.literal(config.folder() + "/") + "]");
    execute("SET enable_external_access = false");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private void attachAll() throws SQLException, IOException {
    if (readOnly && !Files.isDirectory(config.folder())) {
      return;
    }
    List<Integer> numbers;
    try (Stream<Path> files = Files.list(config.folder())) {
      numbers = files.map(Window::number).filter(n -> n >= 0).sorted().toList();
    }
    for (int number : numbers) {
      Window window = Window.of(config.folder(), number);
      try {
        attach(window);
        windows.add(window);
        sealedUpTo =
            Math.max(sealedUpTo, number("SELECT sealed_upto FROM " + window.alias() + ".meta"));
      } catch (SQLException e) {
        if (readOnly) {
          throw new SQLException("the window " + window.file() + ": " + e.getMessage(), e);
        }
        Path aside = window.file().resolveSibling(window.file().getFileName() + ".unreadable");
        Files.move(window.file(), aside);
        LOG.log(
            System.Logger.Level.WARNING,
            "the window " + window.file() + " cannot be read and was set aside: " + e.getMessage());
      }
    }
    refreshStats();
  }

  private void attach(Window window) throws SQLException {
    execute(
        "ATTACH "
            + SearchSql.literal(window.file().toString())
            + " AS "
            + window.alias()
            + (readOnly ? " (READ_ONLY)" : ""));
    long version = number("SELECT version FROM " + window.alias() + ".meta");
    if (version != SCHEMA_VERSION) {
      execute("DETACH " + window.alias());
      throw new SQLException("schema " + version + " (expected: " + SCHEMA_VERSION + ")");
    }
  }

  private Window currentWindow() throws SQLException {
    if (!windows.isEmpty() && windows.getLast().bytes() < config.windowBytes()) {
      return windows.getLast();
    }
    int number = windows.isEmpty() ? 1 : windows.getLast().number() + 1;
    Window window = Window.of(config.folder(), number);
    execute("ATTACH " + SearchSql.literal(window.file().toString()) + " AS " + window.alias());
    execute(SpanSchema.createTable(window.alias() + ".spans"));
    execute(
        "CREATE TABLE "
            + window.alias()
            + ".batches (batch_id BIGINT, arrived_ns BIGINT, spans INTEGER, length INTEGER,"
            + " request BLOB)");
    execute("CREATE TABLE " + window.alias() + ".meta (version INTEGER, sealed_upto BIGINT)");
    execute("INSERT INTO " + window.alias() + ".meta VALUES (" + SCHEMA_VERSION + ", -1)");
    if (!windows.isEmpty()) {
      execute("CHECKPOINT " + windows.getLast().alias());
    }
    synchronized (windows) {
      windows.add(window);
    }
    return window;
  }

  @Override
  public long sealedUpTo() {
    return sealedUpTo;
  }

  @Override
  public void seal(List<SpanBatch> batches) throws StoreException {
    if (readOnly) {
      throw new StoreException("this store was opened to be read");
    }
    if (batches.isEmpty()) {
      return;
    }
    synchronized (sealing) {
      List<Chunk> chunks = staging.acquire(batches);
      try {
        sealChunks(batches, chunks);
        retain();
        refreshStats();
      } catch (SQLException e) {
        throw new StoreException("sealing failed: " + e.getMessage(), e);
      } finally {
        staging.release(chunks);
      }
    }
  }

  private void sealChunks(List<SpanBatch> batches, List<Chunk> chunks) throws SQLException {
    Window window = currentWindow();
    long last = batches.getLast().id();
    connection.setAutoCommit(false);
    try (ChunkStream reader = new ChunkStream(staging.allocator(), chunks);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(staging.allocator())) {
      Data.exportArrayStream(staging.allocator(), reader, stream);
      connection.registerArrowStream("sealing_stream", stream);
      execute(
          "INSERT INTO "
              + window.alias()
              + ".spans SELECT "
              + SpanSchema.columns()
              + " FROM sealing_stream WHERE batch_id > "
              + sealedUpTo
              + " AND batch_id <= "
              + last);
      insertRequests(window, batches);
      execute("UPDATE " + window.alias() + ".meta SET sealed_upto = " + last);
      publish(last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (sealedUpTo != last) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }

  /** Makes the rows and the mark visible as one: no snapshot is taken between the two. */
  private void publish(long last) throws SQLException {
    synchronized (windows) {
      connection.commit();
      sealedUpTo = last;
    }
    staging.sealed(last);
  }

  private void insertRequests(Window window, List<SpanBatch> batches) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + window.alias() + ".batches VALUES (?, ?, ?, ?, ?)")) {
      for (SpanBatch batch : batches) {
        byte[] target = new byte[(int) Zstd.compressBound(batch.length())];
        long size =
            Zstd.compressByteArray(
                target, 0, target.length, batch.bytes(), 0, batch.length(), ZSTD_LEVEL);
        insert.setLong(1, batch.id());
        insert.setLong(2, batch.arrivedUnixNano());
        insert.setInt(3, batch.size());
        insert.setInt(4, batch.length());
        insert.setBytes(5, Arrays.copyOf(target, (int) size));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Deletes the oldest windows while all of them are larger than the cap; never the one that is
   * written.
   */
  private void retain() throws SQLException {
    while (windows.size() > 1 && totalBytes() > config.capBytes()) {
      if (!windowsInUse.writeLock().tryLock()) {
        return;
      }
      try {
        Window oldest = windows.getFirst();
        deletedSpans += number("SELECT count(*) FROM " + oldest.alias() + ".spans");
        execute("DETACH " + oldest.alias());
        synchronized (windows) {
          windows.removeFirst();
        }
        oldest.delete();
      } catch (IOException e) {
        throw new SQLException("an old window cannot be deleted: " + e.getMessage(), e);
      } finally {
        windowsInUse.writeLock().unlock();
      }
    }
  }

  private long totalBytes() {
    return windows.stream().mapToLong(Window::bytes).sum();
  }

  private void refreshStats() throws SQLException {
    long spans = 0;
    long oldest = 0;
    for (Window window : windows) {
      spans += number("SELECT count(*) FROM " + window.alias() + ".spans");
      if (oldest == 0) {
        oldest = number("SELECT min(arrived_ns) FROM " + window.alias() + ".batches");
      }
    }
    stats =
        new StoreStats(
            spans, totalBytes(), config.capBytes(), windows.size(), oldest, deletedSpans);
  }

  @Override
  public TelemetrySnapshot snapshot(List<SpanBatch> unsealed) throws StoreException {
    windowsInUse.readLock().lock();
    try {
      List<Chunk> chunks = staging.acquire(unsealed);
      synchronized (windows) {
        long seam = sealedUpTo;
        List<SpanBatch> pending = unsealed.stream().filter(b -> b.id() > seam).toList();
        DuckDBConnection own = connection.duplicate();
        own.setAutoCommit(false);
        Relation relation =
            new Relation(own, List.copyOf(windows), staging, chunks, seam, lastId(pending, seam));
        relation.begin();
        return new DuckDbSnapshot(relation, pending, () -> release(chunks));
      }
    } catch (SQLException | RuntimeException e) {
      windowsInUse.readLock().unlock();
      throw new StoreException("the store cannot be read: " + e.getMessage(), e);
    }
  }

  private static long lastId(List<SpanBatch> pending, long otherwise) {
    return pending.isEmpty() ? otherwise : pending.getLast().id();
  }

  private void release(List<Chunk> chunks) {
    staging.release(chunks);
    windowsInUse.readLock().unlock();
  }

  @Override
  public StoreStats stats() {
    return stats;
  }

  @Override
  public void close() throws StoreException {
    synchronized (sealing) {
      try {
        for (Window window : readOnly ? List.<Window>of() : windows) {
          execute("CHECKPOINT " + window.alias());
        }
        connection.close();
        staging.close();
      } catch (SQLException e) {
        throw new StoreException("the store did not close cleanly: " + e.getMessage(), e);
      }
    }
  }
}
