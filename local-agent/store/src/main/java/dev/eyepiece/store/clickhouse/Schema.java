package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.ClickHouseTables;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exporter's tables as they are in a database: its versions differ in columns, and none is
 * taken for granted.
 */
final class Schema {
  private final Map<String, Table> tables;
  private final ClickHouseTables names;

  private Schema(Map<String, Table> tables, ClickHouseTables names) {
    this.tables = tables;
    this.names = names;
  }

  /** The name of the table that the exporter has for a kind of metrics. */
  static String metricTable(ClickHouseTables names, MetricType type) {
    String kind = type == MetricType.EXPONENTIAL_HISTOGRAM ? "exponential_histogram" : "" + type;
    return names.metrics() + "_" + kind.toLowerCase(Locale.ROOT);
  }

  static List<String> all(ClickHouseTables names) {
    List<String> all = new ArrayList<>();
    all.add(names.traces());
    all.add(names.traceTimes());
    all.add(names.logs());
    for (MetricType type : MetricType.values()) {
      if (type != MetricType.NONE) {
        all.add(metricTable(names, type));
      }
    }
    all.add(names.profiles());
    return all;
  }

  /** Looks what is there. */
  static Schema detect(Server server, String id) throws StoreException {
    ClickHouseTables names = server.config().tables();
    String wanted = String.join(", ", all(names).stream().map(Sql::literal).toList());
    Map<String, Map<String, String>> found = new HashMap<>();
    server.query(
        "SELECT table, name, type FROM system.columns WHERE database = "
            + Sql.literal(server.config().database())
            + " AND table IN ("
            + wanted
            + ") ORDER BY table, position",
        id,
        row ->
            found
                .computeIfAbsent(row.text(1), _ -> new LinkedHashMap<>())
                .put(row.text(2), row.text(3)));
    Map<String, Table> tables = new HashMap<>();
    for (Map.Entry<String, Map<String, String>> entry : found.entrySet()) {
      Table table = new Table(entry.getKey(), Map.copyOf(entry.getValue()));
      check(table, names);
      tables.put(entry.getKey(), table);
    }
    Schema schema = new Schema(tables, names);
    if (schema.hasJson()) {
      checkJson(server, id);
    }
    return schema;
  }

  private static void check(Table table, ClickHouseTables names) throws StoreException {
    List<String> needed = new ArrayList<>(List.of("ServiceName", "ResourceAttributes"));
    if (table.name().equals(names.traceTimes())) {
      needed = List.of("TraceId", "Start", "End");
    } else if (table.name().equals(names.traces())) {
      needed.addAll(List.of("Timestamp", "TraceId", "SpanId", "ParentSpanId", "SpanName"));
      needed.addAll(List.of("SpanKind", "Duration", "StatusCode", "SpanAttributes"));
      needed.addAll(List.of("Events.Name", "Events.Attributes", "Links.TraceId"));
    } else if (table.name().equals(names.logs())) {
      needed.addAll(List.of("Timestamp", "Body", "SeverityNumber", "SeverityText"));
      needed.addAll(List.of("LogAttributes", "TraceId", "SpanId"));
    } else if (table.name().equals(names.profiles())) {
      needed.addAll(List.of("Timestamp", "SampleType", "SampleUnit", "FunctionNames", "Values"));
      needed.addAll(List.of("SampleAttributes", "ProfileAttributes", "TimestampsUnixNano"));
    } else {
      needed.addAll(List.of("MetricName", "MetricUnit", "Attributes", "TimeUnix", "Flags"));
    }
    for (String column : needed) {
      if (!table.has(column)) {
        throw new StoreException(
            "table "
                + table.name()
                + " has no column "
                + column
                + "; expected a table of the collector's exporter for ClickHouse");
      }
    }
  }

  /** Attributes of type JSON can be read where the server takes their values apart. */
  private static void checkJson(Server server, String id) throws StoreException {
    long[] there = {0};
    server.query(
        "SELECT toInt64(count()) FROM system.functions WHERE name = 'JSONAllValues'",
        id,
        row -> there[0] = row.number(1));
    if (there[0] == 0) {
      throw new StoreException(
          "attributes are of type JSON here, and this ClickHouse has no function JSONAllValues;"
              + " expected a later one, or attributes of type Map");
    }
  }

  /** Whether attributes are of type JSON anywhere. */
  boolean hasJson() {
    return tables.values().stream().anyMatch(Table::hasJson);
  }

  boolean isEmpty() {
    return tables.isEmpty();
  }

  @Nullable Table table(String name) {
    return tables.get(name);
  }

  /** The signals that have a table. */
  Set<Signal> signals() {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    if (tables.containsKey(names.traces())) {
      signals.add(Signal.TRACES);
    }
    if (tables.containsKey(names.logs())) {
      signals.add(Signal.LOGS);
    }
    if (!metrics().isEmpty()) {
      signals.add(Signal.METRICS);
    }
    if (tables.containsKey(names.profiles())) {
      signals.add(Signal.PROFILES);
    }
    return signals;
  }

  /** The tables of metrics that are there, by kind. */
  Map<MetricType, Table> metrics() {
    Map<MetricType, Table> found = new EnumMap<>(MetricType.class);
    for (MetricType type : MetricType.values()) {
      Table table = type == MetricType.NONE ? null : tables.get(metricTable(names, type));
      if (table != null) {
        found.put(type, table);
      }
    }
    return found;
  }

  /** What the tables say of a signal. */
  List<Source> sources(Signal signal) {
    return switch (signal) {
      case TRACES -> one(tables.get(names.traces()), Signal.TRACES);
      case LOGS -> one(tables.get(names.logs()), Signal.LOGS);
      case PROFILES -> one(tables.get(names.profiles()), Signal.PROFILES);
      case METRICS -> {
        List<Source> sources = new ArrayList<>();
        metrics().forEach((type, table) -> sources.add(new PointSource(table, type)));
        yield sources;
      }
    };
  }

  private static List<Source> one(@Nullable Table table, Signal signal) {
    if (table == null) {
      return List.of();
    }
    return List.of(
        switch (signal) {
          case TRACES -> new SpanSource(table);
          case LOGS -> new LogSource(table);
          case PROFILES -> new SampleSource(table);
          case METRICS -> throw new IllegalArgumentException("metrics have a table for each kind");
        });
  }
}
