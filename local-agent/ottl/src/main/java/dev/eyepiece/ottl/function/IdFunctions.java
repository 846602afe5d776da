package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.ProfileId;
import dev.eyepiece.ottl.value.SpanId;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The converters that make ids. */
final class IdFunctions {
  private interface Maker {
    Object make(ByteBuffer bytes);
  }

  private IdFunctions() {}

  static List<Function> all(Clock clock, RandomGenerator random) {
    return List.of(
        id("TraceID", 16, b -> new TraceId(b.getLong(), b.getLong())),
        id("SpanID", 8, b -> new SpanId(b.getLong())),
        id("ProfileID", 16, b -> new ProfileId(b.getLong(), b.getLong())),
        Function.of("UUID", "", a -> Node.of(f -> uuid(4, random.nextLong(), random.nextLong()))),
        Function.of(
            "UUIDv7",
            "",
            a ->
                Node.of(f ->
                    uuid(
                        7, clock.millis() << 16 | (random.nextLong() & 0xfff), random.nextLong()))),
        Function.of("IsValidLuhn", "Target:textlike", IdFunctions::luhn));
  }

  private static Object uuid(long version, long high, long low) {
    UUID id =
        new UUID(
            (high & ~0xf000L) | version << 12, (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
    return Values.of(id.toString());
  }

  private static Function id(String name, int length, Maker maker) {
    return Function.of(
        name,
        "Target:byteslike",
        a -> {
          Arg<byte @Nullable []> target = a.bytesLike(0);
          if (target.isLiteral()) {
            try {
              Object known = make(target.literal(), length, maker);
              return Node.of(f -> known);
            } catch (OttlException e) {
              throw new CheckException("" + e.getMessage());
            }
          }
          return Node.of(f -> make(target.get(f), length, maker));
        });
  }

  private static Object make(byte @Nullable [] given, int length, Maker maker) {
    byte[] bytes = given == null ? new byte[0] : given;
    if (bytes.length == length) {
      return maker.make(ByteBuffer.wrap(bytes));
    }
    try {
      if (bytes.length == 2 * length) {
        String digits = new String(bytes, StandardCharsets.ISO_8859_1);
        return maker.make(ByteBuffer.wrap(HexFormat.of().parseHex(digits)));
      }
    } catch (IllegalArgumentException e) {
      throw new OttlException("expected " + 2 * length + " hexadecimal digits");
    }
    throw new OttlException(
        "expected "
            + length
            + " bytes or "
            + 2 * length
            + " hexadecimal digits, found "
            + bytes.length
            + " bytes");
  }

  private static Node luhn(Args args) {
    Arg<@Nullable Utf8> target = args.textLike(0);
    return Node.of(f -> {
      Utf8 text = target.get(f);
      if (text == null) {
        throw new OttlException("expected a number, found nil");
      }
      String digits = text.toString().replace(" ", "");
      if (digits.isEmpty()) {
        return Values.FALSE;
      }
      int sum = 0;
      for (int i = digits.length() - 1; i >= 0; i--) {
        int digit = digits.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          throw new OttlException("\"" + digits + "\" holds more than digits");
        }
        boolean twice = (digits.length() - i) % 2 == 0;
        sum += twice ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
      }
      return Values.of(sum % 10 == 0);
    });
  }
}
