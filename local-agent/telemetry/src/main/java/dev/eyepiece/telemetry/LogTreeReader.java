package dev.eyepiece.telemetry;

/** Decodes encoded log records into trees. For one thread. */
final class LogTreeReader extends RequestReader<LogRecord> {
  LogTreeReader(byte[] bytes) {
    super(Signal.LOGS, bytes);
  }

  /** Reads the encoded log record that lies between two offsets. */
  LogRecord log(int offset, int limit) throws MalformedOtlpException {
    in.position = offset;
    return record(limit);
  }

  @Override
  LogRecord record(int limit) throws MalformedOtlpException {
    LogRecord log = new LogRecord();
    boolean bodied = false;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> log.setTimeUnixNano(fixed64(tag, limit, "time_unix_nano"));
        case 2 -> log.setSeverityNumber((int) number(tag, limit, "severity_number"));
        case 3 -> log.setSeverityText(text(tag, limit, "severity_text"));
        case 5 -> {
          values.odd |= bodied;
          bodied = true;
          log.setBody(anyValue(tag, limit, "body"));
        }
        case 6 -> attribute(tag, limit, log.attributes());
        case 7 -> log.setDroppedAttributesCount((int) number(tag, limit, "dropped"));
        case 8 -> log.setFlags(fixed32(tag, limit, "flags"));
        case 9 -> {
          byte[] id = opaque(tag, limit, 16, "trace_id");
          log.setTraceId(bigEndian(id, 0), bigEndian(id, 8));
        }
        case 10 -> log.setSpanId(bigEndian(opaque(tag, limit, 8, "span_id"), 0));
        case 11 -> log.setObservedTimeUnixNano(fixed64(tag, limit, "observed_time_unix_nano"));
        case 12 -> log.setEventName(text(tag, limit, "event_name"));
        default -> in.skip(tag, limit, 4);
      }
    }
    return log;
  }
}
