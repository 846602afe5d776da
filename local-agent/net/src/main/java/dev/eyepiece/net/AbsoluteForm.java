package dev.eyepiece.net;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request whose target is a whole URL, as clients behind a proxy send it: every server takes it,
 * and its host counts in place of the header's (RFC 9112, section 3.2.2).
 */
final class AbsoluteForm {
  private static final Pattern URL =
      Pattern.compile("https?://([^/?#]*)(/[^?#]*)?(.*)", Pattern.CASE_INSENSITIVE);

  private AbsoluteForm() {}

  /** Gives the head the target and the Host that it would have if it had been sent directly. */
  static void resolve(HttpRequest head) {
    Matcher url = URL.matcher(head.uri());
    if (url.matches()) {
      String path = url.group(2) == null ? "/" : url.group(2);
      head.setUri(path + url.group(3));
      head.headers().set(HttpHeaderNames.HOST, url.group(1));
    }
  }
}
