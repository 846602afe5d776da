package dev.eyepiece.telemetry;

/**
 * What one OTLP request brought, as columns. Immutable and safe for use by several threads. The
 * permitted types are the signals, so a stage written for one of them cannot be put on the road of
 * another.
 */
public sealed interface TelemetryData permits RecordBatch {

  Signal signal();

  /** Records: spans, log records, data points or samples. */
  int size();

  /** Bytes that this batch keeps alive, the request's own bytes included. */
  long retainedBytes();
}
