package dev.eyepiece.profiler.symbols;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rust's older mangling: C++'s nested names, the last of them {@code h} and sixteen hexadecimal
 * digits, with {@code $..$} for characters that C++ names have not.
 */
final class RustNames {
  private static final int HASH = 17;
  private static final Map<String, String> ESCAPES =
      Map.of("SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(", "RP", ")", "C", ",");

  private RustNames() {}

  static boolean isRust(String symbol) {
    return symbol.startsWith("_R") || (symbol.startsWith("_ZN") && hashAt(symbol) > 0);
  }

  /** Where the hash with its length starts; -1 when there is none. */
  private static int hashAt(String symbol) {
    int end = symbol.lastIndexOf('E');
    int at = end - HASH - 2;
    if (at < 3 || !symbol.startsWith("17h", at)) {
      return -1;
    }
    for (int i = at + 3; i < end; i++) {
      if (Character.digit(symbol.charAt(i), 16) < 0) {
        return -1;
      }
    }
    return at;
  }

  /** The readable name; null for a name that is not of this kind. */
  static @Nullable String legacy(String symbol) {
    int hash = symbol.startsWith("_ZN") ? hashAt(symbol) : -1;
    if (hash < 0) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    int at = 3;
    while (at < hash) {
      int length = 0;
      int digits = at;
      while (digits < hash && Character.isDigit(symbol.charAt(digits)) && length < 1 << 20) {
        length = length * 10 + symbol.charAt(digits++) - '0';
      }
      if (digits == at || digits + length > hash) {
        return null;
      }
      out.append(out.isEmpty() ? "" : "::").append(part(symbol.substring(digits, digits + length)));
      at = digits + length;
    }
    return out.isEmpty() ? null : out.toString();
  }

  private static String part(String mangled) {
    String text = mangled.startsWith("_$") ? mangled.substring(1) : mangled;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = c == '$' ? text.indexOf('$', i + 1) : -1;
      if (end > 0) {
        out.append(escaped(text.substring(i + 1, end)));
        i = end;
      } else if (text.startsWith("..", i)) {
        out.append("::");
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String escaped(String code) {
    String known = ESCAPES.get(code);
    if (known != null) {
      return known;
    }
    if (code.startsWith("u") && code.length() <= 7) {
      try {
        int point = Integer.parseInt(code.substring(1), 16);
        if (Character.isValidCodePoint(point) && !Character.isISOControl(point)) {
          return Character.toString(point);
        }
      } catch (NumberFormatException notEscaped) {
        return "$" + code + "$";
      }
    }
    return "$" + code + "$";
  }
}
