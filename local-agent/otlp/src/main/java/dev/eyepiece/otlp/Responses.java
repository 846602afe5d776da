package dev.eyepiece.otlp;

import dev.eyepiece.net.RpcStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The few small messages that a receiver answers with, written by hand. */
final class Responses {
  private Responses() {}

  /**
   * {@code Export...ServiceResponse}, which all signals number alike; {@code partial_success} is
   * set only when something was rejected, or nothing was and there is a warning.
   *
   * @param most bytes of the answer: a longer reason is cut, since a request does not fail for that
   */
  static byte[] export(int rejected, String reason, int most) {
    return fitting(reason, most, text -> export(rejected, text));
  }

  private static byte[] export(int rejected, String reason) {
    if (rejected == 0 && reason.isEmpty()) {
      return new byte[0];
    }
    ByteArrayOutputStream partial = new ByteArrayOutputStream();
    if (rejected > 0) {
      partial.write(8);
      varint(partial, rejected);
    }
    bytes(partial, 2, reason.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    bytes(response, 1, partial.toByteArray());
    return response.toByteArray();
  }

  /** The same in JSON; the field that counts what was rejected is called after the signal. */
  static byte[] exportJson(String rejectedField, int rejected, String reason, int most) {
    return fitting(reason, most, text -> exportJson(rejectedField, rejected, text));
  }

  private static byte[] exportJson(String rejectedField, int rejected, String reason) {
    if (rejected == 0 && reason.isEmpty()) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder("{\"partialSuccess\":{");
    if (rejected > 0) {
      text.append('"').append(rejectedField).append("\":\"").append(rejected).append("\",");
    }
    text.append("\"errorMessage\":").append(RpcStatus.quoted(reason));
    return text.append("}}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The answer with as much of its reason as there is room for. */
  private static byte[] fitting(String reason, int most, Function<String, byte[]> answer) {
    String text = reason.length() > most ? reason.substring(0, most) : reason;
    byte[] made = answer.apply(text);
    while (made.length > most && !text.isEmpty()) {
      // A character is up to six bytes, so this is never too much at once by more than that.
      int left = text.length() - Math.max(1, (made.length - most) / 6);
      boolean splits = left > 0 && Character.isHighSurrogate(text.charAt(left - 1));
      text = text.substring(0, Math.max(0, splits ? left - 1 : left));
      made = answer.apply(text);
    }
    return made;
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
