package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.Signal;

/**
 * Tells the signal of a request in protobuf, whose messages nest alike in all four: by the wire
 * types of the first record's fields, which differ. A request without records counts as traces.
 */
final class SignalOf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private int number;
  private int type;
  private int from;
  private int to;

  private SignalOf(byte[] bytes) {
    this.bytes = bytes;
  }

  static Signal request(byte[] request) {
    SignalOf cursor = new SignalOf(request);
    if (cursor.find(0, request.length, 2)) {
      // Only a request of profiles has a second field: its dictionary.
      return Signal.PROFILES;
    }
    boolean record =
        cursor.find(0, request.length, 1)
            && cursor.find(cursor.from, cursor.to, 2)
            && cursor.find(cursor.from, cursor.to, 2);
    return record ? cursor.record(cursor.from, cursor.to) : Signal.TRACES;
  }

  private Signal record(int start, int end) {
    boolean metric = false;
    int at = start;
    while (at < end && next(at, end)) {
      boolean time = type == FIXED64;
      if ((time && (number == 1 || number == 11)) || (number == 2 && type == VARINT)) {
        return Signal.LOGS;
      }
      if ((time && (number == 7 || number == 8)) || (number == 6 && type == VARINT)) {
        return Signal.TRACES;
      }
      if (number == 1 && type == LENGTH && to - from == 16 && isNoText(from, to)) {
        return Signal.TRACES;
      }
      metric |= type == LENGTH && (number == 5 || number == 7 || number == 10 || number == 11);
      metric |= type == LENGTH && number == 1;
      at = to;
    }
    return metric ? Signal.METRICS : Signal.TRACES;
  }

  /** An id of random bytes and not a name of sixteen letters. */
  private boolean isNoText(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < ' ') {
        return true;
      }
    }
    return false;
  }

  /** Moves to the first field of this number that has a length. */
  private boolean find(int start, int end, int wanted) {
    int at = start;
    while (at < end && next(at, end)) {
      if (number == wanted && type == LENGTH) {
        return true;
      }
      at = to;
    }
    return false;
  }

  /** Reads the field at a place; false when it is none. */
  private boolean next(int at, int end) {
    long tag = varint(at, end);
    if (tag <= 0) {
      return false;
    }
    number = (int) (tag >>> 3);
    type = (int) tag & 7;
    from = to;
    long size =
        switch (type) {
          case VARINT -> {
            yield varint(from, end) < 0 && to == from ? -1 : to - from;
          }
          case FIXED64 -> 8;
          case FIXED32 -> 4;
          case LENGTH -> {
            long length = varint(from, end);
            from = to;
            yield length;
          }
          default -> -1;
        };
    if (size < 0 || size > end - from) {
      return false;
    }
    to = from + (int) size;
    return true;
  }

  /** Reads a number and moves {@link #to} behind it; -1 and no move when it is cut. */
  private long varint(int at, int end) {
    long value = 0;
    for (int i = 0; i < 10 && at + i < end; i++) {
      value |= (long) (bytes[at + i] & 0x7f) << (7 * i);
      if (bytes[at + i] >= 0) {
        to = at + i + 1;
        return value;
      }
    }
    to = at;
    return -1;
  }
}
