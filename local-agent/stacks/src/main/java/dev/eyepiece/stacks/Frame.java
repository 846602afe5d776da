package dev.eyepiece.stacks;

/**
 * A function as stacks are drawn by it; the line that is executed is no part of it.
 *
 * @param name what a reader sees; never empty
 * @param file source file, empty when not known
 * @param module binary, library or other container of code, empty when not known
 * @param inlined the compiler put the call into its caller
 */
public record Frame(String name, String file, String module, FrameKind kind, boolean inlined) {

  /** A function of which only the name is known. */
  public static Frame named(String name) {
    return new Frame(name, "", "", FrameKind.UNKNOWN, false);
  }
}
