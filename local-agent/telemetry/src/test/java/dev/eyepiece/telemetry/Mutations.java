package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes as broken senders, broken networks and people with intent do. */
final class Mutations {
  private static final byte[][] WORDS = {
    {0},
    {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
    {-1, -1, -1, -1, 7},
    {-128, -128, -128, -128, -128, -128, -128, -128, -128, -128},
    {13 << 3 | 3},
    {13 << 3 | 4},
    {-64, -128},
    {-19, -96, -128},
    {42, 0}
  };

  private Mutations() {}

  /** The bytes with one change; the ones given stay as they are. */
  static byte[] change(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(16), bytes.length - at);
    byte[] changed = bytes.clone();
    switch (random.nextInt(8)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed[at] = (byte) random.nextInt();
      case 2 -> changed[at] = (byte) ((changed[at] & ~7) | random.nextInt(8));
      case 3 -> changed = splice(bytes, at, at + length, new byte[0]);
      case 4 -> changed = splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 5 -> changed = splice(bytes, at, at, WORDS[random.nextInt(WORDS.length)]);
      case 6 -> changed = splice(bytes, at, at + 1, WORDS[random.nextInt(WORDS.length)]);
      default -> {
        int from = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes, from, changed, at, length);
      }
    }
    return changed;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
    byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + between.length);
    System.arraycopy(between, 0, spliced, from, between.length);
    System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
    return spliced;
  }
}
