package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The common log format of web servers, and the combined one with referer and user agent. */
final class Clf {
  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final String COMMON =
      "^(\\S+) (\\S+) (\\S+) \\[([^\\]]+)\\] " + QUOTED + " (\\S+) (\\S+)";
  private static final Regex PLAIN = Regex.of(COMMON + "$");
  private static final Regex COMBINED = Regex.of(COMMON + " " + QUOTED + " " + QUOTED + "$");

  private Clf() {}

  static Attributes read(String line, boolean combined) {
    List<Utf8> fields = (combined ? COMBINED : PLAIN).groups(Utf8.of(line.strip()));
    if (fields == null) {
      throw new OttlException(
          "the line is not of the " + (combined ? "combined" : "common") + " log format");
    }
    Attributes map = new Attributes();
    LogFunctions.put(map, "clf.remote_host", "" + fields.get(1));
    LogFunctions.put(map, "clf.rfc931", "" + fields.get(2));
    LogFunctions.put(map, "clf.auth_user", "" + fields.get(3));
    LogFunctions.put(map, "clf.timestamp", "" + fields.get(4));
    String request = unescape("" + fields.get(5));
    LogFunctions.put(map, "clf.request", request);
    String[] parts = request.split(" ", 3);
    if (parts.length == 3) {
      LogFunctions.put(map, "clf.method", parts[0]);
      LogFunctions.put(map, "clf.request_uri", parts[1]);
      LogFunctions.put(map, "clf.protocol", parts[2]);
    }
    map.put(Utf8.of("clf.status"), ParseFunctions.integer("" + fields.get(6), "status"));
    if (!fields.get(7).toString().equals("-")) {
      map.put(Utf8.of("clf.bytes"), ParseFunctions.integer("" + fields.get(7), "bytes"));
    }
    if (combined) {
      LogFunctions.put(map, "clf.referer", unescape("" + fields.get(8)));
      LogFunctions.put(map, "clf.user_agent", unescape("" + fields.get(9)));
    }
    return map;
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\\' || i + 1 == bytes.length) {
        out.write(bytes[i]);
        continue;
      }
      byte next = bytes[++i];
      int known = "\\\"ntrbfv".indexOf(next);
      if (known >= 0) {
        out.write("\\\"\n\t\r\b\f\u000b".charAt(known));
      } else if (next == 'x' && i + 2 < bytes.length && hex(bytes, i + 1) >= 0) {
        out.write(hex(bytes, i + 1));
        i += 2;
      } else {
        out.write('\\');
        out.write(next);
      }
    }
    byte[] result = out.toByteArray();
    return Values.of(Utf8.copyOf(result, 0, result.length)).value().toString();
  }

  private static int hex(byte[] bytes, int at) {
    int high = Character.digit(bytes[at], 16);
    int low = Character.digit(bytes[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
