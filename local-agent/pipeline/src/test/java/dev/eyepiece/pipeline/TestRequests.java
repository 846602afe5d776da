package dev.eyepiece.pipeline;

import com.google.protobuf.ByteString;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;

/** Small requests whose spans carry the request's number, so that each can be found again. */
final class TestRequests {
  private static final long START = 1_790_000_000_000_000_000L;

  private TestRequests() {}

  /** A request of so many spans, all named after its number; equal numbers give equal bytes. */
  static byte[] request(long number, int spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < spans; i++) {
      ByteBuffer traceId = ByteBuffer.allocate(16).putLong(number + 1).putLong(i + 1).flip();
      ByteBuffer spanId = ByteBuffer.allocate(8).putLong((number + 1) * 100_000 + i).flip();
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(traceId))
              .setSpanId(ByteString.copyFrom(spanId))
              .setName(name(number))
              .setKindValue(1)
              .setStartTimeUnixNano(START + number)
              .setEndTimeUnixNano(START + number + 1000));
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpans(scope);
    return request.build().toByteArray();
  }

  static String name(long number) {
    return "request-" + number;
  }

  static RecordBatch batch(RequestDecoder decoder, byte[] request) {
    try {
      return decoder.decode(Signal.TRACES, request, request.length).batch();
    } catch (MalformedOtlpException e) {
      throw new AssertionError(e);
    }
  }
}
