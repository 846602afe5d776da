package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records as Parquet files: columns for whoever analyses them, and the column {@code otlp} with
 * each record's OTLP request as JSON, from which it comes back whole. Stateless; every call blocks.
 */
public final class ParquetFile {
  private static final String SPANS =
      "{traceId: 'VARCHAR', spanId: 'VARCHAR', parentSpanId: 'VARCHAR', service: 'VARCHAR',"
          + " name: 'VARCHAR', kind: 'VARCHAR', startTimeUnixNano: 'BIGINT',"
          + " durationNano: 'BIGINT', status: 'VARCHAR', attributes: 'JSON', resource: 'JSON',"
          + " scope: 'JSON', otlp: 'VARCHAR'}";

  private static final String LOGS =
      "{timeUnixNano: 'UBIGINT', observedTimeUnixNano: 'UBIGINT', severityNumber: 'INTEGER',"
          + " severityText: 'VARCHAR', eventName: 'VARCHAR', body: 'JSON', attributes: 'JSON',"
          + " traceId: 'VARCHAR', spanId: 'VARCHAR', service: 'VARCHAR', resource: 'JSON',"
          + " scope: 'JSON', otlp: 'VARCHAR'}";

  private static final String POINTS =
      "{name: 'VARCHAR', type: 'VARCHAR', unit: 'VARCHAR', temporality: 'VARCHAR',"
          + " monotonic: 'BOOLEAN', startTimeUnixNano: 'UBIGINT', timeUnixNano: 'UBIGINT',"
          + " attributes: 'JSON', value: 'DOUBLE', count: 'UBIGINT', sum: 'DOUBLE',"
          + " min: 'DOUBLE', max: 'DOUBLE', bucketCounts: 'UBIGINT[]',"
          + " explicitBounds: 'DOUBLE[]', scale: 'INTEGER', zeroCount: 'UBIGINT',"
          + " zeroThreshold: 'DOUBLE', positive: 'JSON', negative: 'JSON',"
          + " quantileValues: 'JSON', exemplars: 'JSON', service: 'VARCHAR', resource: 'JSON',"
          + " scope: 'JSON', otlp: 'VARCHAR'}";

  private static final Set<String> SIMPLE =
      Set.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UBIGINT",
          "FLOAT",
          "DOUBLE",
          "VARCHAR",
          "DATE",
          "TIMESTAMP",
          "TIMESTAMP_NS",
          "TIMESTAMP WITH TIME ZONE");

  /** A line's buffer for many lines; longer lines make it longer. */
  private static final long BUFFER_BYTES = 4 << 20;

  private ParquetFile() {}

  /**
   * Writes a file, which must not be there.
   *
   * @param signal whose records they are; profiles share a dictionary and are no rows
   * @param jsonLines an object a line: the keys that a query prints for a record, and {@code otlp}
   * @param longestLine bytes of the longest line
   */
  public static void write(Signal signal, Path jsonLines, long longestLine, Path parquet)
      throws StoreException {
    String columns =
        switch (signal) {
          case TRACES -> SPANS;
          case LOGS -> LOGS;
          case METRICS -> POINTS;
          case PROFILES -> throw new IllegalArgumentException("profiles share a dictionary");
        };
    String time =
        signal == Signal.TRACES
            ? "make_timestamp_ns(startTimeUnixNano) AS start"
            : "make_timestamp_ns(least(timeUnixNano, 9223372036854775807)::BIGINT) AS time";
    copy(
        "SELECT *, "
            + time
            + " FROM read_json("
            + SearchSql.literal(jsonLines.toString())
            + ", format = 'newline_delimited', maximum_object_size = "
            + Math.max(BUFFER_BYTES, longestLine + 1)
            + ", columns = "
            + columns
            + ")",
        longestLine,
        parquet);
  }

  /**
   * Writes the rows of a result into a file, which must not be there.
   *
   * @param names of the columns, all different whatever their case
   * @param types the engine's names; a column of another than the simple ones becomes text
   * @param jsonLines an object a line, with the columns' names as keys
   * @param longestLine bytes of the longest line
   */
  public static void writeRows(
      List<String> names, List<String> types, Path jsonLines, long longestLine, Path parquet)
      throws StoreException {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String type = types.get(i).matches("DECIMAL.*") ? "DOUBLE" : types.get(i);
      columns.add(
          SearchSql.literal(names.get(i))
              + ": '"
              + (SIMPLE.contains(type) ? type : "VARCHAR")
              + "'");
    }
    copy(
        "SELECT * FROM read_json("
            + SearchSql.literal(jsonLines.toString())
            + ", format = 'newline_delimited', maximum_object_size = "
            + Math.max(BUFFER_BYTES, longestLine + 1)
            + ", columns = {"
            + String.join(", ", columns)
            + "})",
        longestLine,
        parquet);
  }

  private static void copy(String select, long longestLine, Path parquet) throws StoreException {
    try (Connection connection = connect(longestLine);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY ("
              + select
              + ") TO "
              + SearchSql.literal(parquet.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw new StoreException(parquet + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Gives the request of each record, in the file's order. */
  public static void read(Path parquet, Consumer<String> requests) throws StoreException {
    String sql = "SELECT otlp FROM read_parquet(" + SearchSql.literal(parquet.toString()) + ")";
    try (Connection connection = connect(0);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String request = rows.getString(1);
        if (request == null) {
          throw new StoreException(parquet + ": a row without a value in the column otlp");
        }
        requests.accept(request);
      }
    } catch (SQLException e) {
      throw new StoreException(
          parquet
              + " cannot be read; expected Parquet with the column otlp, as 'eyepiece export' writes"
              + " it: "
              + e.getMessage(),
          e);
    }
  }

  private static Connection connect(long longestLine) throws SQLException {
    Properties settings = new Properties();
    // A reader keeps a few buffers, and a thread has a reader.
    settings.setProperty("memory_limit", 512 + 8 * (longestLine >> 20) + "MB");
    settings.setProperty("threads", "1");
    settings.setProperty("preserve_insertion_order", "true");
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    return DriverManager.getConnection("jdbc:duckdb:", settings);
  }
}
