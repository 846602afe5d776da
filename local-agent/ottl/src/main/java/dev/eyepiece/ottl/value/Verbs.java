package dev.eyepiece.ottl.value;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.TraceId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values under the verbs of {@link Sprintf}, as Go's package fmt writes them. */
final class Verbs {
  /** Verbs under which what has a text of its own is that text. */
  private static final String OF_TEXT = "vsqxX";

  private final StringBuilder out;
  private final Directive directive;

  /** Set while a value is shown that its verb does not fit: texts of its own are not used then. */
  private boolean showing;

  Verbs(StringBuilder out, Directive directive) {
    this.out = out;
    this.directive = directive;
  }

  /** Adds an argument. */
  void argument(@Nullable Object value, int verb) {
    if (value == null) {
      if (verb == 'v' || verb == 'T') {
        directive.pad(out, "<nil>");
      } else {
        bad(verb, null);
      }
    } else if (verb == 'T') {
      directive.pad(out, cut(type(value)));
    } else {
      value(value, verb);
    }
  }

  private void value(Object value, int verb) {
    boolean plain =
        value instanceof AnyValue
            && !(value instanceof AnyValue.Array || value instanceof AnyValue.KeyValues);
    if (verb == 'w' && !plain) {
      // Asked for by errors alone, and noticed before a list's elements are come to.
      bad(verb, value);
      return;
    }
    switch (value) {
      case AnyValue.Bool bool -> bool(bool, verb);
      case AnyValue.Int number -> integer(number.value(), verb, Whole.SIGNED);
      case AnyValue.Real real -> real(real, verb);
      case AnyValue.Text text -> text(text.value().toString(), verb, value);
      case AnyValue.Bytes bytes -> bytes(bytes.value(), verb, "[]byte");
      case DurationValue duration -> {
        if (hasText(verb)) {
          text(duration.toString(), verb, value);
        } else {
          integer(duration.nanos(), verb, Whole.DURATION);
        }
      }
      case ListValue list -> list(list, verb);
      case TraceId id -> id(id.toString(), verb, value);
      case SpanId id -> id(id.toString(), verb, value);
      case ZonedDateTime time when directive.source && verb == 'v' ->
          directive.pad(out, cut(date(time)));
      default -> {
        if (OF_TEXT.indexOf(verb) >= 0) {
          text(own(value), verb, value);
        } else {
          bad(verb, value);
        }
      }
    }
  }

  private boolean hasText(int verb) {
    return !showing && OF_TEXT.indexOf(verb) >= 0 && !(directive.source && verb == 'v');
  }

  /** What a verb does not fit, with its type. Width, precision and flags hold for what is shown. */
  private void bad(int verb, @Nullable Object value) {
    out.append("%!").appendCodePoint(verb).append('(');
    if (value == null) {
      out.append("<nil>)");
      return;
    }
    out.append(type(value)).append('=');
    boolean outer = showing;
    showing = true;
    value(value, 'v');
    showing = outer;
    out.append(')');
  }

  private void bool(AnyValue.Bool value, int verb) {
    if (verb == 't' || verb == 'v') {
      directive.pad(out, Boolean.toString(value.value()));
    } else {
      bad(verb, value);
    }
  }

  private void list(ListValue list, int verb) {
    boolean source = directive.source;
    out.append(source ? type(list) + "{" : "[");
    String separator = "";
    for (Object item : list.items()) {
      out.append(separator);
      separator = source ? ", " : " ";
      if (item == null) {
        out.append(source ? "interface {}(nil)" : "<nil>");
      } else if (item instanceof AnyValue.Int number && list.kind() == ListValue.Kind.UNSIGNED) {
        integer(number.value(), verb, Whole.UNSIGNED);
      } else {
        value(item, verb);
      }
    }
    out.append(source ? '}' : ']');
  }

  private void id(String digits, int verb, Object value) {
    if (hasText(verb)) {
      text(digits, verb, value);
    } else {
      bytes(HexFormat.of().parseHex(digits), verb, type(value));
    }
  }

  private void bytes(byte[] bytes, int verb, String type) {
    switch (verb) {
      case 's' -> directive.pad(out, cut(new String(bytes, StandardCharsets.UTF_8)));
      case 'q' -> {
        byte[] shown = Quoted.first(bytes, directive.precision);
        String text = new String(shown, StandardCharsets.UTF_8);
        boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), shown);
        directive.pad(out, isText ? quoted(text) : Quoted.bytes(shown, directive.plus));
      }
      case 'x', 'X' -> hexadecimal(bytes, verb);
      default -> {
        boolean source = directive.source;
        String name = verb == 'v' ? type : "[]uint8";
        if (source && bytes.length == 0) {
          out.append(name).append("(nil)");
          return;
        }
        out.append(source ? name + "{" : "[");
        String separator = "";
        for (byte each : bytes) {
          out.append(separator);
          separator = source ? ", " : " ";
          integer(each & 0xff, verb, Whole.BYTE);
        }
        out.append(source ? '}' : ']');
      }
    }
  }

  private void text(String text, int verb, Object value) {
    switch (verb) {
      case 'v' -> directive.pad(out, directive.source ? quoted(cut(text)) : cut(text));
      case 's' -> directive.pad(out, cut(text));
      case 'q' -> directive.pad(out, quoted(cut(text)));
      case 'x', 'X' -> hexadecimal(text.getBytes(StandardCharsets.UTF_8), verb);
      default -> bad(verb, value);
    }
  }

  /** Bytes as digits: a blank between them and 0x before them as the flags say. */
  private void hexadecimal(byte[] bytes, int verb) {
    int precision = directive.precision;
    byte[] shown =
        precision >= 0 && precision < bytes.length ? Arrays.copyOf(bytes, precision) : bytes;
    HexFormat format = verb == 'X' ? HexFormat.of().withUpperCase() : HexFormat.of();
    String prefix = !directive.sharp ? "" : verb == 'X' ? "0X" : "0x";
    if (directive.space) {
      format = format.withPrefix(prefix).withDelimiter(" ");
    }
    boolean once = directive.sharp && !directive.space && shown.length > 0;
    directive.pad(out, (once ? prefix : "") + format.formatHex(shown));
  }

  private String cut(String text) {
    int precision = directive.precision;
    return precision >= 0 && precision < text.codePointCount(0, text.length())
        ? text.substring(0, text.offsetByCodePoints(0, precision))
        : text;
  }

  private String quoted(String text) {
    return directive.sharp && Quoted.fitsBackquotes(text)
        ? "`" + text + "`"
        : Quoted.text(text, directive.plus);
  }

  /** What kind of whole number. */
  private enum Whole {
    SIGNED("int64"),
    UNSIGNED("uint64"),
    BYTE("uint8"),
    DURATION("time.Duration");

    private final String type;

    Whole(String type) {
      this.type = type;
    }

    boolean isSigned() {
      return this == SIGNED || this == DURATION;
    }
  }

  private void integer(long value, int verb, Whole kind) {
    switch (verb) {
      case 'v' -> {
        if (directive.source && !kind.isSigned()) {
          boolean sharp = directive.sharp;
          directive.sharp = true;
          digits(value, 16, 'v', kind);
          directive.sharp = sharp;
        } else {
          digits(value, 10, verb, kind);
        }
      }
      case 'd' -> digits(value, 10, verb, kind);
      case 'b' -> digits(value, 2, verb, kind);
      case 'o', 'O' -> digits(value, 8, verb, kind);
      case 'x', 'X' -> digits(value, 16, verb, kind);
      case 'c' -> directive.pad(out, Character.toString(character(value)));
      case 'q' -> directive.pad(out, Quoted.character(character(value), directive.plus));
      case 'U' -> unicode(value);
      default -> {
        out.append("%!").appendCodePoint(verb).append('(').append(kind.type).append('=');
        integer(value, 'v', kind);
        out.append(')');
      }
    }
  }

  private static int character(long value) {
    boolean none =
        value < 0
            || value > Character.MAX_CODE_POINT
            || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE);
    return none ? 0xfffd : (int) value;
  }

  private void digits(long value, int radix, int verb, Whole kind) {
    boolean negative = kind.isSigned() && value < 0;
    boolean signed = negative || directive.plus || directive.space;
    int least = Math.max(0, directive.precision);
    if (directive.precision == 0 && value == 0) {
      directive.padWithBlanks(out, "");
      return;
    }
    if (directive.precision < 0 && directive.fillsWithZeros()) {
      least = directive.width - (signed ? 1 : 0);
    }
    String digits =
        kind.isSigned()
            ? BigInteger.valueOf(value).abs().toString(radix)
            : Long.toUnsignedString(value, radix);
    digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
    String prefix = "";
    if (directive.sharp) {
      prefix =
          switch (radix) {
            case 2 -> "0b";
            case 8 -> digits.startsWith("0") ? "" : "0";
            case 16 -> "0x";
            default -> "";
          };
    }
    if (verb == 'O') {
      prefix = "0o" + prefix;
    }
    String sign = negative ? "-" : directive.plus ? "+" : directive.space ? " " : "";
    String text = sign + prefix + digits;
    directive.padWithBlanks(out, verb == 'X' ? text.toUpperCase(Locale.ROOT) : text);
  }

  private void unicode(long value) {
    String digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
    int least = Math.max(4, directive.precision);
    StringBuilder text =
        new StringBuilder("U+").repeat('0', Math.max(0, least - digits.length())).append(digits);
    if (directive.sharp && Quoted.isPrinted(value)) {
      text.append(" '").appendCodePoint((int) value).append('\'');
    }
    directive.padWithBlanks(out, text);
  }

  private void real(AnyValue.Real value, int verb) {
    double number = value.value();
    int lower = verb == 'v' ? 'g' : Character.toLowerCase(verb);
    if ("bgxfe".indexOf(lower) < 0 || verb == 'B') {
      bad(verb, value);
      return;
    }
    boolean finite = Double.isFinite(number);
    boolean negative = Double.doubleToRawLongBits(number) < 0 && !Double.isNaN(number);
    String sign = negative ? "-" : directive.plus ? "+" : directive.space ? " " : "";
    if (!finite) {
      String shown = Double.isNaN(number) ? "NaN" : "Inf";
      boolean plain = sign.isEmpty() && Double.isInfinite(number);
      directive.padWithBlanks(out, (plain ? "+" : sign) + shown);
      return;
    }
    int precision = directive.precision;
    if (precision < 0 && (lower == 'f' || lower == 'e')) {
      precision = 6;
    }
    String digits = RealDigits.of(Math.abs(number), lower, precision);
    if (directive.sharp && lower != 'b') {
      digits = pointed(digits, verb == 'X' ? 'e' : lower, precision);
    }
    if (Character.isUpperCase(verb) && verb != 'F') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    if (directive.fillsWithZeros() && !sign.isEmpty()) {
      int missing = directive.width - sign.length() - digits.length();
      out.append(sign).repeat('0', Math.max(0, missing)).append(digits);
    } else {
      directive.pad(out, sign + digits);
    }
  }

  /** With a point in any case, and under {@code %g} with the zeros that its precision has. */
  private static String pointed(String text, int verb, int precision) {
    int power = Math.max(text.indexOf('p'), text.startsWith("0x") ? -1 : text.indexOf('e'));
    String digits = power < 0 ? text : text.substring(0, power);
    String tail = power < 0 ? "" : text.substring(power);
    int missing = 0;
    if (verb == 'g' || verb == 'x') {
      missing = precision < 0 ? 6 : precision;
      // The x of 0x counts, as any sign but the point does there.
      String counted = digits.replace(".", "").replaceFirst("^0+", "");
      missing -= counted.length();
      missing -= digits.equals("0") ? 1 : 0;
    }
    return digits + (digits.contains(".") ? "" : ".") + "0".repeat(Math.max(0, missing)) + tail;
  }

  /** A time as a program has it. */
  private static String date(ZonedDateTime time) {
    String zone =
        time.getZone().equals(ZoneOffset.UTC)
            ? "time.UTC"
            : "time.Location(" + Quoted.text(time.getZone().getId(), false) + ")";
    return "time.Date(%d, time.%s, %d, %d, %d, %d, %d, %s)"
        .formatted(
            time.getYear(),
            time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            time.getNano(),
            zone);
  }

  private static String own(Object value) {
    return switch (value) {
      case ZonedDateTime time -> Times.shown(time);
      case AnyValue.Array array -> Json.write(array);
      case Attributes map -> Json.write(map);
      default -> value.toString();
    };
  }

  /** The name that a value's type has there. */
  static String type(Object value) {
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
      case TraceId id -> "pcommon.TraceID";
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
