package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a URL into the attributes that semantic conventions name (RFC 3986). */
final class UrlText {
  /** What may stand in a part that was escaped before, beside letters, digits and {@code -_.~}. */
  private static final String RAW = "!$&'()*+,;=:@[]";

  private static final String PATH = "$&+,/:;=@";
  private static final String FRAGMENT = PATH + "?!()*";

  private final Attributes map = new Attributes();

  private UrlText() {}

  static Attributes read(String text) {
    if (text.isEmpty()) {
      throw new OttlException("expected a URL, found an empty text");
    }
    UrlText url = new UrlText();
    url.parse(text);
    return url.map;
  }

  private void parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
        throw wrong(text, "holds a control character");
      }
    }
    int hash = text.indexOf('#');
    String rawFragment = hash < 0 ? "" : text.substring(hash + 1);
    String fragment = hash < 0 ? null : decode(rawFragment, text);
    String rest = hash < 0 ? text : text.substring(0, hash);
    int colon = scheme(rest, text);
    String scheme = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
    rest = colon < 0 ? rest : rest.substring(colon + 1);
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    rest = question < 0 ? rest : rest.substring(0, question);
    String path = rest;
    String authority = null;
    if (!rest.startsWith("/") && !scheme.isEmpty()) {
      // Opaque: everything behind the scheme belongs together, and there is no path.
      put(
          scheme + ":" + path + tail(question, query, rawFragment, fragment),
          scheme,
          "",
          "",
          query,
          fragment);
      return;
    }
    if (!rest.startsWith("/") && rest.split("/", 2)[0].contains(":")) {
      throw wrong(text, "has a colon in the first segment of its path");
    }
    if (rest.startsWith("//") && !(scheme.isEmpty() && rest.startsWith("///"))) {
      int slash = rest.indexOf('/', 2);
      authority = rest.substring(2, slash < 0 ? rest.length() : slash);
      path = slash < 0 ? "" : rest.substring(slash);
    }
    String host = authority == null ? "" : authority(authority, text);
    String decoded = decode(path, text);
    String original =
        (scheme.isEmpty() ? "" : scheme + ":")
            + (authority == null ? "" : "//" + authority)
            + escaped(path, decoded, RAW, PATH)
            + tail(question, query, rawFragment, fragment);
    put(original, scheme, host, decoded, query, fragment);
  }

  private static String tail(int question, String query, String raw, @Nullable String fragment) {
    return (question < 0 ? "" : "?" + query)
        + (fragment == null || fragment.isEmpty()
            ? ""
            : "#" + escaped(raw, fragment, RAW + "?", FRAGMENT));
  }

  /** A part as it was when all of it is allowed, else what it means, escaped. */
  private static String escaped(String raw, String decoded, String before, String allowed) {
    boolean valid = raw.chars().allMatch(c -> isPlain(c) || (before + "/%").indexOf(c) >= 0);
    if (valid) {
      return raw;
    }
    StringBuilder out = new StringBuilder();
    for (byte b : decoded.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b) || (b > 0 && allowed.indexOf(b) >= 0)) {
        out.append((char) b);
      } else {
        out.append(String.format(java.util.Locale.ROOT, "%%%02X", b));
      }
    }
    return out.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '~';
  }

  private void put(
      String original,
      String scheme,
      String host,
      String path,
      String query,
      @Nullable String fragment) {
    text("url.original", original);
    text("url.domain", host);
    text("url.scheme", scheme);
    text("url.path", path);
    if (fragment != null && !fragment.isEmpty()) {
      text("url.fragment", fragment);
    }
    if (!query.isEmpty()) {
      text("url.query", query);
    }
    int dot = path.lastIndexOf('.');
    if (dot >= 0 && dot < path.length() - 1) {
      text("url.extension", path.substring(dot + 1));
    }
  }

  private void text(String key, String value) {
    map.put(Utf8.of(key), Values.of(value));
  }

  /** The index of the colon behind the scheme; -1 without one. */
  private static int scheme(String rest, String text) {
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (c == ':') {
        if (i == 0) {
          throw wrong(text, "has no scheme before its colon");
        }
        return i;
      }
      if (!letter && (i == 0 || !other)) {
        return -1;
      }
    }
    return -1;
  }

  private String authority(String authority, String text) {
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String user = authority.substring(0, at);
      text("url.user_info", user);
      int colon = user.indexOf(':');
      String name = decode(colon < 0 ? user : user.substring(0, colon), text);
      if (!name.isEmpty()) {
        text("url.username", name);
      }
      if (colon >= 0) {
        text("url.password", decode(user.substring(colon + 1), text));
      }
    }
    String host = authority.substring(at + 1);
    if (host.contains(" ")) {
      throw wrong(text, "has a blank in its host");
    }
    int bracket = host.lastIndexOf(']');
    if (host.startsWith("[") && bracket < 0) {
      throw wrong(text, "has a bracket that is not closed");
    }
    int colon = host.indexOf(':', Math.max(bracket, 0));
    if (colon >= 0) {
      String port = host.substring(colon + 1);
      if (!port.chars().allMatch(c -> c >= '0' && c <= '9') || port.length() > 18) {
        throw wrong(text, "has a port that is no number");
      }
      if (!port.isEmpty()) {
        map.put(Utf8.of("url.port"), ParseFunctions.integer(port, "port"));
      }
      host = host.substring(0, colon);
    }
    if (host.startsWith("[")) {
      return host.substring(1, host.length() - 1);
    }
    return decode(host, text);
  }

  private static String decode(String part, String text) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.write(bytes[i]);
        continue;
      }
      int high = i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw wrong(text, "has a % without two hexadecimal digits");
      }
      out.write(high * 16 + low);
      i += 2;
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static OttlException wrong(String text, String what) {
    return new OttlException("the URL \"" + text + "\" " + what);
  }
}
