package dev.eyepiece.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB with window files attached: the statements that make, read and fill one. */
final class Database implements AutoCloseable {
  /** Of the tables in a window file; a file of another version is left alone. */
  static final int SCHEMA_VERSION = 2;

  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private final StoreConfig config;
  private final boolean readOnly;
  private final DuckDBConnection connection;

  Database(StoreConfig config, boolean readOnly) throws SQLException, IOException {
    this.config = config;
    this.readOnly = readOnly;
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
  Window open(int number, Dictionary dictionary) throws SQLException {
    Path file = Window.path(config.folder(), number);
    String alias = "w" + number;
    attach(file, alias, readOnly ? " (READ_ONLY)" : "");
    try {
      long version = number("SELECT version FROM " + alias + ".meta");
      if (version != SCHEMA_VERSION) {
        throw new SQLException("schema " + version + " (expected: " + SCHEMA_VERSION + ")");
      }
      long created = number("SELECT created_ns FROM " + alias + ".meta");
      Window window = new Window(config.folder(), number, dictionary, created);
      load(window);
      window.made(dictionary.columns().size());
      return window;
    } catch (SQLException e) {
      execute("DETACH " + alias);
      throw e;
    }
  }

  private void load(Window window) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT kind, id, content FROM "
                    + window.alias()
                    + ".dictionary ORDER BY kind, id")) {
      while (row.next()) {
        window
            .dictionary()
            .load(new Dictionary.Entry(row.getInt(1), row.getInt(2), row.getBytes(3)));
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
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getInt(7),
                    TraceFilter.of(row.getBytes(8))));
      }
    }
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

  /** Makes the tables of a new window, in the transaction of its first seal. */
  void createTables(Window window) throws SQLException {
    String alias = window.alias();
    execute(SpanSchema.createTable(alias + ".spans"));
    execute("CREATE TABLE " + alias + ".dictionary (kind TINYINT, id INTEGER, content BLOB)");
    execute(
        "CREATE TABLE "
            + alias
            + ".seals (first_id BIGINT, last_id BIGINT, spans BIGINT, arrived_ns BIGINT,"
            + " min_start BIGINT, max_start BIGINT, free_rows INTEGER, traces BLOB)");
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
  }

  /** Writes what the window's dictionary has learned; answers with how many entries that is. */
  int saveDictionary(Window window) throws SQLException {
    var entries = window.dictionary().unsaved();
    if (entries.isEmpty()) {
      return 0;
    }
    for (Dictionary.Entry entry : entries) {
      if (entry.kind() == Dictionary.COLUMN) {
        execute(
            "ALTER TABLE "
                + window.alias()
                + ".spans ADD COLUMN "
                + SpanSchema.attribute(entry.id())
                + " "
                + Dictionary.Column.of(entry.content()).sqlType());
      }
    }
    try (DuckDBAppender rows = connection.createAppender(window.alias(), "main", "dictionary")) {
      for (Dictionary.Entry entry : entries) {
        rows.beginRow();
        rows.append((byte) entry.kind());
        rows.append(entry.id());
        rows.append(entry.content());
        rows.endRow();
      }
    }
    return entries.size();
  }

  /** Writes what is known of a seal, and how far the window now goes. */
  void saveSeal(Window window, Seal seal) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + window.alias() + ".seals VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, seal.firstId());
      insert.setLong(2, seal.lastId());
      insert.setLong(3, seal.spans());
      insert.setLong(4, seal.arrivedNano());
      insert.setLong(5, seal.minStart());
      insert.setLong(6, seal.maxStart());
      insert.setInt(7, seal.freeRows());
      insert.setBytes(8, seal.traces().bytes());
      insert.executeUpdate();
    }
    execute("UPDATE " + window.alias() + ".meta SET sealed_upto = " + seal.lastId());
  }

  /** Moves what lies in the window's log into its file; false when a reader is in the way. */
  boolean checkpoint(Window window) {
    try {
      execute("CHECKPOINT " + window.alias());
      return true;
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "a window's log stays for now", e);
      return false;
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
