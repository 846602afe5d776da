package dev.eyepiece.profiler.symbols;

/**
 * A type as C++ writes it, around the name that it declares: {@code int (*} and {@code )(char)}.
 *
 * @param open a function or an array, which wants parentheses when a pointer to it is made
 */
record CppType(String left, String right, boolean open) {
  static CppType of(String text) {
    return new CppType(text, "", false);
  }

  /** A pointer or reference to it. */
  CppType pointer(String sign) {
    return open
        ? new CppType(left + " (" + sign, (right.startsWith("[") ? ") " : ")") + right, false)
        : new CppType(left + sign, right, false);
  }

  /** With a word such as const behind it. */
  CppType qualified(String word) {
    return open
        ? new CppType(left, right + " " + word, true)
        : new CppType(left + " " + word, right, false);
  }

  String text() {
    return open ? left + " " + right : left + right;
  }
}
