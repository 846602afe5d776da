package dev.eyepiece.ui.trace;

import dev.eyepiece.store.Severity;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.ui.shell.Place;
import java.util.Locale;

/**
 * One record as the list shows it; made on a background thread. Two rows are the same only when
 * they are of one answer.
 */
public final class LogRow {
  /** A longer first line is cut, for no window is as wide. */
  private static final int LONGEST = 1_000;

  private final ScopedLog source;
  private final int range;
  private final String service;
  private final String line;
  private final boolean opens;

  public LogRow(ScopedLog source) {
    this.source = source;
    LogRecord log = source.log();
    range = range(log);
    Utf8 name = source.resource().serviceName();
    service = name == null ? "" : name.toString();
    String text = ValueText.of(log.body());
    boolean none = log.body() instanceof dev.eyepiece.telemetry.AnyValue.Empty;
    String event = log.eventName().toString();
    String whole = none ? event : event.isEmpty() ? text : event + "  " + text;
    String first = whole.length() > LONGEST ? whole.substring(0, LONGEST) + "…" : whole;
    line = first.replaceAll("[\\p{Cntrl}]+", " ").strip();
    opens = !LogBody.of(log).isEmpty();
  }

  /** By the number; where that says nothing, by the sender's word. */
  private static int range(LogRecord log) {
    int range = Severity.range(log.severityNumber());
    if (range >= 0 || log.severityNumber() != 0) {
      return range;
    }
    String word = log.severityText().toString().toLowerCase(Locale.ROOT);
    return Severity.NAMES.indexOf(word.equals("warning") ? "warn" : word);
  }

  /** The record whole. */
  public ScopedLog source() {
    return source;
  }

  /** When it happened, else when it was seen, nanoseconds since 1970. */
  public long timeUnixNano() {
    LogRecord log = source.log();
    return log.timeUnixNano() != 0 ? log.timeUnixNano() : log.observedTimeUnixNano();
  }

  /** Whether a place names it. */
  public boolean isAt(Place.LogPoint at) {
    return at.timeUnixNano() == timeUnixNano()
        && at.spanId() == source.log().spanId()
        && at.traceId().equals(traceId());
  }

  /** Which of the six ranges of severity; -1 for none. */
  public int range() {
    return range;
  }

  /** Whether it is an error or worse. */
  public boolean isError() {
    return range >= 4;
  }

  /** Empty when it has none. */
  public String service() {
    return service;
  }

  /** Event name and body as one line. */
  public String line() {
    return line;
  }

  /** Whether there is more to see than the one line. */
  public boolean opens() {
    return opens;
  }

  /** Whether the record belongs to a trace. */
  public boolean hasTrace() {
    return source.log().traceIdHigh() != 0 || source.log().traceIdLow() != 0;
  }

  public TraceId traceId() {
    return source.log().traceId();
  }
}
