package dev.eyepiece.net;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which encoding a body is in: all headers that name some count (RFC 9110, section 8.4). */
final class ContentEncoding {
  private ContentEncoding() {}

  /** The encoding's name: {@code null} for none; of several, which nobody takes, their list. */
  static @Nullable String of(HttpRequest head) {
    List<String> named = new ArrayList<>();
    for (String header : head.headers().getAll(HttpHeaderNames.CONTENT_ENCODING)) {
      for (String one : header.split(",", -1)) {
        String name = one.strip();
        if (!name.isEmpty() && !name.toLowerCase(Locale.ROOT).equals("identity")) {
          named.add(name);
        }
      }
    }
    return named.isEmpty() ? null : String.join(", ", named);
  }
}
