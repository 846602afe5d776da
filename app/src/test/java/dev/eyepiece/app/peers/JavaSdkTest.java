package dev.eyepiece.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.app.process.ServeProcess;
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
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as a process of its own, and the official Java SDK that sends to it: what was
 * acknowledged is held, once, while running, after a restart, and after the process was killed.
 */
class JavaSdkTest {
  private static final int SPANS = 1_000;

  @TempDir Path folder;

  /** Sends and waits until everything is acknowledged; answers with the ids. */
  private static List<String> send(SpanExporter exporter, String service) {
    List<String> ids = new ArrayList<>();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setMaxQueueSize(2 * SPANS)
                    .setMaxExportBatchSize(200)
                    .build())
            .build()) {
      Tracer tracer = provider.get("test");
      for (int i = 0; i < SPANS; i++) {
        Span span = tracer.spanBuilder("step").setSpanKind(SpanKind.SERVER).startSpan();
        span.setAttribute("n", i);
        ids.add(span.getSpanContext().getSpanId());
        span.end();
      }
      CompletableResultCode flushed = provider.forceFlush().join(60, TimeUnit.SECONDS);
      assertThat(flushed.isSuccess()).isTrue();
    }
    return ids;
  }

  @Test
  void what_the_sdk_was_told_is_held_stays_held_through_restart_and_kill() throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      List<String> grpc =
          send(OtlpGrpcSpanExporter.builder().setEndpoint(serve.grpcEndpoint()).build(), "by-grpc");
      List<String> http =
          send(
              OtlpHttpSpanExporter.builder()
                  .setEndpoint(serve.httpEndpoint() + "/v1/traces")
                  .setCompression("gzip")
                  .build(),
              "by-http");
      assertThat(serve.count("service:by-grpc")).as("running").isEqualTo(SPANS);
      assertThat(serve.count("service:by-http")).as("running").isEqualTo(SPANS);

      assertThat(serve.stop()).as("exit code after SIGTERM").isZero();
      assertThat(serve.count("")).as("stopped").isEqualTo(2 * SPANS);

      serve.restart();
      send(OtlpGrpcSpanExporter.builder().setEndpoint(serve.grpcEndpoint()).build(), "late");
      serve.kill();
      assertThat(serve.count("service:late")).as("killed").isEqualTo(SPANS);

      serve.restart();
      assertThat(serve.count("")).as("restarted").isEqualTo(3 * SPANS);
      assertThat(serve.spanIds("service:by-grpc")).containsExactlyInAnyOrderElementsOf(grpc);
      assertThat(serve.spanIds("service:by-http")).containsExactlyInAnyOrderElementsOf(http);
    }
  }
}
