package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.ClickHouseTables;
import dev.eyepiece.telemetry.MetricType;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that make the tables as the newest exporter has them (clickhouseexporter 0.151, Map
 * attributes, text indexes), and one of our own for what was written.
 *
 * <p>On a cluster each table is one {@code Replicated} table a server and one {@code Distributed}
 * table over them, which has the name that is read and written.
 *
 * @param cluster empty for one server
 */
record Ddl(String database, ClickHouseTables tables, String cluster) {
  /** The table that holds up to which batch each writer has written. */
  static final String SEALS = "eyepiece_seals";

  static final String MAP = "Map(LowCardinality(String), String)";
  static final String TEXTS = "LowCardinality(String)";
  static final String TIME = "DateTime64(9)";
  private static final String INDEX = " TYPE text(tokenizer = 'array')";
  private static final String SETTINGS =
      " SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1";

  /** All of them, in an order in which they can be run. */
  List<String> statements() {
    List<String> all = new ArrayList<>();
    traces(all);
    logs(all);
    for (MetricType type : MetricType.values()) {
      if (type != MetricType.NONE) {
        points(all, type);
      }
    }
    samples(all);
    seals(all);
    return all;
  }

  /** The statement that comes before all others, and outside of the database that it makes. */
  String makeDatabase() {
    return "CREATE DATABASE IF NOT EXISTS " + Sql.name(database) + onCluster();
  }

  private String onCluster() {
    return cluster.isEmpty() ? "" : " ON CLUSTER " + Sql.name(cluster);
  }

  private String full(String table) {
    return Sql.name(database) + "." + Sql.name(table);
  }

  /** A column with the codec that the exporter gives it. */
  static String column(String name, String type) {
    String codec = type.equals(TIME) ? " CODEC(Delta(8), ZSTD(1))" : " CODEC(ZSTD(1))";
    return Sql.name(name) + " " + type + codec;
  }

  private static String index(String name, String expression) {
    return "INDEX " + name + " " + expression + INDEX;
  }

  private static String items(String name, String map) {
    return Sql.name(name)
        + " Array(String) ALIAS arrayMap((k, v) -> concat(k, '=', v), mapKeys("
        + map
        + "), mapValues("
        + map
        + "))";
  }

  /**
   * Makes one table, or on a cluster two.
   *
   * @param engine what kind of MergeTree
   * @param shard by which rows go to servers
   */
  private void table(
      List<String> into,
      String name,
      String engine,
      List<String> parts,
      String rest,
      String shard) {
    boolean alone = cluster.isEmpty();
    String local = alone ? name : name + "_local";
    // A replicated table remembers tokens of what was written; a plain one must be told to.
    String remember = alone ? ", non_replicated_deduplication_window = 1000" : "";
    into.add(
        "CREATE TABLE IF NOT EXISTS "
            + full(local)
            + onCluster()
            + " ("
            + String.join(", ", parts)
            + ") ENGINE = "
            + (alone ? engine : "Replicated" + engine)
            + " "
            + rest
            + remember);
    if (!alone) {
      into.add(
          "CREATE TABLE IF NOT EXISTS "
              + full(name)
              + onCluster()
              + " AS "
              + full(local)
              + " ENGINE = Distributed("
              + Sql.name(cluster)
              + ", "
              + Sql.name(database)
              + ", "
              + Sql.name(local)
              + ", "
              + shard
              + ")");
    }
  }

  private static List<String> scoped() {
    return List.of(
        column("ServiceName", TEXTS),
        column("ResourceAttributes", MAP),
        column("ScopeName", "String"),
        column("ScopeVersion", TEXTS));
  }

  private void traces(List<String> into) {
    List<String> parts = new ArrayList<>(scoped());
    parts.add(column("Timestamp", TIME));
    for (String text : List.of("TraceId", "SpanId", "ParentSpanId", "TraceState")) {
      parts.add(column(text, "String"));
    }
    for (String text : List.of("SpanName", "SpanKind", "StatusCode")) {
      parts.add(column(text, TEXTS));
    }
    parts.add(column("StatusMessage", "String"));
    parts.add(column("SpanAttributes", MAP));
    parts.add("Duration UInt64 CODEC(T64, ZSTD(1))");
    parts.add(
        column(
            "Events",
            "Nested (Timestamp " + TIME + ", Name " + TEXTS + ", Attributes " + MAP + ")"));
    parts.add(
        column(
            "Links",
            "Nested (TraceId String, SpanId String, TraceState String, Attributes " + MAP + ")"));
    parts.add(items("ResourceAttributeItems", "ResourceAttributes"));
    parts.add(items("SpanAttributeItems", "SpanAttributes"));
    parts.add(index("idx_trace_id", "TraceId"));
    parts.add(index("idx_res_attr_key", "mapKeys(ResourceAttributes)"));
    parts.add(index("idx_res_attr_items", "ResourceAttributeItems"));
    parts.add(index("idx_span_attr_key", "mapKeys(SpanAttributes)"));
    parts.add(index("idx_span_attr_items", "SpanAttributeItems"));
    parts.add("INDEX idx_duration Duration TYPE minmax GRANULARITY 1");
    parts.add(
        "INDEX idx_lower_span_name lower(SpanName) TYPE tokenbf_v1(32768, 3, 0) GRANULARITY 8");
    table(
        into,
        tables.traces(),
        "MergeTree",
        parts,
        "PARTITION BY toDate(Timestamp) PRIMARY KEY (ServiceName, SpanName, toDateTime(Timestamp))"
            + " ORDER BY (ServiceName, SpanName, toDateTime(Timestamp), Timestamp)"
            + SETTINGS,
        "cityHash64(TraceId)");
    table(
        into,
        tables.traceTimes(),
        "AggregatingMergeTree",
        List.of(
            column("TraceId", "String"),
            column("Start", "SimpleAggregateFunction(min, DateTime)"),
            column("End", "SimpleAggregateFunction(max, DateTime)")),
        "PARTITION BY toStartOfWeek(Start) ORDER BY (TraceId)" + SETTINGS,
        "cityHash64(TraceId)");
    String of = cluster.isEmpty() ? "" : "_local";
    into.add(
        "CREATE MATERIALIZED VIEW IF NOT EXISTS "
            + full(tables.traceTimes() + "_mv")
            + onCluster()
            + " TO "
            + full(tables.traceTimes() + of)
            + " AS SELECT TraceId, toDateTime(min(Timestamp)) AS Start,"
            + " toDateTime(max(Timestamp)) AS End FROM "
            + full(tables.traces() + of)
            + " WHERE TraceId != '' GROUP BY TraceId");
  }

  private void logs(List<String> into) {
    List<String> parts = new ArrayList<>(scoped());
    parts.add(column("Timestamp", TIME));
    for (String text : List.of("TraceId", "SpanId", "Body")) {
      parts.add(column(text, "String"));
    }
    for (String text :
        List.of("SeverityText", "ResourceSchemaUrl", "ScopeSchemaUrl", "EventName")) {
      parts.add(column(text, TEXTS));
    }
    parts.add("TraceFlags UInt8");
    parts.add("SeverityNumber UInt8");
    parts.add(column("ScopeAttributes", MAP));
    parts.add(column("LogAttributes", MAP));
    parts.add(items("ResourceAttributeItems", "ResourceAttributes"));
    parts.add(items("LogAttributeItems", "LogAttributes"));
    parts.add(index("idx_trace_id", "TraceId"));
    parts.add(index("idx_res_attr_key", "mapKeys(ResourceAttributes)"));
    parts.add(index("idx_res_attr_items", "ResourceAttributeItems"));
    parts.add(index("idx_log_attr_key", "mapKeys(LogAttributes)"));
    parts.add(index("idx_log_attr_items", "LogAttributeItems"));
    parts.add("INDEX idx_lower_body lower(Body) TYPE text(tokenizer = 'splitByNonAlpha')");
    table(
        into,
        tables.logs(),
        "MergeTree",
        parts,
        "PARTITION BY toDate(Timestamp)"
            + " ORDER BY (toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)"
            + SETTINGS,
        "rand()");
  }

  private void points(List<String> into, MetricType type) {
    List<String> parts = new ArrayList<>(scoped());
    parts.addAll(PointDdl.columns(type));
    table(
        into,
        Schema.metricTable(tables, type),
        "MergeTree",
        parts,
        "PARTITION BY toDate(TimeUnix)"
            + " ORDER BY (ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))"
            + SETTINGS,
        "cityHash64(ServiceName, MetricName)");
  }

  private void samples(List<String> into) {
    List<String> parts = new ArrayList<>(scoped());
    parts.add(column("Timestamp", TIME));
    for (String text : List.of("ProfileId", "TraceId", "SpanId")) {
      parts.add(column(text, "String"));
    }
    for (String text : List.of("SampleType", "SampleUnit", "PeriodType", "PeriodUnit")) {
      parts.add(column(text, TEXTS));
    }
    parts.add(column("ProfileAttributes", MAP));
    parts.add(column("SampleAttributes", MAP));
    parts.add(column("StackHash", "UInt64"));
    parts.add(column("Addresses", "Array(UInt64)"));
    for (String texts : List.of("FunctionNames", "FileNames", "MappingFileNames")) {
      parts.add(column(texts, "Array(LowCardinality(String))"));
    }
    parts.add(column("LineNumbers", "Array(Int32)"));
    parts.add(column("Values", "Array(Int64)"));
    parts.add(column("TimestampsUnixNano", "Array(UInt64)"));
    parts.add(column("DurationNano", "UInt64"));
    parts.add(column("Period", "Int64"));
    parts.add(index("idx_profile_id", "ProfileId"));
    parts.add(index("idx_trace_id", "TraceId"));
    parts.add("INDEX idx_function_names FunctionNames TYPE text(tokenizer = 'splitByNonAlpha')");
    table(
        into,
        tables.profiles(),
        "MergeTree",
        parts,
        "PARTITION BY toDate(Timestamp) ORDER BY (ServiceName, SampleType, toDateTime(Timestamp))"
            + SETTINGS,
        "cityHash64(ProfileId)");
  }

  private void seals(List<String> into) {
    into.add(
        "CREATE TABLE IF NOT EXISTS "
            + full(SEALS)
            + onCluster()
            + " (Writer String, SealedUpTo Int64, WrittenAt DateTime64(3) DEFAULT now64(3)) ENGINE = "
            + (cluster.isEmpty() ? "" : "Replicated")
            + "ReplacingMergeTree(SealedUpTo) ORDER BY Writer");
  }
}
