package dev.eyepiece.ottl.engine;

/** Conversions of names between snake and camel case, of ASCII letters alone. */
public final class Cases {
  private Cases() {}

  /** Upper camel case: a letter after a digit, blank, dot, hyphen or underscore becomes upper. */
  public static String camel(String text) {
    String s = text.strip();
    StringBuilder out = new StringBuilder(s.length());
    boolean upper = true;
    boolean before = false;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean isUpper = c >= 'A' && c <= 'Z';
      boolean isLower = c >= 'a' && c <= 'z';
      if (upper) {
        c = isLower ? (char) (c - 32) : c;
      } else if (before && isUpper) {
        c = (char) (c + 32);
      }
      before = isUpper;
      if (isUpper || isLower) {
        out.append(c);
        upper = false;
      } else if (c >= '0' && c <= '9') {
        out.append(c);
        upper = true;
      } else {
        upper = c == '_' || c == ' ' || c == '-' || c == '.';
      }
    }
    return out.toString();
  }

  /** Snake case: words end where the kind of letters changes, and runs of capitals are a word. */
  public static String snake(String text) {
    String s = text.strip();
    StringBuilder out = new StringBuilder(s.length() + 8);
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      Kind kind = Kind.of(c);
      char lower = kind == Kind.UPPER ? (char) (c + 32) : c;
      Kind next = i + 1 < s.length() ? Kind.of(s.charAt(i + 1)) : Kind.OTHER;
      boolean changes = kind != Kind.OTHER && next != Kind.OTHER && kind != next;
      if (changes) {
        boolean wordBefore = i > 0 && Kind.of(s.charAt(i - 1)) == Kind.UPPER;
        if (kind == Kind.UPPER && next == Kind.LOWER && wordBefore) {
          out.append('_');
        }
        out.append(lower);
        if (kind == Kind.LOWER || kind == Kind.DIGIT || next == Kind.DIGIT) {
          out.append('_');
        }
      } else {
        boolean separator = c == ' ' || c == '_' || c == '-' || c == '.';
        out.append(separator ? '_' : lower);
      }
    }
    return out.toString();
  }

  private enum Kind {
    UPPER,
    LOWER,
    DIGIT,
    OTHER;

    static Kind of(char c) {
      if (c >= 'A' && c <= 'Z') {
        return UPPER;
      }
      if (c >= 'a' && c <= 'z') {
        return LOWER;
      }
      return c >= '0' && c <= '9' ? DIGIT : OTHER;
    }
  }
}
