"""Sends spans with the OpenTelemetry Python SDK, steadily, and notes which ones were acknowledged.

usage: steady.py SPANS ACKED [SPANS_A_SECOND]

The protocol is OTEL_EXPORTER_OTLP_PROTOCOL (grpc or http/protobuf). Every span id of an export that the
SDK reports as a success is appended to the file ACKED, one id a line, after the SDK's own retries. The
last line on stdout is JSON: {"acknowledged": N, "failed": N}.
"""

import argparse
import json
import os
import time

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status, StatusCode


class Noting(SpanExporter):
    def __init__(self, inner, path):
        self.inner, self.acknowledged, self.failed = inner, 0, 0
        self.out = open(path, "a", buffering=1)

    def export(self, spans):
        result = self.inner.export(spans)
        if result is SpanExportResult.SUCCESS:
            self.acknowledged += len(spans)
            self.out.write("".join(f"{s.context.span_id:016x}\n" for s in spans))
        else:
            self.failed += len(spans)
        return result

    def shutdown(self):
        self.inner.shutdown()

    def force_flush(self, timeout_millis=30000):
        return self.inner.force_flush(timeout_millis)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spans", type=int)
    parser.add_argument("acked")
    parser.add_argument("rate", type=float, nargs="?", default=0, help="spans a second, 0 for no limit")
    options = parser.parse_args()
    if os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc").startswith("http"):
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    else:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    noting = Noting(OTLPSpanExporter(), options.acked)
    provider = TracerProvider(resource=Resource.create({"service.name": "steady-python"}))
    provider.add_span_processor(
        BatchSpanProcessor(noting, max_queue_size=1_000_000, max_export_batch_size=256, schedule_delay_millis=100)
    )
    tracer = provider.get_tracer("steady")
    begin = time.monotonic()
    made = 0
    while made < options.spans:
        with tracer.start_as_current_span("request", attributes={"http.request.method": "GET", "n": made}):
            for i in range(4):
                with tracer.start_as_current_span("step", attributes={"i": i, "ratio": i / 3}) as span:
                    if made % 50 == 0 and i == 3:
                        span.set_status(Status(StatusCode.ERROR, "every fiftieth"))
        made += 5
        if options.rate:
            time.sleep(max(0, begin + made / options.rate - time.monotonic()))
    provider.force_flush(600000)
    provider.shutdown()
    print(json.dumps({"acknowledged": noting.acknowledged, "failed": noting.failed}))


main()
