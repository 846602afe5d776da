package dev.eyepiece.net;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Origins of web pages: one, such as {@code https://shop.example}; those of all hosts below a
 * domain, {@code https://*.shop.example}; those of all ports of a host, {@code http://localhost:*}.
 *
 * @param below whether hosts below {@code host} are meant, and not that one itself
 * @param port as written, {@code *} for any or none, empty for the scheme's own
 */
public record OriginPattern(String scheme, boolean below, String host, String port) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]*)://(?<below>\\*\\.)?"
              + "(?<host>\\[[0-9a-f:.]+\\]|[a-z0-9_-]+(\\.[a-z0-9_-]+)*)(:(?<port>[0-9]{1,5}|\\*))?");

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static OriginPattern of(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no origin");
    }
    String port = form.group("port");
    return new OriginPattern(
        form.group("scheme"),
        form.group("below") != null,
        form.group("host"),
        port == null ? "" : port);
  }

  /** Whether a browser's {@code Origin} is one of these. */
  boolean matches(String origin) {
    Matcher form = FORM.matcher(origin.toLowerCase(Locale.ROOT));
    if (!form.matches() || form.group("below") != null || "*".equals(form.group("port"))) {
      return false;
    }
    String itsPort = form.group("port") == null ? "" : form.group("port");
    String itsHost = form.group("host");
    return form.group("scheme").equals(scheme)
        && (below ? itsHost.endsWith("." + host) : itsHost.equals(host))
        && (port.equals("*") || port.equals(itsPort));
  }
}
