package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import java.util.Locale;

/**
 * A search as a statement of users that finds the same records, in the exporter's own tables: its
 * conditions are those by which the store itself asks, so that they use the tables' indexes.
 */
final class AsSql {
  /** A longer one nobody can read or change, and consoles do not take it. */
  private static final int LONGEST = 60_000;

  private AsSql() {}

  /** The statement, of several lines, the newest records first. */
  static String of(Signal signal, Relation relation, Search search, TimeRange range)
      throws StoreException {
    if (relation.isEmpty()) {
      throw new StoreException(
          "there is no table of " + signal.name().toLowerCase(Locale.ROOT) + " in this ClickHouse");
    }
    String time = signal == Signal.TRACES ? "start_ns" : "time_ns";
    String sql =
        "SELECT "
            + String.join(", ", shown(signal))
            + "\nFROM (\n  "
            + relation.parts(needed(signal), search, range, "\n  WHERE ", "\n  UNION ALL\n  ")
            + ")\nORDER BY "
            + time
            + " DESC";
    if (sql.length() > LONGEST) {
      throw new StoreException(
          "the search makes a statement of "
              + sql.length()
              + " characters, since what its braces select is a list in it; a shorter range of"
              + " time helps");
    }
    return sql;
  }

  private static String at(String time, String name) {
    return "fromUnixTimestamp64Nano(" + time + ", 'UTC') AS " + name;
  }

  private static List<String> shown(Signal signal) {
    return switch (signal) {
      case TRACES ->
          List.of(
              at("start_ns", "start"),
              "service",
              "name",
              SpanSource.name("kind", SpanEnums.KIND) + " AS span_kind",
              SpanSource.name("status", SpanEnums.STATUS) + " AS span_status",
              "end_ns - start_ns AS duration_ns",
              "trace_id",
              "span_id");
      case LOGS ->
          List.of(
              at("time_ns", "time"),
              "severity_number",
              "severity_text",
              "service",
              "body",
              "trace_id",
              "span_id");
      case METRICS ->
          List.of(
              at("time_ns", "time"), "service", "name", "type", "unit", "value", "count", "sum");
      case PROFILES ->
          List.of(
              at("time_ns", "time"),
              "service",
              "type",
              "unit",
              "value",
              "functions AS stack",
              "trace_id",
              "span_id");
    };
  }

  private static List<String> needed(Signal signal) {
    return switch (signal) {
      case TRACES ->
          List.of("service", "name", "kind", "status", "start_ns", "end_ns", "trace_id", "span_id");
      case LOGS ->
          List.of(
              "time_ns",
              "severity_number",
              "severity_text",
              "service",
              "body",
              "trace_id",
              "span_id");
      case METRICS ->
          List.of("time_ns", "service", "name", "type", "unit", "value", "count", "sum");
      case PROFILES ->
          List.of(
              "time_ns", "service", "type", "unit", "value", "functions", "trace_id", "span_id");
    };
  }
}
