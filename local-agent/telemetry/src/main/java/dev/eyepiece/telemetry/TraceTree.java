package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/** An OTLP {@code ExportTraceServiceRequest} as a mutable tree. */
public record TraceTree(List<ResourceGroup<Span>> resources) implements TelemetryTree {

  /** An empty request. */
  public TraceTree() {
    this(new ArrayList<>());
  }

  /** Reads an encoded {@code ExportTraceServiceRequest}; the bytes may be changed afterwards. */
  public static TraceTree read(byte[] bytes, int length) throws MalformedOtlpException {
    return new TraceTree(new SpanTreeReader(bytes).request(length));
  }

  @Override
  public Signal signal() {
    return Signal.TRACES;
  }

  @Override
  public byte[] encode() {
    return SizedWriter.write(out -> new SpanEncoder(out).groups(resources));
  }
}
