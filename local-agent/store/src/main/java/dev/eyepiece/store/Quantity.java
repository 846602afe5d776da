package dev.eyepiece.store;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number in a search, with or without a unit of time. */
public final class Quantity {
  private static final Pattern NUMBER =
      Pattern.compile(
          "([+-]?(?:\\d{1,300}(?:\\.\\d{0,300})?|\\.\\d{1,300})(?:[eE][+-]?\\d{1,3})?)(ns|us|µs|ms|s|m|h)?");

  private Quantity() {}

  /** The number; a duration in nanoseconds. Empty when the text is neither. */
  public static OptionalDouble parse(String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * unit(matcher.group(2)));
  }

  /** A duration in nanoseconds; a number without a unit is milliseconds, as people mean it. */
  public static OptionalDouble parseDuration(String text) {
    OptionalDouble value = parse(text);
    boolean bare = value.isPresent() && Character.isDigit(text.charAt(text.length() - 1));
    return bare ? OptionalDouble.of(value.getAsDouble() * 1e6) : value;
  }

  private static double unit(@Nullable String unit) {
    return switch (unit) {
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      case null, default -> 1;
    };
  }
}
