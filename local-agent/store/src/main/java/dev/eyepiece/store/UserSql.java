package dev.eyepiece.store;

import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
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
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Session session;
  private final SqlMistake mistake;

  private UserSql(Session session, String sql) {
    this.session = session;
    this.mistake = new SqlMistake(sql);
  }

  static void run(Relations relations, String sql, long limit, SqlSink sink) throws StoreException {
    new UserSql(relations.session(), sql).answer(relations, sql, limit, sink);
  }

  private void answer(Relations relations, String sql, long limit, SqlSink sink)
      throws StoreException {
    // Spaces before the statement stay, so that places in errors are places in what was written.
    String whole = sql.stripTrailing().replaceFirst(";\\s*$", "");
    try {
      requireSelect(whole);
      create(relations, whole);
      execute("SET errors_as_json = true");
      rows(whole, limit, sink);
    } catch (SQLException e) {
      throw session.isCancelled() ? new StoreException(session.reason(), e) : mistake.of(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private void requireSelect(String sql) throws StoreException {
    String[] tree = {""};
    session.query(
        "SELECT json_serialize_sql(" + SearchSql.literal(sql) + ")",
        row -> tree[0] = DuckDbSnapshot.text(row, 1));
    if (tree[0].startsWith("{\"error\":true")) {
      throw mistake.ofParser(tree[0], " (expected: one SELECT)");
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

  private void rows(String sql, long limit, SqlSink sink) throws SQLException, StoreException {
    // Prepared first: of a statement that streams, the driver tells no error but its own confusion.
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      session.running(statement);
      try (ResultSet result = statement.executeQuery()) {
        rows(result, limit, sink);
      }
    } finally {
      session.running(null);
    }
  }

  private static void rows(ResultSet result, long limit, SqlSink sink) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    int width = meta.getColumnCount();
    List<String> names = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      names.add(meta.getColumnLabel(i));
      types.add(meta.getColumnTypeName(i));
    }
    sink.columns(names);
    sink.types(types);
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

  /** As many digits as it has, by threes, so that those of a column stand below each other. */
  private static String text(Timestamp time) {
    int nanos = time.getNanos();
    String digits = String.format(Locale.ROOT, ".%09d", nanos);
    int shown = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 4 : nanos % 1_000 == 0 ? 7 : 10;
    return time.toLocalDateTime().format(SECONDS) + digits.substring(0, shown);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case BigInteger sum when sum.bitLength() < Long.SIZE -> sum.longValue();
      case Double number -> number;
      case Float number -> number.doubleValue();
      case Boolean flag -> flag;
      case Timestamp time -> text(time);
      default -> value.toString();
    };
  }
}
