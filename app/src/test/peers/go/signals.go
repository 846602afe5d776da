// Sends spans, log records and data points of every instrument with the OpenTelemetry Go SDK.
//
// usage: signals ROUNDS MANIFEST [ROUNDS_A_SECOND]
//
// The protocol is OTEL_EXPORTER_OTLP_PROTOCOL: grpc or http/protobuf. Each round makes two spans, a log record within the
// inner one and a measurement of each instrument. Whatever an exporter reports as a success is written to MANIFEST, a
// JSON object a record, with the keys that `eyepiece query --format json` uses and "signal" before them; the last lines
// are what the program itself added to each counter: {"signal": "total", "name", "value"}.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploggrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	otellog "go.opentelemetry.io/otel/log"
	"go.opentelemetry.io/otel/metric"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func exporters(ctx context.Context) (sdktrace.SpanExporter, sdklog.Exporter, sdkmetric.Exporter) {
	if os.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc" {
		return must(otlptracegrpc.New(ctx)), must(otlploggrpc.New(ctx)), must(otlpmetricgrpc.New(ctx))
	}
	return must(otlptracehttp.New(ctx)), must(otlploghttp.New(ctx)), must(otlpmetrichttp.New(ctx))
}

func main() {
	rounds := must(strconv.Atoi(os.Args[1]))
	rate := 0
	if len(os.Args) > 3 {
		rate = must(strconv.Atoi(os.Args[3]))
	}
	ctx := context.Background()
	notes := &manifest{out: must(os.OpenFile(os.Args[2], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600))}
	spans, logs, points := exporters(ctx)
	service := resource.NewSchemaless(attribute.String("service.name", "signals-go"))
	tracers := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(&notingSpans{spans, notes}, sdktrace.WithMaxQueueSize(1_000_000),
			sdktrace.WithMaxExportBatchSize(256), sdktrace.WithBatchTimeout(100*time.Millisecond)),
		sdktrace.WithResource(service))
	loggers := sdklog.NewLoggerProvider(
		sdklog.WithProcessor(sdklog.NewBatchProcessor(&notingLogs{logs, notes}, sdklog.WithMaxQueueSize(1_000_000),
			sdklog.WithExportMaxBatchSize(256), sdklog.WithExportInterval(100*time.Millisecond))),
		sdklog.WithResource(service))
	meters := sdkmetric.NewMeterProvider(
		sdkmetric.WithReader(sdkmetric.NewPeriodicReader(&notingPoints{points, notes},
			sdkmetric.WithInterval(500*time.Millisecond))),
		sdkmetric.WithView(sdkmetric.NewView(sdkmetric.Instrument{Name: "peer.size"}, sdkmetric.Stream{
			Aggregation: sdkmetric.AggregationBase2ExponentialHistogram{MaxSize: 160, MaxScale: 20}})),
		sdkmetric.WithResource(service))

	send(ctx, rounds, rate, tracers.Tracer("signals"), loggers.Logger("signals"), meters.Meter("signals"), notes)

	for _, provider := range []interface {
		ForceFlush(context.Context) error
		Shutdown(context.Context) error
	}{tracers, loggers, meters} {
		if err := provider.ForceFlush(ctx); err != nil {
			log.Print(err)
		}
		if err := provider.Shutdown(ctx); err != nil {
			log.Print(err)
		}
	}
	notes.writeTotals()
}

func send(ctx context.Context, rounds, rate int, tracer trace.Tracer, logger otellog.Logger, meter metric.Meter,
	notes *manifest) {
	var level atomic.Int64
	orders := must(meter.Int64Counter("peer.orders", metric.WithUnit("{order}")))
	paid := must(meter.Float64Counter("peer.paid", metric.WithUnit("EUR")))
	stock := must(meter.Int64UpDownCounter("peer.stock", metric.WithUnit("{item}")))
	latency := must(meter.Float64Histogram("peer.latency", metric.WithUnit("s"),
		metric.WithExplicitBucketBoundaries(0.1, 0.25, 0.5, 1)))
	size := must(meter.Float64Histogram("peer.size", metric.WithUnit("By")))
	must(meter.Float64ObservableGauge("peer.level", metric.WithUnit("m"),
		metric.WithFloat64Callback(func(_ context.Context, o metric.Float64Observer) error {
			o.Observe(float64(level.Load())/8, metric.WithAttributes(attribute.String("side", "left")))
			return nil
		})))
	begin := time.Now()
	for made := 0; made < rounds; made++ {
		shop := metric.WithAttributes(attribute.String("shop", string("ab"[made%2])))
		level.Store(int64(made))
		within, request := tracer.Start(ctx, "request", trace.WithSpanKind(trace.SpanKindServer),
			trace.WithAttributes(attribute.Int("n", made)))
		inner, step := tracer.Start(within, "step", trace.WithAttributes(
			attribute.Float64("ratio", float64(made)/3), attribute.StringSlice("tags", []string{"a", "ü"})))
		severity, text := otellog.SeverityInfo, "INFO"
		if made%50 == 0 {
			step.SetStatus(codes.Error, "every fiftieth")
			severity, text = otellog.SeverityError, "ERROR"
		}
		var record otellog.Record
		record.SetTimestamp(time.Now())
		record.SetObservedTimestamp(time.Now())
		record.SetSeverity(severity)
		record.SetSeverityText(text)
		record.SetEventName("order.paid")
		record.SetBody(otellog.StringValue(fmt.Sprintf("order %d was päid", made)))
		record.AddAttributes(otellog.Int("n", made), otellog.Bool("odd", made%2 == 1))
		logger.Emit(inner, record)
		orders.Add(inner, int64(made%3), shop)
		paid.Add(inner, float64(made)*0.25, shop)
		stock.Add(inner, int64(1-made%4), shop)
		latency.Record(inner, float64(made%13)/10, shop)
		size.Record(inner, float64(made*made%5000)+0.5, shop)
		step.End()
		request.End()
		notes.orders += made % 3
		notes.paid += float64(made) * 0.25
		notes.stock += 1 - made%4
		if rate > 0 && made%10 == 9 {
			time.Sleep(time.Until(begin.Add(time.Duration(made) * time.Second / time.Duration(rate))))
		}
	}
}
