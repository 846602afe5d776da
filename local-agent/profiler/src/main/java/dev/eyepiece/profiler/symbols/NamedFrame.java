package dev.eyepiece.profiler.symbols;

/**
 * A frame as a profile has it. Equal functions are one frame, wherever in them a stack was.
 *
 * @param name what a reader sees; empty when not known
 * @param systemName as the compiler wrote it; empty when that is the name
 * @param module path of the file, or a name in brackets; may be empty
 * @param buildId GNU build id of the file; may be empty
 * @param address in the file, only where there is no name
 * @param type of {@code profile.frame.type} (semantic conventions of profiles)
 */
public record NamedFrame(
    String name, String systemName, String module, String buildId, long address, String type) {

  public static final String KERNEL = "kernel";
  public static final String NATIVE = "native";
  public static final String GO = "go";
  public static final String RUST = "rust";

  /** In the place of the callers that are missing. */
  public static final NamedFrame STOPPED = new NamedFrame("", "", "", "", 0, "abort-marker");

  /** With a text of ours in brackets, which is no function. */
  public static NamedFrame note(String text) {
    return new NamedFrame("[" + text + "]", "", "", "", 0, NATIVE);
  }

  NamedFrame called(String newName) {
    return new NamedFrame(newName, "", module, buildId, 0, type);
  }
}
