package dev.eyepiece.agent;

import dev.eyepiece.agent.query.LogLine;
import dev.eyepiece.agent.query.PointLine;
import dev.eyepiece.agent.query.SpanLine;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.SpanRecord;

/** Records as the text that answers give. */
public final class RecordText {
  private RecordText() {}

  /** A span as one JSON object without a line end, with the keys that a query prints. */
  public static String span(SpanRecord span) {
    return SpanLine.write(span);
  }

  /** A log record, likewise. */
  public static String log(ScopedLog log) {
    return LogLine.write(log);
  }

  /** A metric with one data point, likewise. */
  public static String point(ScopedMetric metric) {
    return PointLine.write(metric);
  }
}
