// Sends spans with the OpenTelemetry Go SDK, steadily, and notes which ones were acknowledged.
//
// usage: steady SPANS ACKED [SPANS_A_SECOND]
//
// The protocol is OTEL_EXPORTER_OTLP_PROTOCOL (grpc or http/protobuf). Every span id of an export that the SDK
// reports as a success is appended to the file ACKED, one id a line, after the SDK's own retries. The last line on
// stdout is JSON: {"acknowledged": N, "failed": N}.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

type noting struct {
	sdk.SpanExporter
	acked                *os.File
	acknowledged, failed int
}

func (n *noting) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	err := n.SpanExporter.ExportSpans(ctx, spans)
	if err != nil {
		n.failed += len(spans)
		return err
	}
	n.acknowledged += len(spans)
	var ids strings.Builder
	for _, span := range spans {
		ids.WriteString(span.SpanContext().SpanID().String() + "\n")
	}
	_, err = n.acked.WriteString(ids.String())
	return err
}

func exporter(ctx context.Context) (sdk.SpanExporter, error) {
	if os.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc" {
		return otlptracegrpc.New(ctx)
	}
	return otlptracehttp.New(ctx)
}

func main() {
	spans, err := strconv.Atoi(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	rate := 0
	if len(os.Args) > 3 {
		if rate, err = strconv.Atoi(os.Args[3]); err != nil {
			log.Fatal(err)
		}
	}
	ctx := context.Background()
	inner, err := exporter(ctx)
	if err != nil {
		log.Fatal(err)
	}
	acked, err := os.OpenFile(os.Args[2], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		log.Fatal(err)
	}
	note := &noting{SpanExporter: inner, acked: acked}
	provider := sdk.NewTracerProvider(
		sdk.WithBatcher(note, sdk.WithMaxQueueSize(1_000_000), sdk.WithMaxExportBatchSize(256),
			sdk.WithBatchTimeout(100*time.Millisecond)),
		sdk.WithResource(resource.NewSchemaless(attribute.String("service.name", "steady-go"))),
	)
	tracer := provider.Tracer("steady")
	begin := time.Now()
	for made := 0; made < spans; made++ {
		_, span := tracer.Start(ctx, "request", trace.WithAttributes(
			attribute.Int("n", made), attribute.Float64("ratio", float64(made)/3), attribute.StringSlice("tags", []string{"a", "ü"})))
		if made%50 == 0 {
			span.SetStatus(codes.Error, "every fiftieth")
		}
		span.AddEvent("half way")
		span.End()
		if rate > 0 && made%10 == 9 {
			time.Sleep(time.Until(begin.Add(time.Duration(made) * time.Second / time.Duration(rate))))
		}
	}
	if err := provider.ForceFlush(ctx); err != nil {
		log.Print(err)
	}
	if err := provider.Shutdown(ctx); err != nil {
		log.Print(err)
	}
	fmt.Printf("{\"acknowledged\": %d, \"failed\": %d}\n", note.acknowledged, note.failed)
}
