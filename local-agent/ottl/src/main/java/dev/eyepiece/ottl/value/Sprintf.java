package dev.eyepiece.ottl.value;

import dev.eyepiece.telemetry.AnyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Go's Sprintf on values at run time: verbs, flags, widths, numbers of arguments, and its notes on
 * what does not fit (documentation of Go's package fmt).
 */
public final class Sprintf {
  /** Widths, precisions and numbers of arguments beyond it are none. */
  private static final int MOST = 1_000_000;

  /** Bound of a text, in characters; {@code docs/ottl-differences.md} has it. */
  private static final int LONGEST = 16 << 20;

  private static final int NONE = -1;

  private final String format;
  private final List<? extends @Nullable Object> arguments;
  private final StringBuilder out = new StringBuilder();
  private final Directive directive = new Directive();
  private final Verbs verbs = new Verbs(out, directive);
  private int at;
  private int argument;
  private boolean reordered;
  private boolean goodIndex;

  private Sprintf(String format, List<? extends @Nullable Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  /**
   * Formats values.
   *
   * @throws OttlException for a text beyond 16 MiB
   */
  public static String format(String format, List<? extends @Nullable Object> arguments) {
    return new Sprintf(format, arguments).run();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        break;
      }
      out.append(format, at, percent);
      at = percent + 1;
      directive();
      if (out.length() > LONGEST) {
        throw new OttlException("a formatted text is longer than 16 MiB");
      }
    }
    if (!reordered && argument < arguments.size()) {
      directive.clear();
      out.append("%!(EXTRA ");
      for (String separator = ""; argument < arguments.size(); separator = ", ") {
        Object extra = arguments.get(argument++);
        out.append(separator);
        if (extra == null) {
          out.append("<nil>");
        } else {
          out.append(Verbs.type(extra)).append('=');
          verbs.argument(extra, 'v');
        }
      }
      out.append(')');
    }
    return out.toString();
  }

  private void directive() {
    directive.clear();
    goodIndex = true;
    flags();
    boolean afterIndex = index();
    if (here('*')) {
      at++;
      width();
      afterIndex = false;
    } else {
      directive.width = digits();
      goodIndex &= !afterIndex || directive.width == NONE;
    }
    if (here('.') && at + 1 < format.length()) {
      at++;
      goodIndex &= !afterIndex;
      afterIndex = index();
      if (here('*')) {
        at++;
        directive.precision = star();
        if (directive.precision < 0) {
          directive.precision = NONE;
          out.append("%!(BADPREC)");
        }
        afterIndex = false;
      } else {
        directive.precision = Math.max(0, digits());
      }
    }
    if (!afterIndex) {
      index();
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (argument >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      if (verb == 'v' || verb == 'w') {
        directive.ofValues();
      }
      verbs.argument(arguments.get(argument++), verb);
    }
  }

  private boolean here(char c) {
    return at < format.length() && format.charAt(at) == c;
  }

  private void flags() {
    for (; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '-' -> directive.minus = true;
        case '+' -> directive.plus = true;
        case '#' -> directive.sharp = true;
        case ' ' -> directive.space = true;
        case '0' -> directive.zero = true;
        default -> {
          return;
        }
      }
    }
  }

  private void width() {
    int width = star();
    if (width == Integer.MIN_VALUE) {
      out.append("%!(BADWIDTH)");
    } else {
      directive.minus |= width < 0;
      directive.width = Math.abs(width);
    }
  }

  /**
   * The number of the next argument in brackets, counted from 1.
   *
   * @return whether there was a number, be there such an argument or not
   */
  private boolean index() {
    if (!here('[')) {
      return false;
    }
    reordered = true;
    int open = at++;
    int close = format.indexOf(']', at);
    if (close < 0 || open + 3 > format.length()) {
      goodIndex = false;
      return false;
    }
    int given = digits();
    boolean number = given != NONE && at == close;
    at = close + 1;
    if (number && given >= 1 && given <= arguments.size()) {
      argument = given - 1;
    } else {
      goodIndex = false;
    }
    return number && close > open + 1;
  }

  /** A number; none when there are no digits, and with it all that is left when it is too large. */
  private int digits() {
    int from = at;
    int value = 0;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      if (value > MOST) {
        at = format.length();
        return NONE;
      }
      value = value * 10 + format.charAt(at++) - '0';
    }
    return at == from ? NONE : value;
  }

  /** A whole number among the arguments; the least one when the argument is none. */
  private int star() {
    Object value = argument < arguments.size() ? arguments.get(argument++) : null;
    long number =
        switch (value) {
          case AnyValue.Int whole -> whole.value();
          case DurationValue duration -> duration.nanos();
          case null, default -> Long.MIN_VALUE;
        };
    return number >= -MOST && number <= MOST ? (int) number : Integer.MIN_VALUE;
  }
}
