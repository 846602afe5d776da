package dev.eyepiece.telemetry;

/**
 * Reads protobuf's wire format from a plain array (protobuf "Encoding" guide). Every failure is a
 * {@link MalformedOtlpException} that says where; nothing is allocated on the way. For one thread.
 */
final class ProtoReader {
  /** Messages within messages, groups included, that are followed before a request is refused. */
  static final int MAX_DEPTH = 100;

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  static final int FIXED32 = 5;

  byte[] bytes = new byte[0];
  int position;

  /** Reads a tag, checking that the field number is one that protobuf allows. */
  int tag(int limit) throws MalformedOtlpException {
    int at = position;
    long tag = varint(limit);
    int field = (int) (tag >>> 3);
    if (tag >>> 32 != 0 || field == 0) {
      throw new MalformedOtlpException(
          "field number " + (tag >>> 3) + " where 1 to 536870911 was expected", at);
    }
    return (int) tag;
  }

  long varint(int limit) throws MalformedOtlpException {
    int at = position;
    if (at < limit) {
      byte first = bytes[at];
      if (first >= 0) {
        position = at + 1;
        return first;
      }
    }
    return longVarint(limit);
  }

  private long longVarint(int limit) throws MalformedOtlpException {
    int start = position;
    int at = start;
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= limit) {
        throw new MalformedOtlpException("a number is cut off", start);
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        position = at;
        return value;
      }
    }
    throw new MalformedOtlpException("a number has more than ten bytes", start);
  }

  /** How many varints end before the limit; moves nothing. */
  int varints(int limit) {
    int count = 0;
    for (int at = position; at < limit; at++) {
      count += bytes[at] >= 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * Reads a length and checks that so many bytes are there; the position is at the first of them.
   */
  int length(int limit) throws MalformedOtlpException {
    int at = position;
    long length = varint(limit);
    if (length < 0 || length > limit - position) {
      throw new MalformedOtlpException(
          "length "
              + Long.toUnsignedString(length)
              + " where at most "
              + (limit - position)
              + " bytes are left",
          at);
    }
    return (int) length;
  }

  long fixed64(int limit) throws MalformedOtlpException {
    int at = position;
    if (limit - at < 8) {
      throw new MalformedOtlpException(
          "eight bytes were expected, " + (limit - at) + " are left", at);
    }
    position = at + 8;
    return (long) LittleEndian.LONG.get(bytes, at);
  }

  int fixed32(int limit) throws MalformedOtlpException {
    int at = position;
    if (limit - at < 4) {
      throw new MalformedOtlpException(
          "four bytes were expected, " + (limit - at) + " are left", at);
    }
    position = at + 4;
    return (int) LittleEndian.INT.get(bytes, at);
  }

  /** Checks the wire type of a field that is known. */
  void expect(int tag, int wireType, String field) throws MalformedOtlpException {
    if ((tag & 7) != wireType) {
      throw new MalformedOtlpException(
          field + " has wire type " + (tag & 7) + " where " + wireType + " was expected", position);
    }
  }

  /** Skips a field that is not known. */
  void skip(int tag, int limit, int depth) throws MalformedOtlpException {
    switch (tag & 7) {
      case VARINT -> varint(limit);
      case FIXED64 -> fixed64(limit);
      case LENGTH -> {
        int length = length(limit);
        position += length;
      }
      case FIXED32 -> fixed32(limit);
      case START_GROUP -> skipGroup(tag, limit, depth);
      default ->
          throw new MalformedOtlpException(
              "wire type " + (tag & 7) + " of field " + (tag >>> 3) + " is not one to start with",
              position);
    }
  }

  private void skipGroup(int startTag, int limit, int depth) throws MalformedOtlpException {
    checkDepth(depth);
    while (true) {
      int tag = tag(limit);
      if ((tag & 7) == END_GROUP) {
        if (tag >>> 3 != startTag >>> 3) {
          throw new MalformedOtlpException(
              "group " + (startTag >>> 3) + " is ended as " + (tag >>> 3), position);
        }
        return;
      }
      skip(tag, limit, depth + 1);
    }
  }

  void checkDepth(int depth) throws MalformedOtlpException {
    if (depth > MAX_DEPTH) {
      throw new MalformedOtlpException(
          "nested deeper than the " + MAX_DEPTH + " levels that are taken", position);
    }
  }
}
