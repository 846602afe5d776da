package dev.eyepiece.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the decoder of the JDK, at every place of an array and with every length of a tail. */
final class Utf8CheckTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20_261_130);
  private static final String[] PIECES = {"a", "ab", "\u00e9", "\u20ac", "\ud83d\ude00", "\0", "~"};

  private static boolean isWellFormed(byte[] bytes, int offset, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void saysOfAnySliceWhatTheDecoderOfTheJdkSays() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      int pieces = random.nextInt(12);
      for (int i = 0; i < pieces; i++) {
        text.append(PIECES[random.nextInt(random.nextBoolean() ? 2 : PIECES.length)]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0 && random.nextInt(3) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int offset = random.nextInt(bytes.length + 1);
      int length = random.nextInt(bytes.length - offset + 1);
      assertEquals(
          isWellFormed(bytes, offset, length),
          Utf8Check.isWellFormed(bytes, offset, length),
          () -> "seed " + SEED + ", " + text + " from " + offset + ", " + length + " bytes");
    }
  }

  @Test
  void looksAtNothingBesideTheSlice() {
    byte[] bytes = "\u00e9abcdefgh\u00e9".getBytes(StandardCharsets.UTF_8);
    for (int offset = 2; offset < 10; offset++) {
      for (int length = 0; length <= 10 - offset; length++) {
        assertEquals(true, Utf8Check.isWellFormed(bytes, offset, length));
      }
    }
    assertEquals(false, Utf8Check.isWellFormed(bytes, 3, 8));
    assertEquals(false, Utf8Check.isWellFormed(bytes, 1, 4));
  }
}
