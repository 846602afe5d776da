package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Requests in JSON: one object, an object a line, or objects one after the other in any layout. The
 * bytes are only cut into objects here; what is in them is read by {@link OtlpJson}.
 */
public final class JsonObjects {
  /** Takes one object. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes the text of one.
     *
     * @param place what messages call it
     */
    void take(byte[] json, String place) throws IOException, FileFormatException;
  }

  private final InputStream in;
  private final String name;
  private final ByteArrayOutputStream object = new ByteArrayOutputStream();
  private int line = 1;
  private int startLine = 1;

  /** Objects of a stream, which messages call by a name. */
  public JsonObjects(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Reads requests of OTLP. */
  void read(RequestSink sink) throws IOException, FileFormatException {
    read((json, place) -> take(json, sink));
  }

  /** Gives each object as it is, one in memory at a time. */
  public void read(Taker taker) throws IOException, FileFormatException {
    int depth = 0;
    boolean text = false;
    boolean escaped = false;
    for (int next = in.read(); next >= 0; next = in.read()) {
      line += next == '\n' ? 1 : 0;
      if (depth == 0) {
        if (next == '{') {
          startLine = line;
          object.reset();
          object.write(next);
          depth = 1;
        } else {
          checkBetween(next);
        }
        continue;
      }
      object.write(next);
      if (object.size() > OtlpFile.MAX_REQUEST_BYTES) {
        throw new FileFormatException(
            place() + ": an object of more than " + OtlpFile.MAX_REQUEST_BYTES + " bytes");
      }
      if (text) {
        text = escaped || next != '"';
        escaped = !escaped && next == '\\';
      } else if (next == '"') {
        text = true;
      } else if (next == '{') {
        depth++;
      } else if (next == '}' && --depth == 0) {
        taker.take(object.toByteArray(), place());
      }
    }
    if (depth > 0) {
      throw new EOFException();
    }
  }

  /** Space, a byte order mark, and the brackets and commas of a list of requests. */
  private void checkBetween(int next) throws FileFormatException {
    if (next > ' ' && "[],".indexOf(next) < 0 && next != 0xef && next != 0xbb && next != 0xbf) {
      throw new FileFormatException(
          name + " line " + line + ": '" + (char) next + "' where an object was expected");
    }
  }

  private void take(byte[] json, RequestSink sink) throws IOException, FileFormatException {
    Signal signal = signal(json);
    try {
      sink.take(signal, OtlpJson.read(signal, json), place());
    } catch (MalformedOtlpException e) {
      throw new FileFormatException(place() + ": " + e.getMessage());
    }
  }

  /** By the root key that comes first: the others could only be inside of its value. */
  private Signal signal(byte[] json) throws FileFormatException {
    String text = new String(json, StandardCharsets.ISO_8859_1);
    int first = Integer.MAX_VALUE;
    Signal found = Signal.TRACES;
    for (Signal signal : Signal.values()) {
      int at = text.indexOf('"' + Export.of(signal).key() + '"');
      if (at >= 0 && at < first) {
        first = at;
        found = signal;
      }
    }
    if (first == Integer.MAX_VALUE && !text.matches("\\{\\s*\\}")) {
      throw new FileFormatException(
          place()
              + ": no OTLP request; expected resourceSpans, resourceLogs, resourceMetrics or"
              + " resourceProfiles");
    }
    return found;
  }

  private String place() {
    return name + " line " + startLine;
  }
}
