package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests in JSON: one object, an object a line, or objects one after the other in any layout. The
 * bytes are only cut into objects here; what is in them is read by {@link OtlpJson}.
 */
final class JsonObjects {
  private static final List<String> OTHERS =
      List.of("resourceLogs", "resourceMetrics", "resourceProfiles");
  private static final int HEAD = 200;

  private final InputStream in;
  private final String name;
  private final ByteArrayOutputStream object = new ByteArrayOutputStream();
  private int line = 1;
  private int startLine = 1;

  JsonObjects(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  void read(RequestSink sink) throws IOException, FileFormatException {
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
        sink.take(request(object.toByteArray()), place());
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

  private byte[] request(byte[] json) throws FileFormatException {
    byte[] request;
    try {
      request = OtlpJson.readTraces(json);
    } catch (MalformedOtlpException e) {
      throw new FileFormatException(place() + ": " + e.getMessage());
    }
    String head = new String(json, 0, Math.min(HEAD, json.length), StandardCharsets.ISO_8859_1);
    for (String other : OTHERS) {
      if (head.contains('"' + other + '"')) {
        throw new FileFormatException(
            place() + ": holds " + other + "; expected resourceSpans, this version sends traces");
      }
    }
    if (request.length == 0 && json.length > 2 && !head.contains("resourceSpans")) {
      throw new FileFormatException(place() + ": no OTLP request; expected resourceSpans");
    }
    return request;
  }

  private String place() {
    return name + " line " + startLine;
  }
}
