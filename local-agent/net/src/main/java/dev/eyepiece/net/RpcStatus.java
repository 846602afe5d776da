package dev.eyepiece.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code google.rpc.Status}, the body that OTLP/HTTP wants with every error (OTLP specification,
 * "Failures").
 *
 * @param code a gRPC status code
 * @param message English, fit to be shown
 */
public record RpcStatus(int code, String message) {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  /** The status for an HTTP code. */
  public static RpcStatus of(int httpStatus, String message) {
    int code =
        switch (httpStatus) {
          case 400, 405, 415 -> 3;
          case 401 -> 16;
          case 403 -> 7;
          case 404 -> 12;
          case 413, 429 -> 8;
          case 503 -> 14;
          default -> 13;
        };
    return new RpcStatus(code, message);
  }

  /** The content type of the body for a request's content type. */
  public static String contentType(@Nullable String requested, String otherwise) {
    if (requested == null) {
      return otherwise;
    }
    String lower = requested.toLowerCase(Locale.ROOT);
    return lower.startsWith(JSON) ? JSON : lower.startsWith(PROTOBUF) ? PROTOBUF : otherwise;
  }

  /** The body in the form of a request's content type: protobuf, JSON, or else plain text. */
  public byte[] body(@Nullable String requested) {
    return switch (contentType(requested, "")) {
      case PROTOBUF -> protobuf();
      case JSON -> json().getBytes(StandardCharsets.UTF_8);
      default -> (message + "\n").getBytes(StandardCharsets.UTF_8);
    };
  }

  private String json() {
    return "{\"code\":" + code + ",\"message\":" + quoted(message) + "}";
  }

  /** A text as a JSON string, quotes included. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /** The encoded message. */
  public byte[] protobuf() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(8);
    varint(out, code);
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    out.write(18);
    varint(out, text.length);
    out.writeBytes(text);
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
