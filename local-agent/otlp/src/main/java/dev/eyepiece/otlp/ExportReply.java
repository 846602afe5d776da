package dev.eyepiece.otlp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The small protobuf messages that a receiver answers with. */
final class ExportReply {
  private static final int MAX_TEXT = 500;
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  /** No receiver means more than this; a number beyond it would overflow a duration. */
  private static final long MOST_SECONDS = 86_400;

  private ExportReply() {}

  /** Export...ServiceResponse: partial_success is field 1, in it the count 1 and a text 2. */
  static ExportResult.Taken read(byte[] response) {
    List<byte[]> partial = ProtoMessage.read(response).bytes(1);
    if (partial.isEmpty()) {
      return ExportResult.Taken.WHOLE;
    }
    ProtoMessage success = ProtoMessage.read(partial.getFirst());
    List<byte[]> text = success.bytes(2);
    return new ExportResult.Taken(
        Math.max(0, success.number(1)), text.isEmpty() ? "" : shown(text.getFirst()));
  }

  /** The message of a google.rpc.Status, or what else a receiver writes. */
  static String errorText(byte[] body) {
    List<byte[]> message = ProtoMessage.read(body).bytes(2);
    byte[] text = message.isEmpty() ? body : message.getFirst();
    return text.length == 0 ? "" : ": " + shown(text);
  }

  /**
   * How long a google.rpc.Status asks to wait: in its details (3) an Any with type (1) and value
   * (2), in that a RetryInfo whose delay (1) has seconds (1) and nanoseconds (2). Null when it asks
   * for none, which for RESOURCE_EXHAUSTED means not to try again (OTLP 1.11, "OTLP/gRPC
   * Throttling").
   */
  static @Nullable Duration retryDelay(byte[] status) {
    for (byte[] detail : ProtoMessage.read(status).bytes(3)) {
      ProtoMessage any = ProtoMessage.read(detail);
      List<byte[]> type = any.bytes(1);
      List<byte[]> value = any.bytes(2);
      if (!type.isEmpty()
          && new String(type.getFirst(), StandardCharsets.UTF_8).equals(RETRY_INFO)) {
        List<byte[]> delay =
            value.isEmpty() ? List.of() : ProtoMessage.read(value.getFirst()).bytes(1);
        return delay.isEmpty() ? Duration.ZERO : duration(ProtoMessage.read(delay.getFirst()));
      }
    }
    return null;
  }

  private static Duration duration(ProtoMessage message) {
    long seconds = Math.clamp(message.number(1), 0, MOST_SECONDS);
    return Duration.ofSeconds(seconds, Math.clamp(message.number(2), 0, 999_999_999));
  }

  private static String shown(byte[] utf8) {
    return shown(new String(utf8, 0, Math.min(utf8.length, MAX_TEXT), StandardCharsets.UTF_8));
  }

  /** A text of a receiver, on one line, with nothing that turns or hides it, and bounded. */
  static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line;
  }
}
