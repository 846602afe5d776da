// Sends spans, log records and data points of every instrument with the OpenTelemetry JavaScript SDK.
// usage: node signals.mjs ROUNDS MANIFEST [ROUNDS_A_SECOND]
// The protocol is OTEL_EXPORTER_OTLP_PROTOCOL: http/json, http/protobuf or grpc. Each round makes two spans, a log record
// within the inner one and a measurement of each instrument. Whatever an exporter reports as a success is written to
// MANIFEST, a JSON object a record, with the keys that `eyepiece query --format json` uses and "signal" before them; the
// last lines are what the program itself added to each counter: {"signal": "total", "name", "value"}.
import { appendFileSync } from "node:fs";
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, ValueType, trace } from "@opentelemetry/api";
import { SeverityNumber } from "@opentelemetry/api-logs";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { AggregationTemporality, AggregationType, DataPointType, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";

const [rounds, manifest, rate] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4] ?? 0)];
const kind = { "http/json": "http", "http/protobuf": "proto", grpc: "grpc" }[process.env.OTEL_EXPORTER_OTLP_PROTOCOL ?? "http/json"];
const { OTLPTraceExporter } = await import(`@opentelemetry/exporter-trace-otlp-${kind}`);
const { OTLPLogExporter } = await import(`@opentelemetry/exporter-logs-otlp-${kind}`);
const { OTLPMetricExporter } = await import(`@opentelemetry/exporter-metrics-otlp-${kind}`);

const nanos = ([seconds, rest]) => BigInt(seconds) * 1_000_000_000n + BigInt(rest);
const note = (signal, records) =>
  appendFileSync(manifest, records.map((record) => JSON.stringify({ signal, ...record }) + "\n").join(""));

function spanRecord(span) {
  return {
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? "",
    name: span.name,
    kind: SpanKind[span.kind],
    startTimeUnixNano: String(nanos(span.startTime)),
    durationNano: String(nanos(span.endTime) - nanos(span.startTime)),
    status: SpanStatusCode[span.status.code],
    attributes: span.attributes,
  };
}

function logRecord(log) {
  return {
    timeUnixNano: String(nanos(log.hrTime)),
    observedTimeUnixNano: String(nanos(log.hrTimeObserved)),
    severityNumber: log.severityNumber,
    severityText: log.severityText,
    eventName: log.eventName ?? "",
    body: log.body,
    attributes: log.attributes,
    traceId: log.spanContext?.traceId ?? "",
    spanId: log.spanContext?.spanId ?? "",
  };
}

const counts = (list) => list.map(String);
const buckets = ({ offset, bucketCounts }) => ({ offset, bucketCounts: counts(bucketCounts) });
const TYPES = {
  [DataPointType.HISTOGRAM]: "histogram",
  [DataPointType.EXPONENTIAL_HISTOGRAM]: "exponentialHistogram",
  [DataPointType.GAUGE]: "gauge",
  [DataPointType.SUM]: "sum",
};

function values(type, value) {
  if (type === "gauge" || type === "sum") return { value };
  const { count, sum, min, max } = value;
  const some = { count: String(count), sum, min, max };
  return type === "histogram"
    ? { ...some, bucketCounts: counts(value.buckets.counts), explicitBounds: value.buckets.boundaries }
    : { ...some, scale: value.scale, zeroCount: String(value.zeroCount), positive: buckets(value.positive), negative: buckets(value.negative) };
}

function pointRecords({ scopeMetrics }) {
  return scopeMetrics.flatMap((scope) =>
    scope.metrics.flatMap((metric) => {
      const type = TYPES[metric.dataPointType];
      return metric.dataPoints.map((point) => ({
        name: metric.descriptor.name,
        type,
        unit: metric.descriptor.unit,
        temporality: type === "gauge" ? "" : AggregationTemporality[metric.aggregationTemporality],
        monotonic: type === "sum" && metric.isMonotonic,
        startTimeUnixNano: String(nanos(point.startTime)),
        timeUnixNano: String(nanos(point.endTime)),
        attributes: point.attributes,
        ...values(type, point.value),
      }));
    }),
  );
}

// The records are made before they are sent: what is exported must not change until it is noted.
function noting(inner, signal, records) {
  return {
    export(batch, done) {
      const sent = records(batch);
      inner.export(batch, (result) => {
        if (result.code === 0) note(signal, sent);
        done(result);
      });
    },
    shutdown: () => inner.shutdown(),
    forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
  };
}

const resource = resourceFromAttributes({ "service.name": "signals-node" });
const limits = { maxQueueSize: 1_000_000, maxExportBatchSize: 256, scheduledDelayMillis: 100 };
const tracers = new BasicTracerProvider({
  resource,
  spanProcessors: [new BatchSpanProcessor(noting(new OTLPTraceExporter(), "traces", (spans) => spans.map(spanRecord)), limits)],
});
const loggers = new LoggerProvider({
  resource,
  processors: [new BatchLogRecordProcessor({ exporter: noting(new OTLPLogExporter(), "logs", (logs) => logs.map(logRecord)), ...limits })],
});
const meters = new MeterProvider({
  resource,
  views: [{ instrumentName: "peer.size", aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  readers: [
    new PeriodicExportingMetricReader({
      exporter: noting(new OTLPMetricExporter(), "metrics", pointRecords),
      exportIntervalMillis: 500,
      exportTimeoutMillis: 500,
    }),
  ],
});
const [tracer, logger, meter] = [tracers.getTracer("signals"), loggers.getLogger("signals"), meters.getMeter("signals")];
const counter = meter.createCounter("peer.orders", { unit: "{order}", valueType: ValueType.INT });
const paid = meter.createCounter("peer.paid", { unit: "EUR" });
const stock = meter.createUpDownCounter("peer.stock", { unit: "{item}", valueType: ValueType.INT });
const latency = meter.createHistogram("peer.latency", { unit: "s", advice: { explicitBucketBoundaries: [0.1, 0.25, 0.5, 1] } });
const size = meter.createHistogram("peer.size", { unit: "By" });
let level = 0;
meter.createObservableGauge("peer.level", { unit: "m" }).addCallback((result) => result.observe(level, { side: "left" }));

const totals = { "peer.orders": 0, "peer.paid": 0, "peer.stock": 0 };
const begin = performance.now();
for (let made = 0; made < rounds; made += 1) {
  const shop = { shop: "ab"[made % 2] };
  level = made / 8;
  const request = tracer.startSpan("request", { kind: SpanKind.SERVER, attributes: { n: made } }, ROOT_CONTEXT);
  const within = trace.setSpan(ROOT_CONTEXT, request);
  const step = tracer.startSpan("step", { attributes: { ratio: made / 3, tags: ["a", "ü"] } }, within);
  const context = trace.setSpan(within, step);
  const failed = made % 50 === 0;
  if (failed) step.setStatus({ code: SpanStatusCode.ERROR, message: "every fiftieth" });
  logger.emit({
    severityNumber: failed ? SeverityNumber.ERROR : SeverityNumber.INFO,
    severityText: failed ? "ERROR" : "INFO",
    body: `order ${made} was päid`,
    attributes: { n: made, odd: made % 2 === 1 },
    eventName: "order.paid",
    context,
  });
  counter.add(made % 3, shop, context);
  paid.add(made * 0.25, shop, context);
  stock.add(1 - (made % 4), shop, context);
  latency.record((made % 13) / 10, shop, context);
  size.record(((made * made) % 5000) + 0.5, shop, context);
  step.end();
  request.end();
  totals["peer.orders"] += made % 3;
  totals["peer.paid"] += made * 0.25;
  totals["peer.stock"] += 1 - (made % 4);
  if (rate > 0 && made % 20 === 19) {
    await new Promise((wake) => setTimeout(wake, Math.max(0, begin + (made * 1000) / rate - performance.now())));
  } else if (rate === 0 && made % 1000 === 999) {
    await Promise.all([tracers.forceFlush(), loggers.forceFlush()]);
  }
}
// An export that failed on the way is not in the manifest and is no error of this program.
for (const provider of [tracers, loggers, meters]) {
  await provider.forceFlush().catch(() => {});
  await provider.shutdown().catch(() => {});
}
note("total", Object.entries(totals).map(([name, value]) => ({ name, value })));
