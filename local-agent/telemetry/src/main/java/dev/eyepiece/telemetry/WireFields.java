package dev.eyepiece.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Goes over the fields of an encoded message of a batch, one after the other, for whoever copies
 * some of them as they are. The bytes are such that a walker has been over. For one thread.
 */
public final class WireFields {
  private final ProtoReader in = new ProtoReader();
  private int limit;
  private int tag;
  private int start;
  private int contentStart;

  /** Starts at the message that lies between the two offsets. */
  public WireFields over(byte[] bytes, int from, int to) {
    in.bytes = bytes;
    in.position = from;
    limit = to;
    return this;
  }

  /** Moves to the next field; false when there is none. */
  public boolean next() {
    if (in.position >= limit) {
      return false;
    }
    try {
      start = in.position;
      tag = in.tag(limit);
      contentStart = in.position;
      if ((tag & 7) == ProtoReader.LENGTH) {
        int length = in.length(limit);
        contentStart = in.position;
        in.position += length;
      } else {
        in.skip(tag, limit, 0);
      }
      return true;
    } catch (MalformedOtlpException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Goes on at an offset at which a field of the message starts, or at which it ends. */
  public void continueAt(int offset) {
    in.position = offset;
  }

  /** The number of the field. */
  public int field() {
    return tag >>> 3;
  }

  /** Where the field starts, its tag included. */
  public int start() {
    return start;
  }

  /** Where the content starts: after the tag, and after the length where there is one. */
  public int contentStart() {
    return contentStart;
  }

  /** Where the field ends. */
  public int end() {
    return in.position;
  }
}
