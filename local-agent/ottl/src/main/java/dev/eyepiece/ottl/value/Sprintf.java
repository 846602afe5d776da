package dev.eyepiece.ottl.value;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Go's Sprintf on values at run time: verbs, flags, widths, and its notes on what does not fit. */
public final class Sprintf {
  private static final int MAX_WIDTH = 1_000_000;

  private final String format;
  private final List<? extends @Nullable Object> arguments;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int argument;
  private boolean minus;
  private boolean plus;
  private boolean sharp;
  private boolean space;
  private boolean zero;
  private int width;
  private int precision;
  private boolean indexed;
  private boolean reordered;
  private boolean badIndex;

  private Sprintf(String format, List<? extends @Nullable Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

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
    }
    if (!reordered && argument < arguments.size()) {
      out.append("%!(EXTRA ");
      String separator = "";
      for (; argument < arguments.size(); argument++) {
        Object extra = arguments.get(argument);
        out.append(separator);
        separator = ", ";
        out.append(extra == null ? "<nil>" : goType(extra) + "=" + plain(extra));
      }
      out.append(')');
    }
    return out.toString();
  }

  private void directive() {
    flags();
    badIndex = false;
    indexed = false;
    index();
    width = number();
    badIndex |= indexed && width >= 0;
    if (width == -2) {
      width = star("%!(BADWIDTH)");
      if (width < -1) {
        minus = true;
        zero = false;
        width = -width;
      }
    }
    precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      badIndex |= indexed;
      index();
      precision = number();
      badIndex |= indexed && precision >= 0;
      if (precision == -2) {
        precision = star("%!(BADPREC)");
        precision = Math.max(precision, -1);
      } else if (precision == -1) {
        precision = 0;
      }
    }
    if (!indexed) {
      index();
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    // There it asks for the names of fields, not for signs.
    plus &= verb != 'v';
    if (verb == '%') {
      out.append('%');
    } else if (badIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (argument >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      Object value = arguments.get(argument++);
      String text = value == null ? nil(verb) : value(verb, value);
      out.append(text == null ? bad(verb, value) : text);
    }
  }

  private void flags() {
    minus = plus = sharp = space = zero = false;
    for (; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '-' -> minus = true;
        case '+' -> plus = true;
        case '#' -> sharp = true;
        case ' ' -> space = true;
        case '0' -> zero = true;
        default -> {
          return;
        }
      }
    }
  }

  /** The number of the next argument in brackets, counted from 1. */
  private void index() {
    if (at >= format.length() || format.charAt(at) != '[') {
      return;
    }
    reordered = true;
    int close = format.indexOf(']', at);
    if (close < 0) {
      badIndex = true;
      at++;
      return;
    }
    String digits = format.substring(at + 1, close);
    at = close + 1;
    indexed = true;
    int given = digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : 0;
    if (given < 1 || given > arguments.size()) {
      badIndex = true;
    } else {
      argument = given - 1;
    }
  }

  /** Digits; -1 when there are none, -2 for a star. */
  private int number() {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      return -2;
    }
    int from = at;
    int value = 0;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      value = Math.min(MAX_WIDTH, value * 10 + format.charAt(at++) - '0');
    }
    return at == from ? -1 : value;
  }

  private int star(String wrong) {
    indexed = false;
    Object value = argument < arguments.size() ? arguments.get(argument++) : null;
    if (value instanceof AnyValue.Int number && Math.abs(number.value()) <= MAX_WIDTH) {
      return (int) number.value();
    }
    out.append(wrong);
    return -1;
  }

  private @Nullable String nil(int verb) {
    return verb == 'v' || verb == 'T' ? pad("<nil>") : null;
  }

  private String bad(int verb, @Nullable Object value) {
    String shown = new String(Character.toChars(verb));
    if (value == null) {
      return "%!" + shown + "(<nil>)";
    }
    // Width and precision hold for what is shown.
    String text = value('v', value);
    return "%!" + shown + "(" + goType(value) + "=" + (text == null ? plain(value) : text) + ")";
  }

  private @Nullable String value(int verb, Object value) {
    if (verb == 'T') {
      return pad(goType(value));
    }
    return switch (value) {
      case AnyValue.Bool bool -> verb == 't' || verb == 'v' ? pad("" + bool.value()) : null;
      case AnyValue.Int number -> integer(verb, number.value());
      case AnyValue.Real real -> real(verb, real.value());
      case AnyValue.Text text -> text(verb, text.value().toString());
      case AnyValue.Bytes bytes -> bytes(verb, bytes.value());
      case DurationValue duration ->
          "vsqxX".indexOf(verb) >= 0
              ? text(verb, duration.toString())
              : integer(verb, duration.nanos());
      case ListValue list -> list(verb, list.items());
      default -> "vsqxX".indexOf(verb) >= 0 ? text(verb, plain(value)) : null;
    };
  }

  private @Nullable String list(int verb, List<@Nullable Object> items) {
    StringBuilder text = new StringBuilder("[");
    for (Object item : items) {
      text.append(text.length() == 1 ? "" : " ");
      String shown = item == null ? nil(verb) : value(verb, item);
      text.append(shown == null ? bad(verb, item) : shown);
    }
    return text.append(']').toString();
  }

  private @Nullable String bytes(int verb, byte[] bytes) {
    return switch (verb) {
      case 's' -> text('s', new String(bytes, StandardCharsets.UTF_8));
      case 'q' -> {
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean isText = java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        yield isText ? text('q', text) : pad(Quoted.bytes(bytes, plus, precision));
      }
      case 'x', 'X' -> hex(verb, bytes);
      case 'v', 'd' -> {
        if (verb == 'v' && sharp) {
          yield pad(Quoted.source(bytes));
        }
        StringBuilder text = new StringBuilder("[");
        for (byte b : bytes) {
          text.append(text.length() == 1 ? "" : " ").append(integer('d', b & 0xff));
        }
        yield text.append(']').toString();
      }
      default -> null;
    };
  }

  private @Nullable String text(int verb, String text) {
    return switch (verb) {
      case 'v' -> pad(sharp ? Quoted.text(text, false) : cut(text));
      case 's' -> pad(cut(text));
      case 'q' -> pad(quoted(cut(text)));
      case 'x', 'X' -> hex(verb, text.getBytes(StandardCharsets.UTF_8));
      default -> null;
    };
  }

  /** Bytes as digits: a blank between them and 0x before them as the flags say. */
  private String hex(int verb, byte[] bytes) {
    byte[] shown =
        precision >= 0 && precision < bytes.length
            ? java.util.Arrays.copyOf(bytes, precision)
            : bytes;
    HexFormat format = verb == 'X' ? HexFormat.of().withUpperCase() : HexFormat.of();
    String prefix = !sharp ? "" : verb == 'X' ? "0X" : "0x";
    if (space) {
      format = format.withPrefix(prefix).withDelimiter(" ");
    }
    boolean once = sharp && !space && shown.length > 0;
    return pad((once ? prefix : "") + format.formatHex(shown));
  }

  private String cut(String text) {
    return precision >= 0 && precision < text.codePointCount(0, text.length())
        ? text.substring(0, text.offsetByCodePoints(0, precision))
        : text;
  }

  private @Nullable String integer(int verb, long value) {
    int radix =
        switch (verb) {
          case 'v', 'd' -> 10;
          case 'b' -> 2;
          case 'o', 'O' -> 8;
          case 'x', 'X' -> 16;
          default -> 0;
        };
    if (radix == 0) {
      return character(verb, value);
    }
    String digits = new java.math.BigInteger(Long.toString(value)).abs().toString(radix);
    if (precision >= 0) {
      digits =
          value == 0 && precision == 0
              ? ""
              : "0".repeat(Math.max(0, precision - digits.length())) + digits;
    }
    String prefix = "";
    if (verb == 'O') {
      prefix = "0o";
    } else if (sharp) {
      prefix = radix == 16 ? "0x" : radix == 2 ? "0b" : radix == 8 ? "0" : "";
    }
    String sign = value < 0 ? "-" : plus ? "+" : space ? " " : "";
    if (zero && !minus && precision < 0 && width > 0) {
      int missing = width - sign.length() - digits.length();
      digits = "0".repeat(Math.max(0, missing)) + digits;
    }
    String text = sign + prefix + digits;
    return pad(verb == 'X' ? text.toUpperCase(Locale.ROOT) : text, false);
  }

  private @Nullable String character(int verb, long value) {
    int point = value < 0 || value > Character.MAX_CODE_POINT ? 0xfffd : (int) value;
    return switch (verb) {
      case 'c' -> pad(new String(Character.toChars(point)));
      case 'q' -> pad(Quoted.character(point, plus));
      case 'U' -> pad(String.format("U+%04X", value));
      default -> null;
    };
  }

  private @Nullable String real(int verb, double value) {
    if ("vgGeEfF".indexOf(verb) < 0) {
      return null;
    }
    String text;
    boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
    double abs = Math.abs(value);
    if (!finite) {
      text = Double.isNaN(value) ? "NaN" : "Inf";
    } else if (verb == 'f' || verb == 'F') {
      text =
          new BigDecimal(abs)
              .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
              .toPlainString();
    } else if (verb == 'e' || verb == 'E') {
      text = exponent(abs, precision < 0 ? 6 : precision);
    } else if (precision < 0) {
      text = Numbers.general(abs);
    } else {
      text = significant(abs, Math.max(1, precision));
    }
    String sign = value < 0 || (value == 0 && 1 / value < 0) ? "-" : plus ? "+" : space ? " " : "";
    if (!finite && sign.isEmpty() && value > 0) {
      sign = "+";
    }
    if (zero && !minus && finite && width > 0) {
      text = "0".repeat(Math.max(0, width - sign.length() - text.length())) + text;
    }
    String whole = sign + text;
    return pad(verb == 'E' || verb == 'G' ? whole.toUpperCase(Locale.ROOT) : whole, false);
  }

  private static String exponent(double value, int digits) {
    if (value == 0) {
      return (digits == 0 ? "0" : "0." + "0".repeat(digits)) + "e+00";
    }
    return String.format(Locale.ROOT, "%." + digits + "e", new BigDecimal(value));
  }

  private static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal bare = rounded.stripTrailingZeros();
    if (exponent < -4 || exponent >= digits) {
      return Numbers.scientific(bare.doubleValue(), 2);
    }
    return bare.toPlainString();
  }

  private String pad(String text) {
    return pad(text, zero);
  }

  private String pad(String text, boolean zeros) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    if (minus) {
      return text + " ".repeat(missing);
    }
    return (zeros ? "0" : " ").repeat(missing) + text;
  }

  private String quoted(String text) {
    return sharp && Quoted.fitsBackquotes(text) ? "`" + text + "`" : Quoted.text(text, plus);
  }

  private static String plain(Object value) {
    return switch (value) {
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      case AnyValue.Real real -> Numbers.general(real.value());
      case ZonedDateTime time -> Times.shown(time);
      case ListValue list -> Sprintf.format("%v", List.of(list));
      case AnyValue.Bytes bytes -> Sprintf.format("%v", List.of(bytes));
      case AnyValue.Array array -> Json.write(array);
      case Attributes map -> Json.write(map);
      default -> value.toString();
    };
  }

  private static String goType(Object value) {
    return switch (value) {
      case AnyValue.Text text -> "string";
      case AnyValue.Int number -> "int64";
      case AnyValue.Bool bool -> "bool";
      case AnyValue.Real real -> "float64";
      case AnyValue.Bytes bytes -> "[]uint8";
      case AnyValue.Array array -> "pcommon.Slice";
      case Attributes map -> "pcommon.Map";
      case ZonedDateTime time -> "time.Time";
      case DurationValue duration -> "time.Duration";
      case dev.eyepiece.telemetry.TraceId id -> "pcommon.TraceID";
      case SpanId id -> "pcommon.SpanID";
      case ListValue list ->
          switch (list.kind()) {
            case TEXT -> "[]string";
            case INT -> "[]int64";
            case UNSIGNED -> "[]uint64";
            case REAL -> "[]float64";
            case BOOL -> "[]bool";
            case TIME -> "[]time.Time";
            case ANY -> "[]interface {}";
          };
      default -> value.getClass().getSimpleName();
    };
  }
}
