package dev.eyepiece.ottl.value;

import dev.eyepiece.telemetry.TraceId;

/** A profile id as a value of its own kind. */
public record ProfileId(long high, long low) {
  @Override
  public String toString() {
    return new TraceId(high, low).toString();
  }
}
