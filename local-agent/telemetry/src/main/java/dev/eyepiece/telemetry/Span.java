package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * One span as a tree: mutable, for one thread. Integers of OTLP enums are kept as they came, known
 * or not.
 */
public final class Span {
  private long traceIdHigh;
  private long traceIdLow;
  private long spanId;
  private long parentSpanId;
  private Utf8 traceState = Utf8.EMPTY;
  private int flags;
  private Utf8 name = Utf8.EMPTY;
  private int kind;
  private long startUnixNano;
  private long endUnixNano;
  private Attributes attributes = new Attributes();
  private int droppedAttributesCount;
  private List<SpanEvent> events = new ArrayList<>();
  private int droppedEventsCount;
  private List<SpanLink> links = new ArrayList<>();
  private int droppedLinksCount;
  private int statusCode;
  private Utf8 statusMessage = Utf8.EMPTY;

  public TraceId traceId() {
    return new TraceId(traceIdHigh, traceIdLow);
  }

  public long traceIdHigh() {
    return traceIdHigh;
  }

  public long traceIdLow() {
    return traceIdLow;
  }

  public void setTraceId(long high, long low) {
    this.traceIdHigh = high;
    this.traceIdLow = low;
  }

  public long spanId() {
    return spanId;
  }

  public void setSpanId(long spanId) {
    this.spanId = spanId;
  }

  /** Zero when the span has no parent. */
  public long parentSpanId() {
    return parentSpanId;
  }

  public void setParentSpanId(long parentSpanId) {
    this.parentSpanId = parentSpanId;
  }

  public Utf8 traceState() {
    return traceState;
  }

  public void setTraceState(Utf8 traceState) {
    this.traceState = traceState;
  }

  /** OTLP {@code fixed32}: bits 0-7 W3C trace flags, bits 8 and 9 "is remote" known and set. */
  public int flags() {
    return flags;
  }

  public void setFlags(int flags) {
    this.flags = flags;
  }

  public Utf8 name() {
    return name;
  }

  public void setName(Utf8 name) {
    this.name = name;
  }

  /**
   * OTLP {@code SpanKind} as a number: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5
   * consumer.
   */
  public int kind() {
    return kind;
  }

  public void setKind(int kind) {
    this.kind = kind;
  }

  /** Nanoseconds since 1970. */
  public long startUnixNano() {
    return startUnixNano;
  }

  public void setStartUnixNano(long startUnixNano) {
    this.startUnixNano = startUnixNano;
  }

  /** Nanoseconds since 1970. */
  public long endUnixNano() {
    return endUnixNano;
  }

  public void setEndUnixNano(long endUnixNano) {
    this.endUnixNano = endUnixNano;
  }

  public long durationNano() {
    return endUnixNano - startUnixNano;
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

  public void setDroppedAttributesCount(int count) {
    this.droppedAttributesCount = count;
  }

  /** The live list: changes to it change the span. */
  public List<SpanEvent> events() {
    return events;
  }

  public void setEvents(List<SpanEvent> events) {
    this.events = events;
  }

  /** Unsigned 32-bit count. */
  public int droppedEventsCount() {
    return droppedEventsCount;
  }

  public void setDroppedEventsCount(int count) {
    this.droppedEventsCount = count;
  }

  /** The live list: changes to it change the span. */
  public List<SpanLink> links() {
    return links;
  }

  public void setLinks(List<SpanLink> links) {
    this.links = links;
  }

  /** Unsigned 32-bit count. */
  public int droppedLinksCount() {
    return droppedLinksCount;
  }

  public void setDroppedLinksCount(int count) {
    this.droppedLinksCount = count;
  }

  /** OTLP {@code StatusCode} as a number: 0 unset, 1 ok, 2 error. */
  public int statusCode() {
    return statusCode;
  }

  public void setStatusCode(int statusCode) {
    this.statusCode = statusCode;
  }

  public Utf8 statusMessage() {
    return statusMessage;
  }

  public void setStatusMessage(Utf8 statusMessage) {
    this.statusMessage = statusMessage;
  }
}
