package dev.eyepiece.app.transfer;

import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** OTLP requests as text, taken apart into their records. */
public final class Requests {
  private Requests() {}

  /** The spans of a request in OTLP JSON. */
  public static List<SpanRecord> spans(String json) throws IOException {
    Request<Span> tree = bytes -> TraceTree.read(bytes, bytes.length).resources();
    return records(Signal.TRACES, json, tree, SpanRecord::new);
  }

  /** The log records of a request. */
  static List<ScopedLog> logs(String json) throws IOException {
    Request<LogRecord> tree = bytes -> LogTree.read(bytes, bytes.length).resources();
    return records(Signal.LOGS, json, tree, ScopedLog::new);
  }

  /** The metrics of a request. */
  static List<ScopedMetric> points(String json) throws IOException {
    Request<Metric> tree = bytes -> MetricTree.read(bytes, bytes.length).resources();
    return records(Signal.METRICS, json, tree, ScopedMetric::new);
  }

  private interface Request<R> {
    List<ResourceGroup<R>> read(byte[] bytes) throws MalformedOtlpException;
  }

  private interface Scoped<R, S> {
    S of(Resource resource, Scope scope, R record);
  }

  private static <R, S> List<S> records(
      Signal signal, String json, Request<R> request, Scoped<R, S> scoped) throws IOException {
    List<S> records = new ArrayList<>();
    try {
      byte[] bytes = OtlpJson.read(signal, json.getBytes(StandardCharsets.UTF_8));
      for (ResourceGroup<R> resource : request.read(bytes)) {
        for (ScopeGroup<R> scope : resource.scopes()) {
          scope
              .records()
              .forEach(
                  record -> records.add(scoped.of(resource.resource(), scope.scope(), record)));
        }
      }
    } catch (MalformedOtlpException e) {
      throw new IOException("an answer that is no OTLP: " + e.getMessage(), e);
    }
    return records;
  }
}
