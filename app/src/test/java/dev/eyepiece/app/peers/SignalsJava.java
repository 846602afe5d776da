package dev.eyepiece.app.peers;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends spans, log records and data points of every instrument with the OpenTelemetry Java SDK, as
 * a process of its own, as the programs of the other languages do. Arguments: ROUNDS MANIFEST
 * [ROUNDS_A_SECOND]; {@link NotingExporters} says what is in the manifest.
 */
final class SignalsJava {
  private static final AttributeKey<String> SHOP = AttributeKey.stringKey("shop");
  private static final Resource RESOURCE =
      Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "signals-java"));
  private static final Duration OFTEN = Duration.ofMillis(100);

  private final Tracer tracer;
  private final Logger logger;
  private final LongCounter orders;
  private final DoubleCounter paid;
  private final LongUpDownCounter stock;
  private final DoubleHistogram latency;
  private final DoubleHistogram size;
  private final AtomicLong level = new AtomicLong();
  private long ordersTotal;
  private double paidTotal;
  private long stockTotal;

  private SignalsJava(Tracer tracer, Logger logger, Meter meter) {
    this.tracer = tracer;
    this.logger = logger;
    orders = meter.counterBuilder("peer.orders").setUnit("{order}").build();
    paid = meter.counterBuilder("peer.paid").ofDoubles().setUnit("EUR").build();
    stock = meter.upDownCounterBuilder("peer.stock").setUnit("{item}").build();
    latency =
        meter
            .histogramBuilder("peer.latency")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(List.of(0.1, 0.25, 0.5, 1.0))
            .build();
    size = meter.histogramBuilder("peer.size").setUnit("By").build();
    meter
        .gaugeBuilder("peer.level")
        .setUnit("m")
        .buildWithCallback(value ->
            value.record(
                (double) level.get() / 8, Attributes.of(AttributeKey.stringKey("side"), "left")));
  }

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    NotingExporters noting = new NotingExporters(Path.of(arguments[1]));
    long nanosEach = arguments.length > 2 ? 1_000_000_000L / Integer.parseInt(arguments[2]) : 0;
    boolean grpc = "grpc".equals(System.getenv("OTEL_EXPORTER_OTLP_PROTOCOL"));
    String endpoint = System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT");
    SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .setResource(RESOURCE)
            .addSpanProcessor(
                BatchSpanProcessor.builder(noting.spans(spans(grpc, endpoint)))
                    .setMaxQueueSize(1_000_000)
                    .setMaxExportBatchSize(256)
                    .setScheduleDelay(OFTEN)
                    .build())
            .build();
    SdkLoggerProvider loggers =
        SdkLoggerProvider.builder()
            .setResource(RESOURCE)
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(noting.logs(logs(grpc, endpoint)))
                    .setMaxQueueSize(1_000_000)
                    .setMaxExportBatchSize(256)
                    .setScheduleDelay(OFTEN)
                    .build())
            .build();
    SdkMeterProvider meters =
        SdkMeterProvider.builder()
            .setResource(RESOURCE)
            .registerView(
                InstrumentSelector.builder().setName("peer.size").build(),
                View.builder()
                    .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .registerMetricReader(
                PeriodicMetricReader.builder(noting.points(points(grpc, endpoint)))
                    .setInterval(Duration.ofMillis(500))
                    .build())
            .build();
    try (tracers;
        loggers;
        meters) {
      SignalsJava program =
          new SignalsJava(tracers.get("signals"), loggers.get("signals"), meters.get("signals"));
      long began = System.nanoTime();
      for (int made = 0; made < rounds; made++) {
        program.round(made);
        LockSupport.parkNanos(began + made * nanosEach - System.nanoTime());
      }
      tracers.forceFlush().join(5, TimeUnit.MINUTES);
      loggers.forceFlush().join(5, TimeUnit.MINUTES);
      meters.forceFlush().join(5, TimeUnit.MINUTES);
      program.writeTotals(noting);
    }
  }

  private void round(int made) {
    Attributes shop = Attributes.of(SHOP, made % 2 == 0 ? "a" : "b");
    boolean failed = made % 50 == 0;
    level.set(made);
    Span request =
        tracer
            .spanBuilder("request")
            .setNoParent()
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("n", made)
            .startSpan();
    Context within = Context.root().with(request);
    Span step =
        tracer
            .spanBuilder("step")
            .setParent(within)
            .setAttribute("ratio", (double) made / 3)
            .setAttribute(AttributeKey.stringArrayKey("tags"), List.of("a", "ü"))
            .startSpan();
    Context inner = within.with(step);
    if (failed) {
      step.setStatus(StatusCode.ERROR, "every fiftieth");
    }
    Instant now = Instant.now();
    logger
        .logRecordBuilder()
        .setContext(inner)
        .setTimestamp(now)
        .setObservedTimestamp(now.plusNanos(1))
        .setSeverity(failed ? Severity.ERROR : Severity.INFO)
        .setSeverityText(failed ? "ERROR" : "INFO")
        .setEventName("order.paid")
        .setBody("order " + made + " was päid")
        .setAttribute(AttributeKey.longKey("n"), (long) made)
        .setAttribute(AttributeKey.booleanKey("odd"), made % 2 == 1)
        .emit();
    orders.add(made % 3, shop, inner);
    paid.add(made * 0.25, shop, inner);
    stock.add(1 - made % 4, shop, inner);
    latency.record(made % 13 / 10.0, shop, inner);
    size.record((long) made * made % 5000 + 0.5, shop, inner);
    step.end();
    request.end();
    ordersTotal += made % 3;
    paidTotal += made * 0.25;
    stockTotal += 1 - made % 4;
  }

  private void writeTotals(NotingExporters noting) {
    noting.note(
        "total",
        List.of(
            Map.of("name", "peer.orders", "value", ordersTotal),
            Map.of("name", "peer.paid", "value", paidTotal),
            Map.of("name", "peer.stock", "value", stockTotal)));
  }

  private static SpanExporter spans(boolean grpc, String endpoint) {
    return grpc
        ? OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build()
        : OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint + "/v1/traces")
            .setCompression("gzip")
            .build();
  }

  private static LogRecordExporter logs(boolean grpc, String endpoint) {
    return grpc
        ? OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).build()
        : OtlpHttpLogRecordExporter.builder()
            .setEndpoint(endpoint + "/v1/logs")
            .setCompression("gzip")
            .build();
  }

  private static MetricExporter points(boolean grpc, String endpoint) {
    return grpc
        ? OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build()
        : OtlpHttpMetricExporter.builder()
            .setEndpoint(endpoint + "/v1/metrics")
            .setCompression("gzip")
            .build();
  }
}
