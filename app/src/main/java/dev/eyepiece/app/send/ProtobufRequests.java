package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.Signal;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/** Requests in protobuf. */
final class ProtobufRequests {
  private static final int RESOURCE_GROUP = 0x0a;
  private static final int DICTIONARY = 0x12;

  /**
   * A message is a sequence of resource groups, so a large one is sent as several requests of about
   * this size.
   */
  private static final int PART_BYTES = 4 << 20;

  private final InputStream in;
  private final String name;
  private long offset;

  ProtobufRequests(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Reads one message. */
  void readOne(RequestSink sink) throws IOException, FileFormatException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    long start = 0;
    @Nullable Signal signal = null;
    for (int tag = in.read(); tag >= 0; tag = in.read()) {
      if (tag != RESOURCE_GROUP && tag != DICTIONARY) {
        throw new FileFormatException(
            name
                + " at byte "
                + offset
                + ": expected the fields of an Export..ServiceRequest of OTLP");
      }
      offset++;
      part.write(tag);
      int length = varint(part);
      part.write(bytes(length));
      // Profiles share a dictionary, which may come last, so they stay together.
      if (signal == null) {
        signal = SignalOf.request(part.toByteArray());
      }
      boolean whole = signal == Signal.PROFILES || tag == DICTIONARY;
      if (!whole && part.size() >= PART_BYTES) {
        take(part.toByteArray(), start, sink);
        part.reset();
        start = offset;
      }
      if (part.size() > OtlpFile.MAX_REQUEST_BYTES) {
        throw new FileFormatException(
            name + ": profiles of more than " + OtlpFile.MAX_REQUEST_BYTES + " bytes");
      }
    }
    if (part.size() > 0) {
      take(part.toByteArray(), start, sink);
    }
  }

  /** Reads messages with their length in four bytes, big-endian, before each. */
  void readPrefixed(RequestSink sink) throws IOException, FileFormatException {
    for (int first = in.read(); first >= 0; first = in.read()) {
      long start = offset;
      byte[] rest = in.readNBytes(3);
      if (rest.length < 3) {
        throw new EOFException();
      }
      offset += 4;
      int length =
          (first << 24) | ((rest[0] & 0xff) << 16) | ((rest[1] & 0xff) << 8) | (rest[2] & 0xff);
      take(bytes(length), start, sink);
    }
  }

  /** Reads messages with their length as a varint before each, as writeDelimitedTo writes them. */
  void readDelimited(RequestSink sink) throws IOException, FileFormatException {
    PushbackInputStream ahead = new PushbackInputStream(in);
    ProtobufRequests rest = new ProtobufRequests(ahead, name);
    for (int first = ahead.read(); first >= 0; first = ahead.read()) {
      ahead.unread(first);
      long start = rest.offset;
      int length = rest.varint(new ByteArrayOutputStream());
      take(rest.bytes(length), start, sink);
    }
  }

  private void take(byte[] request, long start, RequestSink sink)
      throws IOException, FileFormatException {
    sink.take(SignalOf.request(request), request, name + " at byte " + start);
  }

  private int varint(ByteArrayOutputStream copy) throws IOException, FileFormatException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      offset++;
      copy.write(next);
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return (int) Math.min(value, Integer.MAX_VALUE);
      }
    }
    throw new FileFormatException(name + " at byte " + offset + ": a length of too many bytes");
  }

  private byte[] bytes(int length) throws IOException, FileFormatException {
    if (length < 0 || length > OtlpFile.MAX_REQUEST_BYTES) {
      throw new FileFormatException(
          name
              + " at byte "
              + offset
              + ": a length of "
              + (length & 0xffffffffL)
              + " bytes; expected at most "
              + OtlpFile.MAX_REQUEST_BYTES);
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    offset += length;
    return bytes;
  }
}
