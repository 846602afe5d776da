package dev.eyepiece.app.peers;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends spans with the OpenTelemetry Java SDK, steadily, as a process of its own. Arguments: SPANS
 * ACKED [SPANS_A_SECOND]; the ids of acknowledged exports go to the file ACKED, one a line.
 */
final class SteadyJava {
  private SteadyJava() {}

  public static void main(String[] arguments) {
    int spans = Integer.parseInt(arguments[0]);
    Path acked = Path.of(arguments[1]);
    long nanosEach = arguments.length > 2 ? 1_000_000_000L / Integer.parseInt(arguments[2]) : 0;
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.of(AttributeKey.stringKey("service.name"), "steady-java")))
            .addSpanProcessor(
                BatchSpanProcessor.builder(new Noting(exporter(), acked))
                    .setMaxQueueSize(1_000_000)
                    .setMaxExportBatchSize(256)
                    .setScheduleDelay(Duration.ofMillis(100))
                    .build())
            .build()) {
      Tracer tracer = provider.get("steady");
      long began = System.nanoTime();
      for (int made = 0; made < spans; made++) {
        Span span = tracer.spanBuilder("request").setSpanKind(SpanKind.SERVER).startSpan();
        span.setAttribute("n", made).addEvent("half way").end();
        LockSupport.parkNanos(began + made * nanosEach - System.nanoTime());
      }
      provider.forceFlush().join(10, TimeUnit.MINUTES);
    }
  }

  private static SpanExporter exporter() {
    String endpoint = System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT");
    return "grpc".equals(System.getenv("OTEL_EXPORTER_OTLP_PROTOCOL"))
        ? OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build()
        : OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint + "/v1/traces")
            .setCompression("gzip")
            .build();
  }

  private record Noting(SpanExporter inner, Path acked) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      CompletableResultCode result = inner.export(spans);
      result.whenComplete(() -> {
        if (result.isSuccess()) {
          note(spans);
        }
      });
      return result;
    }

    private void note(Collection<SpanData> spans) {
      try {
        Files.write(
            acked,
            spans.stream().map(span -> span.getSpanContext().getSpanId()).toList(),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public CompletableResultCode flush() {
      return inner.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return inner.shutdown();
    }
  }
}
