package dev.eyepiece.stacks;

/**
 * Colours of a flame graph, each 0xRRGGBB. Boxes have the same in light and dark; what is around
 * them has not.
 *
 * @param ground behind everything
 * @param text on the ground
 * @param muted less important text on the ground
 * @param divider lines between parts
 * @param accent what has the focus or is chosen
 * @param boxText on boxes
 * @param root the box that stands for everything
 * @param merged many boxes too small to see, as one
 * @param less took less than before
 * @param same took as much as before
 * @param more took more than before
 */
public record FlamePalette(
    int ground,
    int text,
    int muted,
    int divider,
    int accent,
    int boxText,
    int kernel,
    int nativeCode,
    int jvm,
    int interpreted,
    int unknown,
    int root,
    int merged,
    int less,
    int same,
    int more) {
  private static final double JITTER = 0.02;

  public static final FlamePalette LIGHT =
      light().around(0xFFFFFF, 0x1B2129, 0x55606E, 0xD5DBE2, 0x0B62C4, 0xC6CCD3);

  public static final FlamePalette DARK =
      light().around(0x14171C, 0xE3E8EF, 0xA3AEBB, 0x303842, 0x6CB0FF, 0x6B7683);

  private static FlamePalette light() {
    return new FlamePalette(
        0xFFFFFF, 0x1B2129, 0x55606E, 0xD5DBE2, 0x0B62C4, 0x1B2129, 0xE08A5B, 0xE6C35C, 0x8CB369,
        0x7FA8D9, 0xA8B0BA, 0xC9CFD6, 0xC6CCD3, 0x7FA6E8, 0xA8B0BA, 0xE39B2E);
  }

  /** The same boxes with other surroundings. */
  public FlamePalette around(
      int newGround, int newText, int newMuted, int newDivider, int newAccent, int newMerged) {
    return new FlamePalette(
        newGround,
        newText,
        newMuted,
        newDivider,
        newAccent,
        boxText,
        kernel,
        nativeCode,
        jvm,
        interpreted,
        unknown,
        root,
        newMerged,
        less,
        same,
        more);
  }

  public int of(FrameKind kind) {
    return switch (kind) {
      case KERNEL -> kernel;
      case NATIVE -> nativeCode;
      case JVM -> jvm;
      case INTERPRETED -> interpreted;
      case UNKNOWN -> unknown;
    };
  }

  /** The colour of its kind, up to 2 % lighter or darker by its name, so that neighbours differ. */
  public int of(Frame frame) {
    int hash = frame.name().hashCode() * 0x9E3779B1;
    return scaled(of(frame.kind()), 1 + JITTER * (hash / (double) Integer.MAX_VALUE));
  }

  /**
   * The colour of a change.
   *
   * @param change from -1, gone, to 1, new
   */
  public int ofChange(double change) {
    double strength = Math.min(1, Math.abs(change));
    return change == 0 ? same : mixed(same, change > 0 ? more : less, 0.25 + 0.75 * strength);
  }

  /** The colour between two; {@code share} of the second, 0 to 1. */
  public static int mixed(int first, int second, double share) {
    int color = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = (first >> shift) & 0xFF;
      int b = (second >> shift) & 0xFF;
      color |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return color;
  }

  private static int scaled(int color, double factor) {
    int result = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      long channel = Math.round(((color >> shift) & 0xFF) * factor);
      result |= Math.clamp(channel, 0, 255) << shift;
    }
    return result;
  }

  /** {@code #rrggbb}. */
  public static String hex(int color) {
    return String.format("#%06x", color & 0xFFFFFF);
  }
}
