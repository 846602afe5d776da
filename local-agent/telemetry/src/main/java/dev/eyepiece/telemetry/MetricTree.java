package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/** An OTLP {@code ExportMetricsServiceRequest} as a mutable tree. */
public record MetricTree(List<ResourceGroup<Metric>> resources) implements TelemetryTree {

  /** An empty request. */
  public MetricTree() {
    this(new ArrayList<>());
  }

  /** Reads an encoded {@code ExportMetricsServiceRequest}; the bytes may be changed afterwards. */
  public static MetricTree read(byte[] bytes, int length) throws MalformedOtlpException {
    return new MetricTree(new MetricTreeReader(bytes).request(length));
  }

  @Override
  public Signal signal() {
    return Signal.METRICS;
  }

  @Override
  public byte[] encode() {
    return SizedWriter.write(out -> new MetricEncoder(out).groups(resources));
  }
}
