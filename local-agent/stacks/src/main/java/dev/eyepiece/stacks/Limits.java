package dev.eyepiece.stacks;

/**
 * What a profile may grow to, since files come from anywhere.
 *
 * @param frames different functions
 * @param nodes different call paths; each takes about 16 bytes
 * @param samples rows of all types together; each takes up to 24 bytes
 * @param depth calls in one stack
 * @param nameLength characters of a name; longer ones are cut and marked
 * @param bytes of a file, after it was inflated
 * @param wholeBytes of a file in a format that has to be in memory as a whole
 */
public record Limits(
    int frames, int nodes, int samples, int depth, int nameLength, long bytes, int wholeBytes) {
  public static final Limits DEFAULT =
      new Limits(4_000_000, 32_000_000, 64_000_000, 65_536, 4_096, 8L << 30, 1 << 30);
}
