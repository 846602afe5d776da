package dev.eyepiece.telemetry;

/**
 * One log record as a tree: mutable, for one thread. Enum numbers are kept as they came, known or
 * not.
 */
public final class LogRecord {
  private long timeUnixNano;
  private long observedTimeUnixNano;
  private int severityNumber;
  private Utf8 severityText = Utf8.EMPTY;
  private AnyValue body = AnyValue.Empty.INSTANCE;
  private Attributes attributes = new Attributes();
  private int droppedAttributesCount;
  private int flags;
  private long traceIdHigh;
  private long traceIdLow;
  private long spanId;
  private Utf8 eventName = Utf8.EMPTY;

  /** When it happened, nanoseconds since 1970; 0 when not known. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  public void setTimeUnixNano(long timeUnixNano) {
    this.timeUnixNano = timeUnixNano;
  }

  /** When it was seen by a collector of logs, nanoseconds since 1970. */
  public long observedTimeUnixNano() {
    return observedTimeUnixNano;
  }

  public void setObservedTimeUnixNano(long observedTimeUnixNano) {
    this.observedTimeUnixNano = observedTimeUnixNano;
  }

  /**
   * OTLP {@code SeverityNumber}: 1-4 trace, 5-8 debug, 9-12 info, 13-16 warn, 17-20 error, 21-24
   * fatal.
   */
  public int severityNumber() {
    return severityNumber;
  }

  public void setSeverityNumber(int severityNumber) {
    this.severityNumber = severityNumber;
  }

  public Utf8 severityText() {
    return severityText;
  }

  public void setSeverityText(Utf8 severityText) {
    this.severityText = severityText;
  }

  public AnyValue body() {
    return body;
  }

  public void setBody(AnyValue body) {
    this.body = body;
  }

  public Attributes attributes() {
    return attributes;
  }

  public void setAttributes(Attributes attributes) {
    this.attributes = attributes;
  }

  /** Unsigned 32-bit count. */
  public int droppedAttributesCount() {
    return droppedAttributesCount;
  }

  public void setDroppedAttributesCount(int droppedAttributesCount) {
    this.droppedAttributesCount = droppedAttributesCount;
  }

  /** OTLP {@code fixed32}: bits 0-7 W3C trace flags. */
  public int flags() {
    return flags;
  }

  public void setFlags(int flags) {
    this.flags = flags;
  }

  public long traceIdHigh() {
    return traceIdHigh;
  }

  public long traceIdLow() {
    return traceIdLow;
  }

  /** Zero when absent. */
  public long spanId() {
    return spanId;
  }

  public void setSpanId(long spanId) {
    this.spanId = spanId;
  }

  public Utf8 eventName() {
    return eventName;
  }

  public void setEventName(Utf8 eventName) {
    this.eventName = eventName;
  }

  /** The zero id when absent. */
  public TraceId traceId() {
    return new TraceId(traceIdHigh, traceIdLow);
  }

  public void setTraceId(long high, long low) {
    this.traceIdHigh = high;
    this.traceIdLow = low;
  }
}
