package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Attributes;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The log event extended format, versions 1.0 and 2.0. */
final class Leef {
  private Leef() {}

  static Attributes read(String line) {
    int start = line.indexOf("LEEF:");
    int pipe = line.indexOf('|', Math.max(start, 0));
    if (start < 0 || pipe < 0) {
      throw new OttlException("the line has no \"LEEF:\" with a | behind its version");
    }
    String version = line.substring(start + 5, pipe);
    boolean second = version.equals("2.0");
    if (!second && !version.equals("1.0")) {
      throw new OttlException("expected LEEF version 1.0 or 2.0, found \"" + version + "\"");
    }
    String rest = line.substring(pipe + 1);
    String[] parts = rest.split("\\|", second ? 6 : 5);
    if (parts.length < 4) {
      throw new OttlException("expected 4 fields of a header, found " + parts.length);
    }
    String delimiter = "\t";
    String attributes = parts.length == 5 ? parts[4] : "";
    if (second && parts.length > 4) {
      // The delimiter may be left out; a field with = is an attribute already.
      boolean omitted = parts[4].contains("=");
      delimiter = omitted ? "\t" : delimiter(parts[4]);
      attributes = omitted ? rest.split("\\|", 5)[4] : parts.length == 6 ? parts[5] : "";
    }
    Attributes map = new Attributes();
    LogFunctions.put(map, "leef.version", version);
    LogFunctions.put(map, "leef.vendor", parts[0]);
    LogFunctions.put(map, "leef.product.name", parts[1]);
    LogFunctions.put(map, "leef.product.version", parts[2]);
    LogFunctions.put(map, "leef.event.id", parts[3]);
    Attributes inner = LogFunctions.inner(map, "leef.attributes");
    for (String pair : attributes.split(Pattern.quote(delimiter), -1)) {
      int equal = pair.indexOf('=');
      if (equal > 0) {
        LogFunctions.put(inner, pair.substring(0, equal), pair.substring(equal + 1));
      }
    }
    return map;
  }

  private static String delimiter(String text) {
    if (text.isEmpty()) {
      return "\t";
    }
    if (text.startsWith("0x") || text.startsWith("0X")) {
      try {
        byte[] bytes = HexFormat.of().parseHex(text.substring(2));
        if (bytes.length == 1) {
          return Character.toString(bytes[0] & 0xff);
        }
      } catch (IllegalArgumentException e) {
        throw new OttlException("\"" + text + "\" is no hexadecimal delimiter");
      }
    }
    if (text.length() != 1) {
      throw new OttlException("\"" + text + "\" is no delimiter of one character");
    }
    return text;
  }
}
