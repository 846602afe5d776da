package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.Signal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement that a user wrote, in ClickHouse's SQL, over its tables and over {@code spans},
 * {@code logs}, {@code points} and {@code samples}, which read as they do in the local store. The
 * server lets it change nothing and reach nothing outside ({@code readonly = 1}).
 */
final class UserSql {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter FRACTION =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.nnnnnnnnn", Locale.ROOT);

  private UserSql() {}

  static void run(Asker asker, Schema schema, String sql, long limit, SqlSink sink)
      throws StoreException {
    String trimmed = sql.strip().replaceFirst(";\\s*$", "");
    if (!trimmed.matches("(?is)(SELECT|WITH|SHOW|DESCRIBE|DESC|EXPLAIN)\\b.*")) {
      throw new StoreException("SQL: expected one SELECT");
    }
    if (bare(trimmed).matches("(?is).*\\bFORMAT\\s+[A-Za-z]+")) {
      throw new StoreException("SQL: expected no FORMAT; --format says how rows are written");
    }
    asker.users(
        withTables(asker, schema, trimmed),
        reader -> {
          List<String> names = new ArrayList<>();
          reader.getSchema().getColumns().forEach(column -> names.add(column.getColumnName()));
          sink.columns(names);
          sink.types(
              reader.getSchema().getColumns().stream()
                  .map(column -> column.getOriginalTypeName())
                  .toList());
          long count = 0;
          while (reader.hasNext()) {
            if (limit > 0 && count++ == limit) {
              sink.cut();
              return;
            }
            reader.next();
            Row row = new Row(reader);
            List<@Nullable Object> values = new ArrayList<>(names.size());
            for (int i = 1; i <= names.size(); i++) {
              values.add(plain(row.value(i)));
            }
            sink.row(values);
          }
        });
  }

  /** A statement without what its texts say. */
  private static String bare(String sql) {
    return sql.replaceAll("(?s)'(?:[^'\\\\]|\\\\.|'')*+'", "''");
  }

  /** The statement with the tables that it may mean: those whose names are in it. */
  private static String withTables(Asker asker, Schema schema, String sql) {
    String lower = bare(sql).toLowerCase(Locale.ROOT);
    List<String> tables = new ArrayList<>();
    table("spans", Signal.TRACES, asker, schema, lower, tables);
    table("logs", Signal.LOGS, asker, schema, lower, tables);
    table("points", Signal.METRICS, asker, schema, lower, tables);
    table("samples", Signal.PROFILES, asker, schema, lower, tables);
    if (tables.isEmpty() || !lower.matches("(?s)(select|with)\\b.*")) {
      return sql;
    }
    String with = String.join(", ", tables);
    return lower.startsWith("with")
        ? sql.replaceFirst(
            "(?i)^with(\\s+recursive)?\\s",
            java.util.regex.Matcher.quoteReplacement("WITH")
                + "$1 "
                + java.util.regex.Matcher.quoteReplacement(with)
                + ", ")
        : "WITH " + with + " " + sql;
  }

  private static void table(
      String name, Signal signal, Asker asker, Schema schema, String sql, List<String> into) {
    if (!sql.matches("(?s).*\\b" + name + "\\b.*")) {
      return;
    }
    Relation relation = ClickHouseSnapshot.relation(asker, schema, signal);
    if (relation.isEmpty()) {
      // What every table has, so that a statement over all of them finds nothing here.
      String time = signal == Signal.TRACES ? "start_ns" : "time_ns";
      into.add(name + " AS (SELECT toInt64(0) AS " + time + ", '' AS service WHERE 0)");
    } else {
      String more =
          switch (signal) {
            case TRACES ->
                ", end_ns - start_ns AS duration_ns,"
                    + " fromUnixTimestamp64Nano(start_ns, 'UTC') AS start";
            case LOGS, METRICS -> ", fromUnixTimestamp64Nano(time_ns, 'UTC') AS time";
            case PROFILES ->
                ", functions AS stack, fromUnixTimestamp64Nano(time_ns, 'UTC') AS time";
          };
      String kinds =
          signal == Signal.TRACES
              ? " REPLACE("
                  + SpanSource.name("kind", dev.eyepiece.store.SpanEnums.KIND)
                  + " AS kind, "
                  + SpanSource.name("status", dev.eyepiece.store.SpanEnums.STATUS)
                  + " AS status)"
              : "";
      into.add(name + " AS (SELECT *" + kinds + more + " FROM " + relation.all() + ")");
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
      case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
      case BigDecimal number -> number.doubleValue();
      case Boolean flag -> flag;
      case ZonedDateTime time -> (time.getNano() == 0 ? TIME : FRACTION).format(time);
      default -> text(value);
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case Object[] array -> Arrays.stream(array).map(UserSql::text).toList().toString();
      case Map<?, ?> map -> map.toString();
      default -> value.toString();
    };
  }
}
