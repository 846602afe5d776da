package dev.eyepiece.agent.settings;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Byte sizes as people write them. */
public final class Sizes {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([KMGT]?)(I?)B?");

  private Sizes() {}

  /** Reads {@code 512MB} (powers of 1,000), {@code 10GiB} (powers of 1,024), or bytes. */
  public static long parse(String text, long least, long most) {
    Matcher match = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!match.matches()) {
      throw new IllegalArgumentException("no size");
    }
    int power = " KMGT".indexOf(match.group(2).isEmpty() ? " " : match.group(2));
    BigDecimal unit = BigDecimal.valueOf(match.group(3).isEmpty() ? 1_000 : 1_024);
    BigDecimal bytes = new BigDecimal(match.group(1)).multiply(unit.pow(power));
    if (bytes.compareTo(BigDecimal.valueOf(least)) < 0) {
      throw new IllegalArgumentException("less than " + least + " bytes");
    }
    if (bytes.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new IllegalArgumentException("more than " + most + " bytes");
    }
    return bytes.longValue();
  }
}
