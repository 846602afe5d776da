package dev.eyepiece.app.peers;

import dev.eyepiece.agent.JsonText;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exporters that write what was acknowledged to a file, a JSON object a record, with the keys that
 * {@code eyepiece query --format json} uses and {@code signal} before them.
 */
record NotingExporters(Path manifest) {

  synchronized void note(String signal, List<Map<String, @Nullable Object>> records) {
    List<String> lines =
        records.stream()
            .map(record -> {
              Map<String, @Nullable Object> line = new LinkedHashMap<>();
              line.put("signal", signal);
              line.putAll(record);
              return JsonText.write(line);
            })
            .toList();
    try {
      Files.write(manifest, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableResultCode noted(
      CompletableResultCode result, String signal, List<Map<String, @Nullable Object>> records) {
    result.whenComplete(() -> {
      if (result.isSuccess()) {
        note(signal, records);
      }
    });
    return result;
  }

  SpanExporter spans(SpanExporter inner) {
    return new SpanExporter() {
      @Override
      public CompletableResultCode export(Collection<SpanData> spans) {
        return noted(
            inner.export(spans), "traces", spans.stream().map(NotingExporters::span).toList());
      }

      @Override
      public CompletableResultCode flush() {
        return inner.flush();
      }

      @Override
      public CompletableResultCode shutdown() {
        return inner.shutdown();
      }
    };
  }

  LogRecordExporter logs(LogRecordExporter inner) {
    return new LogRecordExporter() {
      @Override
      public CompletableResultCode export(Collection<LogRecordData> logs) {
        return noted(inner.export(logs), "logs", logs.stream().map(NotingExporters::log).toList());
      }

      @Override
      public CompletableResultCode flush() {
        return inner.flush();
      }

      @Override
      public CompletableResultCode shutdown() {
        return inner.shutdown();
      }
    };
  }

  MetricExporter points(MetricExporter inner) {
    return new MetricExporter() {
      @Override
      public CompletableResultCode export(Collection<MetricData> metrics) {
        return noted(
            inner.export(metrics), "metrics", metrics.stream().flatMap(NotedPoints::of).toList());
      }

      @Override
      public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return inner.getAggregationTemporality(type);
      }

      @Override
      public Aggregation getDefaultAggregation(InstrumentType type) {
        return inner.getDefaultAggregation(type);
      }

      @Override
      public CompletableResultCode flush() {
        return inner.flush();
      }

      @Override
      public CompletableResultCode shutdown() {
        return inner.shutdown();
      }
    };
  }

  private static Map<String, @Nullable Object> span(SpanData span) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceId", span.getTraceId());
    json.put("spanId", span.getSpanId());
    json.put("parentSpanId", spanId(span.getParentSpanContext()));
    json.put("name", span.getName());
    json.put("kind", span.getKind().name());
    json.put("startTimeUnixNano", Long.toString(span.getStartEpochNanos()));
    json.put("durationNano", Long.toString(span.getEndEpochNanos() - span.getStartEpochNanos()));
    json.put("status", span.getStatus().getStatusCode().name());
    json.put("attributes", attributes(span.getAttributes()));
    return json;
  }

  private static Map<String, @Nullable Object> log(LogRecordData log) {
    Value<?> body = log.getBodyValue();
    SpanContext context = log.getSpanContext();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("timeUnixNano", Long.toString(log.getTimestampEpochNanos()));
    json.put("observedTimeUnixNano", Long.toString(log.getObservedTimestampEpochNanos()));
    json.put("severityNumber", (long) log.getSeverity().getSeverityNumber());
    json.put("severityText", log.getSeverityText());
    json.put("eventName", log.getEventName());
    json.put("body", body == null ? null : body.asString());
    json.put("attributes", attributes(log.getAttributes()));
    json.put("traceId", context.isValid() ? context.getTraceId() : "");
    json.put("spanId", spanId(context));
    return json;
  }

  static String spanId(SpanContext context) {
    return context.isValid() ? context.getSpanId() : "";
  }

  static Map<String, @Nullable Object> attributes(Attributes attributes) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    attributes.forEach((key, value) -> json.put(key.getKey(), value));
    return json;
  }
}
