package dev.eyepiece.ui.query;

import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;

/** Statements to start from, of which those are shown that say something of what is held. */
final class Examples {
  private static final int SHOWN = 3;

  /**
   * One.
   *
   * @param of whose records it is about
   */
  record Example(Signal of, String title, String sql) {
    /** The same in ClickHouse's words, where they are others. */
    Example in(SqlDialect dialect) {
      return switch (dialect) {
        case DUCKDB -> this;
        case CLICKHOUSE ->
            new Example(
                of,
                title,
                sql.replace("quantile_cont(duration_ns, 0.95)", "quantile(0.95)(duration_ns)")
                    .replace("arg_max(", "argMax("));
      };
    }
  }

  private static final List<Example> ALL =
      List.of(
          new Example(
              Signal.TRACES,
              "The slowest operations",
              """
              SELECT service, name, count(*) AS spans,
                round(quantile_cont(duration_ns, 0.95) / 1e6, 2) AS p95_ms,
                count(*) FILTER (WHERE status = 'error') AS errors
              FROM spans
              GROUP BY ALL
              ORDER BY p95_ms DESC
              LIMIT 50\
              """),
          new Example(
              Signal.LOGS,
              "Log records by service and severity",
              """
              SELECT service, severity, count(*) AS records, max(time) AS newest
              FROM logs
              GROUP BY ALL
              ORDER BY records DESC\
              """),
          new Example(
              Signal.METRICS,
              "Metrics and how many series they have",
              """
              SELECT name, type, unit, count(DISTINCT series) AS series, count(*) AS points
              FROM points
              GROUP BY ALL
              ORDER BY series DESC, name\
              """),
          new Example(
              Signal.PROFILES,
              "Where profiles spend most",
              """
              SELECT service, type, unit, stack[1] AS function, sum(value) AS total
              FROM samples
              GROUP BY ALL
              ORDER BY total DESC
              LIMIT 50\
              """),
          new Example(
              Signal.TRACES,
              "Spans over time, for a chart",
              """
              SELECT date_trunc('second', start) AS second, count(*) AS spans
              FROM spans
              GROUP BY ALL
              ORDER BY second\
              """),
          new Example(
              Signal.TRACES,
              "The traces that failed last",
              """
              SELECT max(start) AS newest, trace_id, count(*) AS errors, any_value(name) AS operation
              FROM spans
              WHERE status = 'error'
              GROUP BY trace_id
              ORDER BY newest DESC\
              """),
          new Example(
              Signal.LOGS,
              "Log records over time, for a chart",
              """
              SELECT date_trunc('second', time) AS second, count(*) AS records
              FROM logs
              GROUP BY ALL
              ORDER BY second\
              """),
          new Example(
              Signal.METRICS,
              "The newest value of each metric",
              """
              SELECT service, name, arg_max(value, time_ns) AS newest, unit, max(time) AS at
              FROM points
              WHERE value IS NOT NULL
              GROUP BY ALL
              ORDER BY name\
              """));

  private Examples() {}

  /** Three of them: those about what is held first. */
  static List<Example> of(Schema schema) {
    List<Example> shown = new ArrayList<>(ALL);
    shown.removeIf(example -> !schema.holds(example.of()));
    ALL.stream().filter(example -> !shown.contains(example)).forEach(shown::add);
    return shown.stream().limit(SHOWN).map(example -> example.in(schema.dialect())).toList();
  }
}
