package dev.eyepiece.agent;

import dev.eyepiece.agent.query.SpanLine;
import dev.eyepiece.telemetry.SpanRecord;

/** Records as the text that answers give. */
public final class RecordText {
  private RecordText() {}

  /** A span as one JSON object without a line end, with the keys that a query prints. */
  public static String span(SpanRecord span) {
    return SpanLine.write(span);
  }
}
