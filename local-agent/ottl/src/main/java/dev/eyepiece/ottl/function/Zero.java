package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.DurationValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.ProfileId;
import dev.eyepiece.ottl.value.SpanId;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.TraceId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** What ids, times and durations are when they are nothing. */
final class Zero {
  /** Go's zero time, the first of January of the year 1. */
  static final ZonedDateTime TIME = ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private Zero() {}

  static Object of(Object value) {
    return switch (value) {
      case TraceId id -> new TraceId(0, 0);
      case SpanId id -> new SpanId(0);
      case ProfileId id -> new ProfileId(0, 0);
      case ZonedDateTime time -> TIME;
      case DurationValue duration -> new DurationValue(0);
      default -> throw new OttlException(Values.type(value) + " cannot be cleared");
    };
  }

  /** Whether an id, time or duration is nothing. */
  static boolean is(Object value) {
    return switch (value) {
      case TraceId id -> id.high() == 0 && id.low() == 0;
      case SpanId id -> id.id() == 0;
      case ProfileId id -> id.high() == 0 && id.low() == 0;
      case ZonedDateTime time -> time.toInstant().equals(TIME.toInstant());
      case DurationValue duration -> duration.nanos() == 0;
      default -> false;
    };
  }
}
