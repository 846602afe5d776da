package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.Signal;

/** What the export of a signal is called on the wire (OTLP specification 1.11). */
enum ExportKind {
  TRACES(
      Signal.TRACES,
      "trace.v1.TraceService",
      "/v1/traces",
      "ExportTraceServiceRequest",
      "rejectedSpans",
      "spans"),
  METRICS(
      Signal.METRICS,
      "metrics.v1.MetricsService",
      "/v1/metrics",
      "ExportMetricsServiceRequest",
      "rejectedDataPoints",
      "data points"),
  LOGS(
      Signal.LOGS,
      "logs.v1.LogsService",
      "/v1/logs",
      "ExportLogsServiceRequest",
      "rejectedLogRecords",
      "log records"),
  PROFILES(
      Signal.PROFILES,
      "profiles.v1development.ProfilesService",
      "/v1development/profiles",
      "ExportProfilesServiceRequest",
      "rejectedProfiles",
      "profiles");

  private static final String COLLECTOR = "opentelemetry.proto.collector.";

  private final Signal signal;
  private final String service;
  private final String path;
  private final String request;
  private final String rejectedField;
  private final String records;

  ExportKind(
      Signal signal,
      String service,
      String path,
      String request,
      String rejectedField,
      String records) {
    this.signal = signal;
    this.service = service;
    this.path = path;
    this.request = request;
    this.rejectedField = rejectedField;
    this.records = records;
  }

  static ExportKind of(Signal signal) {
    return switch (signal) {
      case TRACES -> TRACES;
      case METRICS -> METRICS;
      case LOGS -> LOGS;
      case PROFILES -> PROFILES;
    };
  }

  Signal signal() {
    return signal;
  }

  /** The full name of the gRPC service. */
  String service() {
    return COLLECTOR + service;
  }

  /** The path over HTTP. */
  String path() {
    return path;
  }

  /** The name of the request message. */
  String request() {
    return request;
  }

  /** The JSON name of the number of rejected records in {@code partialSuccess}. */
  String rejectedField() {
    return rejectedField;
  }

  /** What a person calls the records, in the plural. */
  String records() {
    return records;
  }

  /** What a sender is told whose signal is not kept; no sender tries such a request again. */
  String notTaken() {
    return "this build takes no " + records;
  }
}
