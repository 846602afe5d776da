package dev.eyepiece.telemetry;

/** One log record with what it belongs to. */
public record ScopedLog(Resource resource, Scope scope, LogRecord log) {}
