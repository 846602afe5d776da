package dev.eyepiece.app.send;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads trace requests from a file whose form is told by its first bytes: OTLP/JSON as one object
 * or one a line (the collector's file exporter), protobuf as one message, with a length of four
 * bytes before each (the file exporter's other form) or with a varint before each (protobuf's
 * delimited form), and any of these under gzip.
 */
public final class OtlpFile {
  /** Receivers take no more by default (OTLP 1.11). */
  public static final int MAX_REQUEST_BYTES = 64 << 20;

  private static final int HEAD = 256;
  private static final int FIRST_FIELD_AS_MESSAGE = 0x0a;

  /** The dictionary of profiles, when it is written before them. */
  private static final int SECOND_FIELD_AS_MESSAGE = 0x12;

  private OtlpFile() {}

  /**
   * Reads to the end, one request in memory at a time.
   *
   * @param name what messages call the file
   */
  public static void read(InputStream in, String name, RequestSink sink)
      throws IOException, FileFormatException {
    BufferedInputStream bytes = new BufferedInputStream(in, 1 << 16);
    byte[] head = head(bytes);
    if (head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
      try (GZIPInputStream unpacked = new GZIPInputStream(bytes, 1 << 16)) {
        readPlain(new BufferedInputStream(unpacked, 1 << 16), name, sink);
      } catch (ZipException e) {
        throw new FileFormatException(name + " is broken gzip: " + e.getMessage());
      }
    } else {
      readPlain(bytes, name, sink);
    }
  }

  private static void readPlain(BufferedInputStream in, String name, RequestSink sink)
      throws IOException, FileFormatException {
    byte[] head = head(in);
    if (head.length == 0) {
      throw new FileFormatException(name + " is empty; expected OTLP");
    }
    try {
      if (isText(head)) {
        new JsonObjects(in, name).read(sink);
      } else if (head[0] == FIRST_FIELD_AS_MESSAGE || head[0] == SECOND_FIELD_AS_MESSAGE) {
        new ProtobufRequests(in, name).readOne(sink);
      } else if (head[0] == 0) {
        new ProtobufRequests(in, name).readPrefixed(sink);
      } else if (isDelimited(head)) {
        new ProtobufRequests(in, name).readDelimited(sink);
      } else {
        throw new FileFormatException(
            name
                + " is neither JSON nor protobuf of OTLP; expected one or several"
                + " Export..ServiceRequest");
      }
    } catch (EOFException e) {
      throw new FileFormatException(name + " ends in the middle of a request");
    }
  }

  /**
   * A line feed is also the tag that a protobuf request begins with, so more than the first byte is
   * looked at: no control characters mean JSON.
   */
  private static boolean isText(byte[] head) {
    int at = 0;
    while (at < head.length && " \t\r\n\u00ef\u00bb\u00bf[".indexOf(head[at] & 0xff) >= 0) {
      at++;
    }
    if (at == head.length || head[at] != '{') {
      return false;
    }
    for (byte next : head) {
      if (next >= 0 && next < ' ' && next != '\n' && next != '\r' && next != '\t') {
        return false;
      }
    }
    return true;
  }

  /** A varint of at most four bytes, and after it what a request begins with. */
  private static boolean isDelimited(byte[] head) {
    int at = 0;
    while (at < 4 && at < head.length && head[at] < 0) {
      at++;
    }
    return at + 1 < head.length && head[at] >= 0 && head[at + 1] == FIRST_FIELD_AS_MESSAGE;
  }

  private static byte[] head(BufferedInputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }
}
