package dev.eyepiece.store;

import dev.eyepiece.store.marks.MarksSection;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB with window files attached: the statements that make, read and fill one. */
final class Database implements AutoCloseable {
  /** Of the tables in a window file; a file of another version is left alone. */
  static final int SCHEMA_VERSION = 3;

  /** What DuckDB keeps when nothing comes and nothing is asked. */
  private static final int RESTING_MEGABYTES = 32;

  /** What of the memory questions may not take, so that a seal finds some: so much, or half. */
  private static final long SEALING_BYTES = 64L << 20;

  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private final StoreConfig config;
  private final boolean readOnly;
  private final DuckDBConnection connection;
  private int threads;

  Database(StoreConfig config, boolean readOnly) throws SQLException, IOException {
    this.config = config;
    this.readOnly = readOnly;
    threads = config.threads();
    Properties settings = new Properties();
    settings.setProperty("memory_limit", limit(false));
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
    // What questions and seals have freed goes back to the system soon instead of staying aside.
    settings.setProperty("allocator_background_threads", "true");
    settings.setProperty("allocator_flush_threshold", "16MB");
    settings.setProperty("allocator_bulk_deallocation_flush_threshold", "64MB");
    connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
    // Of a window that a failed commit has damaged in memory, the checkpoint that DuckDB makes by
    // itself when it lets go ends the process; those that are wanted are made by statements.
    execute("PRAGMA disable_checkpoint_on_shutdown");
  }

  DuckDBConnection connection() {
    return connection;
  }

  /** From now on no statement reaches a file outside of the folder. */
  void lockDown() throws SQLException {
    execute("SET allowed_directories = [" + SearchSql.literal(config.folder() + "/") + "]");
    execute("SET enable_external_access = false");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Starts a transaction. By a statement: after a commit that failed, the driver's own switch still
   * counts on a transaction that is gone.
   */
  void begin() throws SQLException {
    execute("BEGIN TRANSACTION");
  }

  void commit() throws SQLException {
    execute("COMMIT");
  }

  /** Ends a transaction that failed, unless its failure has ended it already. */
  void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "there is nothing to roll back", e);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private void attach(Path file, String alias, String options) throws SQLException {
    try {
      execute("ATTACH " + SearchSql.literal(file.toString()) + " AS " + alias + options);
    } catch (SQLException e) {
      // A file that cannot be made or read leaves the transaction of the statement open.
      rollBack();
      throw e;
    }
  }

  /** Attaches the file of an earlier run and reads what is known of it. */
  Window open(int number, Dictionaries dictionaries) throws SQLException {
    Path file = Window.path(config.folder(), number);
    String alias = "w" + number;
    attach(file, alias, readOnly ? " (READ_ONLY)" : "");
    try {
      long created = created(alias);
      WindowMarks marks = WindowMarks.of(config, number, readOnly);
      Window window = new Window(config.folder(), number, dictionaries, created, marks);
      load(window);
      window.made(columns(window));
      return window;
    } catch (SQLException e) {
      execute("DETACH " + alias);
      throw e;
    }
  }

  /** When a window was made, in nanoseconds since 1970, if it is of this version. */
  private long created(String alias) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet meta =
            statement.executeQuery("SELECT version, created_ns FROM " + alias + ".meta")) {
      long version = meta.next() ? meta.getLong(1) : 0;
      if (version != SCHEMA_VERSION) {
        throw new SQLException("schema " + version + " (expected: " + SCHEMA_VERSION + ")");
      }
      return meta.getLong(2);
    }
  }

  /** How many attribute columns the dictionaries of a window ask for. */
  static Map<Signal, Integer> columns(Window window) {
    Map<Signal, Integer> columns = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      columns.put(signal, window.dictionaries().of(signal).columns().size());
    }
    return columns;
  }

  private void load(Window window) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT signal, kind, id, content FROM "
                    + window.alias()
                    + ".dictionary ORDER BY signal, kind, id")) {
      while (row.next()) {
        window
            .dictionaries()
            .of(signal(row.getInt(1)))
            .load(new Dictionary.Entry(row.getInt(2), row.getInt(3), row.getBytes(4)));
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT * FROM " + window.alias() + ".seals ORDER BY first_id")) {
      while (row.next()) {
        window
            .seals()
            .add(
                new Seal(
                    signal(row.getInt(1)),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getInt(8),
                    TraceFilter.of(row.getBytes(9))));
      }
    }
  }

  private boolean hasTable(String alias, String table) throws SQLException {
    return number(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = "
                + SearchSql.literal(table)
                + " AND database_name = "
                + SearchSql.literal(alias))
        > 0;
  }

  /**
   * Reads what marks the attached windows have. Asked once for all: to find out whether one has a
   * table DuckDB goes through the tables of every window.
   */
  void startMarks(List<Window> windows) throws SQLException {
    Set<String> marked = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT database_name FROM duckdb_tables() WHERE table_name = 'marks'")) {
      while (row.next()) {
        marked.add(row.getString(1));
      }
    }
    for (Window window : windows) {
      if (marked.contains(window.alias())) {
        startMarks(window);
      }
    }
  }

  private void startMarks(Window window) {
    try {
      window.marks().start(marks(window));
    } catch (SQLException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the window "
              + window.file()
              + " is read whole, its table of marks is no good: "
              + e.getMessage());
    }
  }

  /** The sections that are in the file beside a window. */
  private List<WindowMarks.Stored> marks(Window window) throws SQLException {
    List<WindowMarks.Stored> marks = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT * FROM " + window.alias() + ".marks ORDER BY signal, first_id")) {
      while (row.next()) {
        marks.add(
            new WindowMarks.Stored(
                SignalTable.of(signal(row.getInt(1))),
                new MarksSection(
                    window.marks().file(),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getInt(5),
                    row.getLong(6))));
      }
    }
    return marks;
  }

  private static Signal signal(int number) throws SQLException {
    for (SignalTable table : SignalTable.values()) {
      if (table.number() == number) {
        return table.signal();
      }
    }
    throw new SQLException("signal " + number + " (expected: 0 to 3)");
  }

  private static int number(Signal signal) {
    return SignalTable.of(signal).number();
  }

  /** The id up to which a window has everything. */
  long sealedUpTo(Window window) throws SQLException {
    return number("SELECT sealed_upto FROM " + window.alias() + ".meta");
  }

  /** Whether a file holds nothing, because the first seal into it never came to its end. */
  boolean isEmpty(int number) throws SQLException {
    String alias = "w" + number;
    attach(Window.path(config.folder(), number), alias, readOnly ? " (READ_ONLY)" : "");
    try {
      return number("SELECT count(*) FROM duckdb_tables() WHERE database_name = '" + alias + "'")
          == 0;
    } finally {
      execute("DETACH " + alias);
    }
  }

  /** Makes the file of a new window, without tables. */
  void create(Window window) throws SQLException {
    attach(window.file(), window.alias(), " (STORAGE_VERSION 'latest', ROW_GROUP_SIZE 61440)");
  }

  /**
   * Attaches a window anew: after a commit that failed, what DuckDB has of it in memory can differ
   * from its file, and the next checkpoint would end its use for good. Fails while a statement
   * still reads it.
   *
   * @return the id up to which the file has everything
   */
  long reopen(Window window) throws SQLException {
    if (number(
            "SELECT count(*) FROM duckdb_databases() WHERE database_name = '"
                + window.alias()
                + "'")
        > 0) {
      detach(window);
    }
    if (!window.isMade()) {
      create(window);
      if (!hasTable(window.alias(), "meta")) {
        return RecordBatch.NO_ID;
      }
    } else {
      attach(window.file(), window.alias(), "");
    }
    return sealedUpTo(window);
  }

  /** Makes the tables of a new window, in the transaction of its first seal. */
  void createTables(Window window) throws SQLException {
    String alias = window.alias();
    for (SignalTable table : SignalTable.values()) {
      execute(table.createTable(alias));
    }
    execute("CREATE TABLE " + alias + ".profile_requests (batch_id BIGINT, content BLOB)");
    execute(
        "CREATE TABLE "
            + alias
            + ".dictionary (signal TINYINT, kind TINYINT, id INTEGER, content BLOB)");
    execute(
        "CREATE TABLE "
            + alias
            + ".seals (signal TINYINT, first_id BIGINT, last_id BIGINT, records BIGINT,"
            + " arrived_ns BIGINT, min_ns BIGINT, max_ns BIGINT, free_rows INTEGER, traces BLOB)");
    execute(
        "CREATE TABLE "
            + alias
            + ".marks (signal TINYINT, first_id BIGINT, last_id BIGINT, place BIGINT,"
            + " length INTEGER, key BIGINT)");
    execute(
        "CREATE TABLE " + alias + ".meta (version INTEGER, sealed_upto BIGINT, created_ns BIGINT)");
    execute(
        "INSERT INTO "
            + alias
            + ".meta VALUES ("
            + SCHEMA_VERSION
            + ", -1, "
            + window.createdNano()
            + ")");
    window.marks().start(List.of());
  }

  /** Writes what a dictionary of a window has learned; answers with how many entries that is. */
  int saveDictionary(Window window, Signal signal) throws SQLException {
    var entries = window.dictionaries().of(signal).unsaved();
    if (entries.isEmpty()) {
      return 0;
    }
    for (Dictionary.Entry entry : entries) {
      if (entry.kind() == Dictionary.COLUMN) {
        execute(
            "ALTER TABLE "
                + window.alias()
                + "."
                + SignalTable.of(signal).table()
                + " ADD COLUMN "
                + SignalTable.attribute(entry.id())
                + " "
                + Dictionary.Column.of(entry.content()).sqlType());
      }
    }
    try (DuckDBAppender rows = appender(window, "dictionary")) {
      for (Dictionary.Entry entry : entries) {
        rows.beginRow();
        rows.append((byte) number(signal));
        rows.append((byte) entry.kind());
        rows.append(entry.id());
        rows.append(entry.content());
        rows.endRow();
      }
    }
    return entries.size();
  }

  private DuckDBAppender appender(Window window, String table) throws SQLException {
    return connection.createAppender(window.alias(), "main", table);
  }

  /** Keeps requests with profiles as they came. */
  void saveProfiles(Window window, List<? extends RecordBatch> batches) throws SQLException {
    try (DuckDBAppender rows = appender(window, "profile_requests")) {
      for (RecordBatch batch : batches) {
        if (batch.signal() == Signal.PROFILES) {
          rows.beginRow();
          rows.append(batch.id());
          rows.append(ProfileRequests.pack(batch));
          rows.endRow();
        }
      }
    }
  }

  /** Writes what is known of a seal, and how far the window now goes. */
  void saveSeals(Window window, List<Seal> seals, long lastId) throws SQLException {
    for (Seal seal : seals) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO " + window.alias() + ".seals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
        insert.setInt(1, number(seal.signal()));
        insert.setLong(2, seal.firstId());
        insert.setLong(3, seal.lastId());
        insert.setLong(4, seal.records());
        insert.setLong(5, seal.arrivedNano());
        insert.setLong(6, seal.minTime());
        insert.setLong(7, seal.maxTime());
        insert.setInt(8, seal.freeRows());
        insert.setBytes(9, seal.traces().bytes());
        insert.executeUpdate();
      }
    }
    execute("UPDATE " + window.alias() + ".meta SET sealed_upto = " + lastId);
  }

  /** Writes where new sections of marks lie, and of which records they tell. */
  void saveMarks(Window window, List<WindowMarks.Stored> marks) throws SQLException {
    for (WindowMarks.Stored one : marks) {
      MarksSection section = one.section();
      execute(
          "INSERT INTO "
              + window.alias()
              + ".marks VALUES ("
              + one.table().number()
              + ", "
              + section.firstId()
              + ", "
              + section.lastId()
              + ", "
              + section.at()
              + ", "
              + section.length()
              + ", "
              + SearchSql.number(section.key())
              + ")");
    }
  }

  /**
   * Moves what lies in the window's log into its file; false when a reader is in the way, or a seal
   * failed and the window is still to be attached anew.
   */
  boolean checkpoint(Window window) {
    if (window.isDoubtful()) {
      return false;
    }
    try {
      execute("CHECKPOINT " + window.alias());
      return true;
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "a window's log stays for now", e);
      return false;
    }
  }

  /**
   * How many threads statements may use from now on, those under way included.
   *
   * @param wanted at least 1
   */
  synchronized void useThreads(int wanted) {
    if (wanted == threads) {
      return;
    }
    try (Connection own = connection.duplicate();
        Statement statement = own.createStatement()) {
      statement.execute("SET threads = " + wanted);
      threads = wanted;
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "the number of threads stays", e);
    }
  }

  private String limit(boolean sealing) {
    long kept = sealing ? 0 : Math.min(SEALING_BYTES, config.memoryBytes() / 2);
    return (config.memoryBytes() - kept) / 1_000_000 + "MB";
  }

  /**
   * Whether statements may use the memory that is kept for seals: questions may have taken all of
   * theirs, and a commit that finds none damages what DuckDB has of the window.
   */
  void lift(boolean sealing) {
    try {
      execute("SET memory_limit = '" + limit(sealing) + "'");
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "the limit of DuckDB's memory stays", e);
    }
  }

  /** Gives back the memory in which blocks of files are kept; while nobody asks anything. */
  void evict() {
    try {
      execute("SET memory_limit = '" + RESTING_MEGABYTES + "MB'");
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "not all of the memory can be given back", e);
    }
    try {
      execute("SET memory_limit = '" + limit(false) + "'");
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "the limit of DuckDB's memory stays low", e);
    }
  }

  /** Lets go of a window that nobody reads; from any thread. */
  void detach(Window window) throws SQLException {
    try (Connection own = connection.duplicate();
        Statement statement = own.createStatement()) {
      statement.execute("DETACH " + window.alias());
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
