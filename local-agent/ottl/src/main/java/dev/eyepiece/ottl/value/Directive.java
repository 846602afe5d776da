package dev.eyepiece.ottl.value;

/** Flags, width and precision of a directive of {@link Sprintf}. */
final class Directive {
  boolean minus;
  boolean plus;
  boolean sharp;
  boolean space;
  boolean zero;

  /** Values as a program has them: what {@code #} asks of {@code %v}. */
  boolean source;

  /** In characters; -1 for none. */
  int width = -1;

  /** -1 for none. */
  int precision = -1;

  void clear() {
    minus = plus = sharp = space = zero = source = false;
    width = -1;
    precision = -1;
  }

  /**
   * What flags mean for {@code %v}; {@code +} asks for the names of fields there, not for signs.
   */
  void ofValues() {
    source = sharp;
    sharp = false;
    plus = false;
  }

  /** Adds a text at its width. */
  void pad(StringBuilder out, CharSequence text) {
    pad(out, text, zero);
  }

  /** The same with blanks alone. */
  void padWithBlanks(StringBuilder out, CharSequence text) {
    pad(out, text, false);
  }

  private void pad(StringBuilder out, CharSequence text, boolean zeros) {
    int missing = Math.max(0, width - Character.codePointCount(text, 0, text.length()));
    if (minus) {
      out.append(text).repeat(' ', missing);
    } else {
      out.repeat(zeros ? '0' : ' ', missing).append(text);
    }
  }

  /** Whether numbers are filled up with zeros behind their sign. */
  boolean fillsWithZeros() {
    return zero && !minus && width >= 0;
  }
}
