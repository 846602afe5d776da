package dev.eyepiece.store;

/**
 * Names of the tables that the collector's exporter for ClickHouse writes; its own names are the
 * default.
 *
 * @param metrics what the names of the five tables of metrics begin with
 */
public record ClickHouseTables(String traces, String logs, String metrics, String profiles) {
  /** What the exporter calls them when nobody says otherwise. */
  public static final ClickHouseTables DEFAULT =
      new ClickHouseTables("otel_traces", "otel_logs", "otel_metrics", "otel_profiles");

  /** The table that says when a trace began and ended. */
  public String traceTimes() {
    return traces + "_trace_id_ts";
  }
}
