package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	otellog "go.opentelemetry.io/otel/log"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

type object = map[string]any

type manifest struct {
	lock   sync.Mutex
	out    *os.File
	orders int
	paid   float64
	stock  int
}

func (m *manifest) note(signal string, records []object) {
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	for _, record := range records {
		record["signal"] = signal
		if err := encoder.Encode(record); err != nil {
			log.Fatal(err)
		}
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if _, err := m.out.Write(lines.Bytes()); err != nil {
		log.Fatal(err)
	}
}

func (m *manifest) writeTotals() {
	m.note("total", []object{
		{"name": "peer.orders", "value": m.orders},
		{"name": "peer.paid", "value": m.paid},
		{"name": "peer.stock", "value": m.stock},
	})
}

func nanos(t time.Time) string {
	if t.IsZero() {
		return "0"
	}
	return strconv.FormatInt(t.UnixNano(), 10)
}

func attributes(set []attribute.KeyValue) object {
	all := object{}
	for _, one := range set {
		all[string(one.Key)] = one.Value.AsInterface()
	}
	return all
}

type notingSpans struct {
	sdktrace.SpanExporter
	notes *manifest
}

func (n *notingSpans) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	if err := n.SpanExporter.ExportSpans(ctx, spans); err != nil {
		return err
	}
	records := make([]object, 0, len(spans))
	for _, span := range spans {
		parent := ""
		if span.Parent().HasSpanID() {
			parent = span.Parent().SpanID().String()
		}
		records = append(records, object{
			"traceId":           span.SpanContext().TraceID().String(),
			"spanId":            span.SpanContext().SpanID().String(),
			"parentSpanId":      parent,
			"name":              span.Name(),
			"kind":              strings.ToUpper(span.SpanKind().String()),
			"startTimeUnixNano": nanos(span.StartTime()),
			"durationNano":      strconv.FormatInt(span.EndTime().UnixNano()-span.StartTime().UnixNano(), 10),
			"status":            strings.ToUpper(span.Status().Code.String()),
			"attributes":        attributes(span.Attributes()),
		})
	}
	n.notes.note("traces", records)
	return nil
}

type notingLogs struct {
	sdklog.Exporter
	notes *manifest
}

func (n *notingLogs) Export(ctx context.Context, logs []sdklog.Record) error {
	records := make([]object, 0, len(logs))
	for _, one := range logs {
		fields := object{}
		one.WalkAttributes(func(field otellog.KeyValue) bool {
			switch field.Value.Kind() {
			case otellog.KindInt64:
				fields[field.Key] = field.Value.AsInt64()
			case otellog.KindBool:
				fields[field.Key] = field.Value.AsBool()
			default:
				log.Fatalf("an attribute of kind %v was not made here", field.Value.Kind())
			}
			return true
		})
		records = append(records, object{
			"timeUnixNano":         nanos(one.Timestamp()),
			"observedTimeUnixNano": nanos(one.ObservedTimestamp()),
			"severityNumber":       int(one.Severity()),
			"severityText":         one.SeverityText(),
			"eventName":            one.EventName(),
			"body":                 one.Body().AsString(),
			"attributes":           fields,
			"traceId":              one.TraceID().String(),
			"spanId":               one.SpanID().String(),
		})
	}
	if err := n.Exporter.Export(ctx, logs); err != nil {
		return err
	}
	n.notes.note("logs", records)
	return nil
}

type notingPoints struct {
	sdkmetric.Exporter
	notes *manifest
}

func (n *notingPoints) Export(ctx context.Context, data *metricdata.ResourceMetrics) error {
	var records []object
	for _, scope := range data.ScopeMetrics {
		for _, metric := range scope.Metrics {
			records = append(records, points(metric)...)
		}
	}
	if err := n.Exporter.Export(ctx, data); err != nil {
		return err
	}
	n.notes.note("metrics", records)
	return nil
}

func points(metric metricdata.Metrics) []object {
	switch data := metric.Data.(type) {
	case metricdata.Gauge[float64]:
		return numbers(metric, "gauge", "", false, data.DataPoints)
	case metricdata.Sum[int64]:
		return numbers(metric, "sum", temporality(data.Temporality), data.IsMonotonic, data.DataPoints)
	case metricdata.Sum[float64]:
		return numbers(metric, "sum", temporality(data.Temporality), data.IsMonotonic, data.DataPoints)
	case metricdata.Histogram[float64]:
		var records []object
		for _, point := range data.DataPoints {
			record := head(metric, "histogram", temporality(data.Temporality), false, point.StartTime, point.Time, point.Attributes)
			distribution(record, point.Count, point.Sum, point.Min, point.Max)
			record["bucketCounts"] = counts(point.BucketCounts)
			record["explicitBounds"] = point.Bounds
			exemplars(record, point.Exemplars)
			records = append(records, record)
		}
		return records
	case metricdata.ExponentialHistogram[float64]:
		var records []object
		for _, point := range data.DataPoints {
			record := head(metric, "exponentialHistogram", temporality(data.Temporality), false, point.StartTime, point.Time,
				point.Attributes)
			distribution(record, point.Count, point.Sum, point.Min, point.Max)
			record["scale"] = point.Scale
			record["zeroCount"] = strconv.FormatUint(point.ZeroCount, 10)
			record["positive"] = object{"offset": point.PositiveBucket.Offset, "bucketCounts": counts(point.PositiveBucket.Counts)}
			record["negative"] = object{"offset": point.NegativeBucket.Offset, "bucketCounts": counts(point.NegativeBucket.Counts)}
			exemplars(record, point.Exemplars)
			records = append(records, record)
		}
		return records
	default:
		log.Fatalf("%s: %T was not made here", metric.Name, data)
		return nil
	}
}

func temporality(of metricdata.Temporality) string {
	if of == metricdata.DeltaTemporality {
		return "DELTA"
	}
	return "CUMULATIVE"
}

func head(metric metricdata.Metrics, kind, temporality string, monotonic bool, start, end time.Time,
	set attribute.Set) object {
	return object{
		"name": metric.Name, "type": kind, "unit": metric.Unit, "temporality": temporality, "monotonic": monotonic,
		"startTimeUnixNano": nanos(start), "timeUnixNano": nanos(end), "attributes": attributes(set.ToSlice()),
	}
}

func numbers[N int64 | float64](metric metricdata.Metrics, kind, temporality string, monotonic bool,
	all []metricdata.DataPoint[N]) []object {
	var records []object
	for _, point := range all {
		record := head(metric, kind, temporality, monotonic, point.StartTime, point.Time, point.Attributes)
		record["value"] = point.Value
		exemplars(record, point.Exemplars)
		records = append(records, record)
	}
	return records
}

func distribution(record object, count uint64, sum float64, least, most metricdata.Extrema[float64]) {
	record["count"] = strconv.FormatUint(count, 10)
	record["sum"] = sum
	if value, ok := least.Value(); ok {
		record["min"] = value
	}
	if value, ok := most.Value(); ok {
		record["max"] = value
	}
}

func counts(all []uint64) []string {
	texts := make([]string, 0, len(all))
	for _, one := range all {
		texts = append(texts, strconv.FormatUint(one, 10))
	}
	return texts
}

func exemplars[N int64 | float64](record object, all []metricdata.Exemplar[N]) {
	var list []object
	for _, one := range all {
		list = append(list, object{
			"timeUnixNano":       nanos(one.Time),
			"value":              one.Value,
			"traceId":            hexed(one.TraceID),
			"spanId":             hexed(one.SpanID),
			"filteredAttributes": attributes(one.FilteredAttributes),
		})
	}
	if list != nil {
		record["exemplars"] = list
	}
}

func hexed(id []byte) string {
	const digits = "0123456789abcdef"
	var text strings.Builder
	for _, one := range id {
		text.WriteByte(digits[one>>4])
		text.WriteByte(digits[one&15])
	}
	return text.String()
}
