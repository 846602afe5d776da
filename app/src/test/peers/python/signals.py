"""Sends spans, log records and data points of every instrument with the OpenTelemetry Python SDK.

usage: signals.py ROUNDS MANIFEST [ROUNDS_A_SECOND]

The protocol is OTEL_EXPORTER_OTLP_PROTOCOL: grpc, http/protobuf or http/json. Each round makes two spans, a log record
within the inner one and a measurement of each instrument. Whatever an exporter reports as a success is written to
MANIFEST, a JSON object a record, with the keys that `eyepiece query --format json` uses and "signal" before them; the
last lines are what the program itself added to each counter: {"signal": "total", "name", "value"}.
"""

import argparse
import json
import os
import time
from importlib import import_module

from opentelemetry import trace
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.metrics import Observation
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor, LogRecordExporter, LogRecordExportResult
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import (
    AggregationTemporality,
    ExponentialHistogram,
    Histogram,
    MetricExporter,
    MetricExportResult,
    PeriodicExportingMetricReader,
    Sum,
)
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import SpanKind, Status, StatusCode

PACKAGES = {
    "grpc": ("proto.grpc", "trace_exporter", "_log_exporter", "metric_exporter"),
    "http/protobuf": ("proto.http", "trace_exporter", "_log_exporter", "metric_exporter"),
    "http/json": ("json.http", "trace_exporter", "_log_exporter", "metric_exporter"),
}


class Manifest:
    def __init__(self, path):
        self.out = open(path, "a")

    def note(self, signal, records):
        self.out.write("".join(json.dumps({"signal": signal} | record) + "\n" for record in records))
        self.out.flush()


def hex_id(number, digits):
    return f"{number:0{digits}x}" if number else ""


def span_record(span):
    return {
        "traceId": hex_id(span.context.trace_id, 32),
        "spanId": hex_id(span.context.span_id, 16),
        "parentSpanId": hex_id(span.parent.span_id, 16) if span.parent else "",
        "name": span.name,
        "kind": span.kind.name,
        "startTimeUnixNano": str(span.start_time),
        "durationNano": str(span.end_time - span.start_time),
        "status": span.status.status_code.name,
        "attributes": dict(span.attributes),
    }


def log_record(readable):
    log = readable.log_record
    return {
        "timeUnixNano": str(log.timestamp),
        "observedTimeUnixNano": str(log.observed_timestamp),
        "severityNumber": log.severity_number.value,
        "severityText": log.severity_text,
        "eventName": log.event_name or "",
        "body": log.body,
        "attributes": dict(log.attributes),
        "traceId": hex_id(log.trace_id, 32),
        "spanId": hex_id(log.span_id, 16),
    }


def exemplar(one):
    return {
        "timeUnixNano": str(one.time_unix_nano),
        "value": one.value,
        "traceId": hex_id(one.trace_id, 32),
        "spanId": hex_id(one.span_id, 16),
        "filteredAttributes": dict(one.filtered_attributes or {}),
    }


def buckets(side):
    return {"offset": side.offset, "bucketCounts": [str(count) for count in side.bucket_counts]}


def point_records(metrics_data):
    for resource in metrics_data.resource_metrics:
        for scope in resource.scope_metrics:
            for metric in scope.metrics:
                for point in metric.data.data_points:
                    yield point_record(metric, point)


def point_record(metric, point):
    data = metric.data
    record = {
        "name": metric.name,
        "type": "gauge",
        "unit": metric.unit or "",
        "temporality": "",
        "monotonic": isinstance(data, Sum) and data.is_monotonic,
        "startTimeUnixNano": str(point.start_time_unix_nano or 0),
        "timeUnixNano": str(point.time_unix_nano),
        "attributes": dict(point.attributes),
    }
    if isinstance(data, (Sum, Histogram, ExponentialHistogram)):
        record["temporality"] = AggregationTemporality(data.aggregation_temporality).name
    if isinstance(data, (Histogram, ExponentialHistogram)):
        record |= {"count": str(point.count), "sum": point.sum, "min": point.min, "max": point.max}
    else:
        record["value"] = point.value
    if isinstance(data, Sum):
        record["type"] = "sum"
    elif isinstance(data, Histogram):
        record["type"] = "histogram"
        record["bucketCounts"] = [str(count) for count in point.bucket_counts]
        record["explicitBounds"] = list(point.explicit_bounds)
    elif isinstance(data, ExponentialHistogram):
        record["type"] = "exponentialHistogram"
        record |= {"scale": point.scale, "zeroCount": str(point.zero_count)}
        record |= {"positive": buckets(point.positive), "negative": buckets(point.negative)}
    if point.exemplars:
        record["exemplars"] = [exemplar(one) for one in point.exemplars]
    return record


class NotingSpans(SpanExporter):
    def __init__(self, inner, manifest):
        self.inner, self.manifest = inner, manifest

    def export(self, spans):
        result = self.inner.export(spans)
        if result is SpanExportResult.SUCCESS:
            self.manifest.note("traces", map(span_record, spans))
        return result

    def shutdown(self):
        self.inner.shutdown()


class NotingLogs(LogRecordExporter):
    def __init__(self, inner, manifest):
        self.inner, self.manifest = inner, manifest

    def export(self, batch):
        result = self.inner.export(batch)
        if result is LogRecordExportResult.SUCCESS:
            self.manifest.note("logs", map(log_record, batch))
        return result

    def shutdown(self):
        self.inner.shutdown()

    def force_flush(self, timeout_millis=30_000):
        return True


class NotingPoints(MetricExporter):
    def __init__(self, inner, manifest):
        super().__init__()
        self.inner, self.manifest = inner, manifest

    def export(self, metrics_data, timeout_millis=10_000, **more):
        result = self.inner.export(metrics_data, timeout_millis, **more)
        if result is MetricExportResult.SUCCESS:
            self.manifest.note("metrics", point_records(metrics_data))
        return result

    def shutdown(self, timeout_millis=30_000, **more):
        self.inner.shutdown(timeout_millis, **more)

    def force_flush(self, timeout_millis=10_000):
        return True


def exporters(protocol):
    package, *modules = PACKAGES[protocol]
    names = ("OTLPSpanExporter", "OTLPLogExporter", "OTLPMetricExporter")
    prefix = f"opentelemetry.exporter.otlp.{package}."
    return [getattr(import_module(prefix + module), name)() for module, name in zip(modules, names)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", type=int)
    parser.add_argument("manifest")
    parser.add_argument("rate", type=float, nargs="?", default=0, help="rounds a second, 0 for no limit")
    options = parser.parse_args()
    manifest = Manifest(options.manifest)
    spans, logs, points = exporters(os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"))
    resource = Resource.create({"service.name": "signals-python"})
    limits = {"max_queue_size": 1_000_000, "max_export_batch_size": 256, "schedule_delay_millis": 100}
    tracers = TracerProvider(resource=resource)
    tracers.add_span_processor(BatchSpanProcessor(NotingSpans(spans, manifest), **limits))
    loggers = LoggerProvider(resource=resource)
    loggers.add_log_record_processor(BatchLogRecordProcessor(NotingLogs(logs, manifest), **limits))
    meters = MeterProvider(
        [PeriodicExportingMetricReader(NotingPoints(points, manifest), export_interval_millis=500)],
        resource,
        views=[View(instrument_name="peer.size", aggregation=ExponentialBucketHistogramAggregation())],
    )
    tracer, logger, meter = tracers.get_tracer("signals"), loggers.get_logger("signals"), meters.get_meter("signals")
    level = [0.0]
    counter = meter.create_counter("peer.orders", "{order}")
    paid = meter.create_counter("peer.paid", "EUR")
    stock = meter.create_up_down_counter("peer.stock", "{item}")
    latency = meter.create_histogram("peer.latency", "s", explicit_bucket_boundaries_advisory=[0.1, 0.25, 0.5, 1])
    size = meter.create_histogram("peer.size", "By")
    meter.create_observable_gauge("peer.level", [lambda _: [Observation(level[0], {"side": "left"})]], "m")
    totals = {"peer.orders": 0, "peer.paid": 0.0, "peer.stock": 0}
    begin = time.monotonic()
    for made in range(options.rounds):
        shop = {"shop": "ab"[made % 2]}
        level[0] = made / 8
        with tracer.start_as_current_span("request", kind=SpanKind.SERVER, attributes={"n": made}):
            with tracer.start_as_current_span("step", attributes={"ratio": made / 3, "tags": ["a", "ü"]}) as span:
                if made % 50 == 0:
                    span.set_status(Status(StatusCode.ERROR, "every fiftieth"))
                now = time.time_ns()
                logger.emit(
                    LogRecord(
                        timestamp=now,
                        observed_timestamp=now + 1,
                        context=trace.set_span_in_context(span),
                        severity_number=SeverityNumber.ERROR if made % 50 == 0 else SeverityNumber.INFO,
                        severity_text="ERROR" if made % 50 == 0 else "INFO",
                        body=f"order {made} was päid",
                        attributes={"n": made, "odd": made % 2 == 1},
                        event_name="order.paid",
                    )
                )
                counter.add(made % 3, shop)
                paid.add(made * 0.25, shop)
                stock.add(1 - made % 4, shop)
                latency.record(made % 13 / 10, shop)
                size.record(made * made % 5000 + 0.5, shop)
        totals["peer.orders"] += made % 3
        totals["peer.paid"] += made * 0.25
        totals["peer.stock"] += 1 - made % 4
        if options.rate:
            time.sleep(max(0, begin + made / options.rate - time.monotonic()))
    for provider in (tracers, loggers, meters):
        provider.force_flush(300_000)
        provider.shutdown()
    manifest.note("total", [{"name": name, "value": value} for name, value in totals.items()])


main()
