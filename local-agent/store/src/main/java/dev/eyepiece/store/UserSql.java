package dev.eyepiece.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT that a user wrote, over the tables {@code spans}, {@code logs}, {@code points} and
 * {@code samples} with columns that read well. DuckDB's own parser says whether it is a SELECT;
 * files outside of the store cannot be reached.
 */
final class UserSql {
  private UserSql() {}

  static void run(Relations relations, String sql, long limit, SqlSink sink) throws StoreException {
    String trimmed = sql.strip().replaceFirst(";\\s*$", "");
    requireSelect(relations.session(), trimmed);
    try {
      create(relations, trimmed);
      rows(relations.session(), trimmed, limit, sink);
    } catch (SQLException e) {
      throw new StoreException("SQL: " + firstLine(e), e);
    }
  }

  private static String firstLine(SQLException e) {
    String message = e.getMessage();
    return message == null ? "failed" : message.lines().findFirst().orElse("failed");
  }

  private static void requireSelect(Session session, String sql) throws StoreException {
    String[] tree = {""};
    session.query(
        "SELECT json_serialize_sql(" + SearchSql.literal(sql) + ")",
        row -> tree[0] = DuckDbSnapshot.text(row, 1));
    if (tree[0].startsWith("{\"error\":true")) {
      throw new StoreException(
          "SQL: "
              + tree[0].replaceFirst(".*\"error_message\":\"(.*?)\"(,.*|})$", "$1")
              + " (expected: one SELECT)");
    }
  }

  /** Makes the tables that the statement may mean: those whose names are in it. */
  private static void create(Relations relations, String sql) throws SQLException, StoreException {
    String lower = sql.toLowerCase(Locale.ROOT);
    for (SignalTable table : SignalTable.values()) {
      if (lower.contains(table.table())) {
        SqlView.create(relations.of(table));
      }
    }
  }

  private static void rows(Session session, String sql, long limit, SqlSink sink)
      throws SQLException {
    // Prepared first: of a statement that streams, the driver tells no error but its own confusion.
    try (PreparedStatement statement = session.connection().prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      ResultSetMetaData meta = result.getMetaData();
      int width = meta.getColumnCount();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        names.add(meta.getColumnLabel(i));
      }
      sink.columns(names);
      long count = 0;
      while (result.next()) {
        if (limit > 0 && count++ == limit) {
          sink.cut();
          return;
        }
        List<@Nullable Object> values = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          values.add(plain(result.getObject(i)));
        }
        sink.row(values);
      }
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Double number -> number;
      case Float number -> number.doubleValue();
      case Boolean flag -> flag;
      default -> value.toString();
    };
  }
}
