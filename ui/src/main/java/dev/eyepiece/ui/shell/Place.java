package dev.eyepiece.ui.shell;

import dev.eyepiece.telemetry.TraceId;

/** Somewhere in the window that can be gone to, come back to and linked. */
public sealed interface Place {

  record Overview() implements Place {}

  record Traces() implements Place {}

  /**
   * One trace.
   *
   * @param spanId the span to select, 0 for none
   */
  record Trace(TraceId traceId, long spanId) implements Place {}

  record Settings() implements Place {}
}
