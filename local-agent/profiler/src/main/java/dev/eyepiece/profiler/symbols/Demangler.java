package dev.eyepiece.profiler.symbols;

/** Makes names of compilers readable: C++ (Itanium ABI) and Rust (both manglings). */
public final class Demangler {
  private static final int MOST_LENGTH = 16 << 10;

  private Demangler() {}

  /** The readable name; the name itself when it is of another kind, or broken. */
  public static String readable(String symbol) {
    if (symbol.length() > MOST_LENGTH) {
      return symbol;
    }
    String plain = symbol;
    int at = plain.indexOf('@');
    if (at > 0 && !plain.startsWith("_R")) {
      // The version of a dynamic symbol.
      plain = plain.substring(0, at);
    }
    try {
      if (plain.startsWith("_R")) {
        return orPlain(RustV0.readable(plain), plain);
      }
      if (plain.startsWith("_Z")) {
        String rust = RustNames.legacy(plain);
        return orPlain(rust != null ? rust : new CppNames(plain).readable(), plain);
      }
    } catch (UnreadableNameException broken) {
      return plain;
    }
    return plain;
  }

  private static String orPlain(String readable, String plain) {
    return readable.isBlank() ? plain : readable;
  }
}
