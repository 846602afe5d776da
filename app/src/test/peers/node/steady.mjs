// Sends spans with the OpenTelemetry JavaScript SDK; by default as OTLP/HTTP JSON.
// usage: node steady.mjs SPANS ACKED [SPANS_A_SECOND]    protocol by OTEL_EXPORTER_OTLP_PROTOCOL: http/json, http/protobuf or grpc
// Span ids of acknowledged exports go to the file ACKED; the last line is {"acknowledged": N, "failed": N}.
import { appendFileSync } from "node:fs";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { SpanStatusCode } from "@opentelemetry/api";

const [spans, acked, rate] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4] ?? 0)];
const kind = {
  "http/json": "@opentelemetry/exporter-trace-otlp-http",
  "http/protobuf": "@opentelemetry/exporter-trace-otlp-proto",
  grpc: "@opentelemetry/exporter-trace-otlp-grpc",
}[process.env.OTEL_EXPORTER_OTLP_PROTOCOL ?? "http/json"];
const { OTLPTraceExporter } = await import(kind);
const inner = new OTLPTraceExporter();
const counts = { acknowledged: 0, failed: 0 };
const noting = {
  export(batch, done) {
    inner.export(batch, (result) => {
      if (result.code === 0) {
        counts.acknowledged += batch.length;
        appendFileSync(acked, batch.map((s) => s.spanContext().spanId + "\n").join(""));
      } else {
        counts.failed += batch.length;
      }
      done(result);
    });
  },
  shutdown: () => inner.shutdown(),
  forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
};
const provider = new BasicTracerProvider({
  resource: resourceFromAttributes({ "service.name": "steady-node" }),
  spanProcessors: [new BatchSpanProcessor(noting, { maxQueueSize: 1_000_000, maxExportBatchSize: 256, scheduledDelayMillis: 100 })],
});
const tracer = provider.getTracer("steady");
const begin = performance.now();
for (let made = 0; made < spans; made += 1) {
  const span = tracer.startSpan("request", { attributes: { "http.request.method": "GET", n: made, ratio: made / 3, ok: made % 2 === 0, tags: ["a", "ü"] } });
  if (made % 50 === 0) span.setStatus({ code: SpanStatusCode.ERROR, message: "every fiftieth" });
  span.addEvent("half way", { made });
  span.end();
  if (rate > 0 && made % 50 === 49) {
    await new Promise((wake) => setTimeout(wake, Math.max(0, begin + (made * 1000) / rate - performance.now())));
  } else if (rate === 0 && made % 5000 === 4999) {
    await provider.forceFlush();
  }
}
// An export that failed on the way is counted above and is no error of this program.
await provider.forceFlush().catch(() => {});
await provider.shutdown().catch(() => {});
console.log(JSON.stringify(counts));
