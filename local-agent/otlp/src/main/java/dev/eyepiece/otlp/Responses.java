package dev.eyepiece.otlp;

import dev.eyepiece.net.RpcStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The few small messages that a receiver answers with, written by hand. */
final class Responses {
  /** Reasons are cut so that an answer stays small whatever came in. */
  private static final int MAX_REASON = 2000;

  private Responses() {}

  /**
   * {@code Export...ServiceResponse}, which all signals number alike; {@code partial_success} is
   * set only when something was rejected, or nothing was and there is a warning.
   */
  static byte[] export(int rejected, String reason) {
    if (rejected == 0 && reason.isEmpty()) {
      return new byte[0];
    }
    ByteArrayOutputStream partial = new ByteArrayOutputStream();
    if (rejected > 0) {
      partial.write(8);
      varint(partial, rejected);
    }
    bytes(partial, 2, cut(reason).getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    bytes(response, 1, partial.toByteArray());
    return response.toByteArray();
  }

  /** The same in JSON; the field that counts what was rejected is called after the signal. */
  static byte[] exportJson(String rejectedField, int rejected, String reason) {
    if (rejected == 0 && reason.isEmpty()) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder("{\"partialSuccess\":{");
    if (rejected > 0) {
      text.append('"').append(rejectedField).append("\":\"").append(rejected).append("\",");
    }
    text.append("\"errorMessage\":").append(RpcStatus.quoted(cut(reason)));
    return text.append("}}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String cut(String reason) {
    return reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    varint(out, ((long) field << 3) | 2);
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
