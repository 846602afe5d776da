package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/** An OTLP {@code ExportLogsServiceRequest} as a mutable tree. */
public record LogTree(List<ResourceGroup<LogRecord>> resources) implements TelemetryTree {

  /** An empty request. */
  public LogTree() {
    this(new ArrayList<>());
  }

  /** Reads an encoded {@code ExportLogsServiceRequest}; the bytes may be changed afterwards. */
  public static LogTree read(byte[] bytes, int length) throws MalformedOtlpException {
    return new LogTree(new LogTreeReader(bytes).request(length));
  }

  @Override
  public Signal signal() {
    return Signal.LOGS;
  }

  @Override
  public byte[] encode() {
    return SizedWriter.write(out -> new LogEncoder(out).groups(resources));
  }
}
