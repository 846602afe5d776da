package dev.eyepiece.telemetry;

/** Walks {@code ExportLogsServiceRequest}s. For one thread. */
public final class LogWalker extends RequestWalker<LogBatch> {
  private static final int BYTES_PER_LOG = 150;
  private static final int ATTRIBUTES_PER_LOG = 4;

  private LogColumns columns = new LogColumns(0, 0);

  public LogWalker(SymbolTable shared) {
    super(Signal.LOGS, shared, new HeaderCache());
  }

  @Override
  void begin(int length) {
    int guess = guess(length, BYTES_PER_LOG);
    columns = new LogColumns(guess, guess * ATTRIBUTES_PER_LOG);
  }

  @Override
  LogBatch batch(BatchFrame frame) {
    return new LogBatch(frame, columns);
  }

  @Override
  void record(int limit) throws MalformedOtlpException {
    LogColumns c = columns;
    int row = startRow(c, limit);
    int defects = 0;
    int previousKey = 0;
    long eventName = 0;
    boolean bodied = false;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> c.timeUnixNano[row] = fixed64(tag, limit, "time_unix_nano");
        case 2 -> c.severityNumber[row] = (int) number(tag, limit, "severity_number");
        case 3 -> c.severityText[row] = text(tag, limit, "severity_text");
        case 5 -> {
          values.odd |= bodied;
          bodied = true;
          values.value(messageEnd(tag, limit, "body"), 4);
          c.bodyType[row] = values.type;
          c.bodyBits[row] = values.bits;
        }
        case 6 -> previousKey = attribute(c, tag, limit, previousKey);
        case 7 -> c.droppedAttributes[row] = (int) number(tag, limit, "dropped_attributes_count");
        case 8 -> c.flags[row] = fixed32(tag, limit, "flags");
        case 9 -> defects = traceId(row, tag, limit, defects);
        case 10 -> defects = spanId(row, tag, limit, defects);
        case 11 -> c.observedTimeUnixNano[row] = fixed64(tag, limit, "observed_time_unix_nano");
        case 12 -> eventName = text(tag, limit, "event_name");
        default -> skipUnknown(tag, limit, 4);
      }
    }
    c.eventName[row] = symbol(eventName);
    endRow(c, row, defects);
  }

  private int traceId(int row, int tag, int limit, int defects) throws MalformedOtlpException {
    int at = id(tag, limit, 16, "trace_id");
    columns.traceIdHigh[row] = at < 0 ? 0 : bigEndian(at);
    columns.traceIdLow[row] = at < 0 ? 0 : bigEndian(at + 8);
    return mark(at, Defects.TRACE_ID, defects);
  }

  private int spanId(int row, int tag, int limit, int defects) throws MalformedOtlpException {
    int at = id(tag, limit, 8, "span_id");
    columns.spanId[row] = at < 0 ? 0 : bigEndian(at);
    return mark(at, Defects.SPAN_ID, defects);
  }
}
