package dev.eyepiece.telemetry;

/** Writes log records (opentelemetry-proto, {@code logs.proto}). For one thread. */
final class LogEncoder extends TreeEncoder<LogRecord> {
  LogEncoder(SizedWriter out) {
    super(out);
  }

  @Override
  void record(LogRecord log) {
    out.fixed64(1, log.timeUnixNano());
    out.varint(2, log.severityNumber());
    out.text(3, log.severityText());
    if (log.body() != AnyValue.Empty.INSTANCE) {
      value(5, log.body());
    }
    attributes(6, log.attributes());
    out.varint(7, Integer.toUnsignedLong(log.droppedAttributesCount()));
    out.fixed32(8, log.flags());
    out.traceId(9, log.traceIdHigh(), log.traceIdLow());
    out.spanId(10, log.spanId());
    out.fixed64(11, log.observedTimeUnixNano());
    out.text(12, log.eventName());
  }
}
