package dev.eyepiece.telemetry;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A 16-byte trace id. Its text form is 32 lower-case hexadecimal digits. */
public record TraceId(long high, long low) {

  /** Reads 32 hexadecimal digits of any case; {@code null} when the text is anything else. */
  public static @Nullable TraceId parse(String text) {
    if (text.length() != 32) {
      return null;
    }
    for (int i = 0; i < 32; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return null;
      }
    }
    return new TraceId(
        HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
  }

  /** The 16 digits of a span id. */
  public static String spanIdText(long spanId) {
    return HexFormat.of().toHexDigits(spanId);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
