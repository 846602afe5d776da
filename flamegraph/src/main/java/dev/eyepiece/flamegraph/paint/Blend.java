package dev.eyepiece.flamegraph.paint;

/** Mixes opaque colours, 0xAARRGGBB. */
final class Blend {
  private Blend() {}

  /** {@code alpha} of 255 parts of {@code over}, the rest of {@code under}. */
  static int mixed(int under, int over, int alpha) {
    int a = alpha + (alpha >> 7);
    int rb = (under & 0xFF00FF) + ((((over & 0xFF00FF) - (under & 0xFF00FF)) * a) >> 8);
    int g = (under & 0x00FF00) + ((((over & 0x00FF00) - (under & 0x00FF00)) * a) >> 8);
    return 0xFF000000 | (rb & 0xFF00FF) | (g & 0x00FF00);
  }
}
