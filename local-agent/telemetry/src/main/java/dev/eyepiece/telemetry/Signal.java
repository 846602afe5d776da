package dev.eyepiece.telemetry;

/** The four kinds of telemetry that OTLP carries. */
public enum Signal {
  TRACES,
  METRICS,
  LOGS,
  PROFILES
}
