package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.ValueType;
import dev.eyepiece.telemetry.WireFields;

/**
 * Copies from an encoded span the fields that no column holds, and the text of its events. Field
 * numbers are those of trace.proto. For one thread.
 */
final class Tails {
  static final int ATTRIBUTES = 9;
  private static final int EVENTS = 11;
  private static final int STATUS = 15;

  private final WireFields fields = new WireFields();
  private final WireFields inner = new WireFields();
  private final WireFields pair = new WireFields();
  private final WireFields value = new WireFields();
  final ByteSink tail = new ByteSink();
  final ByteSink eventText = new ByteSink();

  /** Whether a span has anything for a tail, its attributes aside. */
  static boolean isNeeded(SpanBatch batch, int row) {
    return batch.eventCount(row) != 0
        || batch.linkCount(row) != 0
        || SpanBatch.sliceLength(batch.traceState(row)) != 0
        || batch.droppedAttributesCount(row) != 0
        || batch.droppedEventsCount(row) != 0
        || batch.droppedLinksCount(row) != 0;
  }

  /**
   * Makes the tail of a span and the text of its events.
   *
   * @param raw the attributes whose bytes belong into it: none, those of opaque types, or all
   */
  void copy(SpanBatch batch, int row, Raw raw) {
    tail.clear();
    eventText.clear();
    byte[] bytes = batch.bytes();
    int offset = batch.spanOffset(row);
    int attribute = batch.attributesFrom(row);
    fields.over(bytes, offset, offset + batch.spanLength(row));
    while (fields.next()) {
      boolean wanted =
          switch (fields.field()) {
            case 1, 2, 4, 5, 6, 7, 8, 16 -> false;
            case ATTRIBUTES -> raw.takes(batch.attributeType(attribute++));
            case STATUS -> raw == Raw.ALL;
            default -> true;
          };
      if (wanted) {
        tail.put(bytes, fields.start(), fields.end() - fields.start());
      }
      if (fields.field() == EVENTS) {
        event(bytes);
      }
    }
  }

  /** Which attributes lie in a tail. */
  enum Raw {
    NONE,
    OPAQUE,
    ALL;

    private boolean takes(byte type) {
      return this == ALL || (this == OPAQUE && Shape.isRaw(type));
    }
  }

  /** A line for the name of an event and for each text among its attributes. */
  private void event(byte[] bytes) {
    int name = eventText.length;
    eventText.put('\n');
    inner.over(bytes, fields.contentStart(), fields.end());
    while (inner.next()) {
      switch (inner.field()) {
        case 2 -> {
          // The name comes first in the text, wherever a sender puts it.
          int count = inner.end() - inner.contentStart();
          eventText.ensure(count);
          System.arraycopy(
              eventText.bytes, name, eventText.bytes, name + count, eventText.length - name);
          System.arraycopy(bytes, inner.contentStart(), eventText.bytes, name, count);
          eventText.length += count;
        }
        case 3 -> attribute(bytes);
        default -> {}
      }
    }
  }

  private void attribute(byte[] bytes) {
    pair.over(bytes, inner.contentStart(), inner.end());
    while (pair.next()) {
      if (pair.field() == 2) {
        value.over(bytes, pair.contentStart(), pair.end());
        while (value.next()) {
          if (value.field() == ValueType.TEXT) {
            eventText.put(bytes, value.contentStart(), value.end() - value.contentStart());
            eventText.put('\n');
          }
        }
      }
    }
  }
}
