package dev.eyepiece.store;

import dev.eyepiece.telemetry.ValueType;
import dev.eyepiece.telemetry.WireFields;

/** The text of a span's events, for searches. Field numbers are trace.proto's. For one thread. */
final class EventText extends ByteSink {
  private static final int EVENTS = 11;

  private final WireFields fields = new WireFields();
  private final WireFields inner = new WireFields();
  private final WireFields pair = new WireFields();
  private final WireFields value = new WireFields();

  /** Becomes the text of the events in an encoded span, or in those of its fields that are left. */
  void of(ByteSink span) {
    clear();
    byte[] from = span.bytes;
    fields.over(from, 0, span.length);
    while (fields.next()) {
      if (fields.field() == EVENTS) {
        event(from);
      }
    }
  }

  /** A line for the name of an event and for each text among its attributes. */
  private void event(byte[] from) {
    int name = length;
    put('\n');
    inner.over(from, fields.contentStart(), fields.end());
    while (inner.next()) {
      switch (inner.field()) {
        case 2 -> {
          // The name comes first in the text, wherever a sender puts it.
          int count = inner.end() - inner.contentStart();
          ensure(count);
          System.arraycopy(bytes, name, bytes, name + count, length - name);
          System.arraycopy(from, inner.contentStart(), bytes, name, count);
          length += count;
        }
        case 3 -> attribute(from);
        default -> {}
      }
    }
  }

  private void attribute(byte[] from) {
    pair.over(from, inner.contentStart(), inner.end());
    while (pair.next()) {
      if (pair.field() == 2) {
        value.over(from, pair.contentStart(), pair.end());
        while (value.next()) {
          if (value.field() == ValueType.TEXT) {
            put(from, value.contentStart(), value.end() - value.contentStart());
            put('\n');
          }
        }
      }
    }
  }
}
