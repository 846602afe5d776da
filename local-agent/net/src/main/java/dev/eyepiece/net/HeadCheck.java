package dev.eyepiece.net;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the head of a request that a codec has read (RFC 9110, RFC 9112). */
final class HeadCheck {
  /** How a request whose head is wrong is answered. */
  record Fault(int status, String sentence) {}

  private HeadCheck() {}

  /**
   * Looks at a head.
   *
   * @param http1 whether it came over HTTP/1, whose framing leaves room for lies
   * @return null when nothing is wrong with it
   */
  static @Nullable Fault of(HttpRequest head, boolean http1) {
    if (head.uri().indexOf('%') >= 0 && !isEncoded(head.uri())) {
      return new Fault(400, "the path or the query is not percent-encoded as it should be");
    }
    return http1 ? ofHttp1(head) : null;
  }

  private static @Nullable Fault ofHttp1(HttpRequest head) {
    HttpHeaders headers = head.headers();
    boolean current = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
    if (!current && !head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      return new Fault(505, head.protocolVersion() + " is not spoken here; expected HTTP/1.1");
    }
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || (current && hosts.isEmpty())) {
      return new Fault(400, hosts.size() + " Host headers; expected one");
    }
    Fault coding = coding(headers, current);
    if (coding != null) {
      return coding;
    }
    String expected = headers.get(HttpHeaderNames.EXPECT);
    return current && expected != null && !expected.equalsIgnoreCase("100-continue")
        ? new Fault(417, "nothing but 100-continue can be expected here")
        : null;
  }

  /** Whoever reads the end of a body elsewhere than we do reads another next request. */
  private static @Nullable Fault coding(HttpHeaders headers, boolean current) {
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return null;
    }
    if (!current || headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return new Fault(400, "Transfer-Encoding beside Content-Length, or over HTTP/1.0");
    }
    return codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked")
        ? null
        : new Fault(501, "Transfer-Encoding is not known; expected chunked, once");
  }

  private static boolean isEncoded(String uri) {
    try {
      QueryStringDecoder decoder =
          new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, NettyExchange.MAX_PARAMETERS);
      var _ = decoder.path();
      var _ = decoder.parameters();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** How what a codec could not read is answered. */
  static Fault unread(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line ->
          new Fault(414, "a line of the request is too long: " + line.getMessage());
      case TooLongHttpHeaderException header ->
          new Fault(431, "the headers of the request are too large: " + header.getMessage());
      default -> new Fault(400, "the request is not HTTP/1.1: " + cause.getMessage());
    };
  }
}
