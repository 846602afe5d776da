package dev.eyepiece.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code google.rpc.Status}, the body that OTLP/HTTP wants with every error (OTLP specification,
 * "Failures").
 *
 * @param code a gRPC status code
 * @param message English, fit to be shown
 * @param described whether a {@code google.rpc.BadRequest} that says the same goes with it
 */
public record RpcStatus(int code, String message, boolean described) {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";
  private static final String BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest";

  /** The status for an HTTP code. */
  public static RpcStatus of(int httpStatus, String message) {
    int code =
        switch (httpStatus) {
          case 400, 405, 408, 414, 415, 417, 431, 505 -> 3;
          case 401 -> 16;
          case 403 -> 7;
          case 404, 501 -> 12;
          case 413, 429 -> 8;
          case 503 -> 14;
          case 508 -> 9;
          default -> 13;
        };
    return new RpcStatus(code, message, false);
  }

  /** The status of a request that cannot be decoded, with a {@code google.rpc.BadRequest}. */
  public static RpcStatus badRequest(String message) {
    return new RpcStatus(3, message, true);
  }

  /**
   * The encoded message with a {@code google.rpc.RetryInfo}: the sender may come again after the
   * delay.
   *
   * @param code a gRPC status code
   */
  public static byte[] retry(int code, String message, Duration delay) {
    ByteArrayOutputStream duration = new ByteArrayOutputStream();
    duration.write(8);
    varint(duration, delay.toSeconds());
    duration.write(16);
    varint(duration, delay.toNanosPart());
    ByteArrayOutputStream retry = new ByteArrayOutputStream();
    bytes(retry, 1, duration.toByteArray());
    ByteArrayOutputStream any = new ByteArrayOutputStream();
    bytes(any, 1, RETRY_INFO.getBytes(StandardCharsets.US_ASCII));
    bytes(any, 2, retry.toByteArray());
    ByteArrayOutputStream status = new ByteArrayOutputStream();
    status.write(8);
    varint(status, code);
    bytes(status, 2, message.getBytes(StandardCharsets.UTF_8));
    bytes(status, 3, any.toByteArray());
    return status.toByteArray();
  }

  /**
   * The content type of the body for a request's content type: its own for protobuf, else JSON,
   * which a person can read as well.
   */
  public static String contentType(@Nullable String requested) {
    return requested != null && requested.toLowerCase(Locale.ROOT).startsWith(PROTOBUF)
        ? PROTOBUF
        : JSON;
  }

  /** The body in the form of {@link #contentType}. */
  public byte[] body(@Nullable String requested) {
    return contentType(requested).equals(PROTOBUF)
        ? protobuf()
        : json().getBytes(StandardCharsets.UTF_8);
  }

  private String json() {
    String details =
        described
            ? ",\"details\":[{\"@type\":\""
                + BAD_REQUEST
                + "\",\"fieldViolations\":[{\"description\":"
                + quoted(message)
                + "}]}]"
            : "";
    return "{\"code\":" + code + ",\"message\":" + quoted(message) + details + "}";
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
    bytes(out, 2, text);
    if (described) {
      ByteArrayOutputStream violation = new ByteArrayOutputStream();
      bytes(violation, 2, text);
      ByteArrayOutputStream badRequest = new ByteArrayOutputStream();
      bytes(badRequest, 1, violation.toByteArray());
      ByteArrayOutputStream any = new ByteArrayOutputStream();
      bytes(any, 1, BAD_REQUEST.getBytes(StandardCharsets.US_ASCII));
      bytes(any, 2, badRequest.toByteArray());
      bytes(out, 3, any.toByteArray());
    }
    return out.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    varint(out, field << 3 | 2);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
