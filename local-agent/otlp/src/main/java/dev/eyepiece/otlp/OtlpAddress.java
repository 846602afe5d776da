package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.Signal;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go.
 *
 * @param grpc true for OTLP/gRPC, false for OTLP/HTTP with protobuf
 * @param uri for HTTP the whole address with its path; for gRPC scheme, host and port
 */
public record OtlpAddress(boolean grpc, URI uri) {
  /**
   * Reads {@code http://HOST:PORT}, {@code https://HOST:PORT[/PATH]}, {@code grpc://HOST:PORT},
   * {@code grpcs://HOST:PORT} or {@code HOST:PORT}. Without a scheme it is gRPC on port 4317, which
   * is what that port is for, and HTTP on any other.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static OtlpAddress parse(String text) {
    boolean bare = !text.contains("://");
    URI uri = uri(bare ? "http://" + text : text);
    String scheme = uri == null || uri.getScheme() == null ? "" : uri.getScheme();
    if (uri == null || uri.getHost() == null || uri.getUserInfo() != null) {
      throw wrong(text);
    }
    return switch (scheme) {
      case "grpc", "grpcs" -> grpc(uri, scheme.equals("grpcs"), text);
      case "http", "https" ->
          bare && uri.getPort() == 4317 ? grpc(uri, false, text) : http(uri, bare, text);
      default -> throw wrong(text);
    };
  }

  private static OtlpAddress grpc(URI uri, boolean tls, String text) {
    if (uri.getPort() < 0 || !uri.getPath().replace("/", "").isEmpty()) {
      throw wrong(text);
    }
    return new OtlpAddress(true, URI.create((tls ? "https" : "http") + "://" + uri.getAuthority()));
  }

  private static OtlpAddress http(URI uri, boolean bare, String text) {
    if ((bare && uri.getPort() < 0) || uri.getQuery() != null || uri.getFragment() != null) {
      throw wrong(text);
    }
    String path = uri.getPath();
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new OtlpAddress(
        false, URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + withoutPath(base)));
  }

  /** The path without that of a signal, which each request has its own of. */
  private static String withoutPath(String base) {
    for (Signal signal : Signal.values()) {
      String path = ExportKind.of(signal).path();
      if (base.endsWith(path)) {
        return base.substring(0, base.length() - path.length());
      }
    }
    return base;
  }

  /** Where requests of a signal go over HTTP. */
  public URI uri(Signal signal) {
    return URI.create(uri + ExportKind.of(signal).path());
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no endpoint; expected http://HOST:PORT, https://HOST:PORT, grpc://HOST:PORT or"
            + " HOST:PORT");
  }
}
