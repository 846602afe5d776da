package dev.eyepiece.ottl.value;

import dev.eyepiece.telemetry.TraceId;

/** A span id as a value of its own kind: equal to another span id alone, never to bytes. */
public record SpanId(long id) {
  @Override
  public String toString() {
    return TraceId.spanIdText(id);
  }
}
