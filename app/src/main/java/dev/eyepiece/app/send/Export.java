package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.Signal;

/**
 * How a signal is sent (OTLP specification 1.11).
 *
 * @param service the gRPC service
 * @param path the path of OTLP/HTTP
 * @param key the root key of its JSON
 * @param records what its records are called
 */
public record Export(String service, String path, String key, String records) {
  private static final String COLLECTOR = "opentelemetry.proto.collector.";
  private static final Export TRACES =
      new Export(COLLECTOR + "trace.v1.TraceService", "/v1/traces", "resourceSpans", "spans");
  private static final Export LOGS =
      new Export(COLLECTOR + "logs.v1.LogsService", "/v1/logs", "resourceLogs", "log records");
  private static final Export METRICS =
      new Export(
          COLLECTOR + "metrics.v1.MetricsService", "/v1/metrics", "resourceMetrics", "data points");
  private static final Export PROFILES =
      new Export(
          COLLECTOR + "profiles.v1development.ProfilesService",
          "/v1development/profiles",
          "resourceProfiles",
          "profiles");

  /** How this signal is sent. */
  public static Export of(Signal signal) {
    return switch (signal) {
      case TRACES -> TRACES;
      case LOGS -> LOGS;
      case METRICS -> METRICS;
      case PROFILES -> PROFILES;
    };
  }
}
