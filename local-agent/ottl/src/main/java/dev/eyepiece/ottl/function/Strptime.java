package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.function.LayoutParser.Failure;
import dev.eyepiece.ottl.value.OttlException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A format of times with directives such as {@code %Y-%m-%d}. Reading takes numbers with or without
 * leading zeros, blanks before them, and several forms of an offset.
 */
final class Strptime {
  private static final Pattern DIRECTIVE = Pattern.compile("%.");
  private static final Pattern BAD_FRACTION = Pattern.compile("[^.,]%[Lfs]");
  private static final Pattern BLANKS = Pattern.compile("^\\s+");

  private static final Map<String, String> WRITTEN =
      Map.ofEntries(
          Map.entry("%Y", "2006"),
          Map.entry("%y", "06"),
          Map.entry("%m", "01"),
          Map.entry("%o", "_1"),
          Map.entry("%q", "1"),
          Map.entry("%b", "Jan"),
          Map.entry("%h", "Jan"),
          Map.entry("%B", "January"),
          Map.entry("%d", "02"),
          Map.entry("%e", "_2"),
          Map.entry("%g", "2"),
          Map.entry("%a", "Mon"),
          Map.entry("%A", "Monday"),
          Map.entry("%H", "15"),
          Map.entry("%l", "3"),
          Map.entry("%I", "03"),
          Map.entry("%p", "PM"),
          Map.entry("%P", "pm"),
          Map.entry("%M", "04"),
          Map.entry("%S", "05"),
          Map.entry("%L", "999"),
          Map.entry("%f", "999999"),
          Map.entry("%s", "999999999"),
          Map.entry("%Z", "MST"),
          Map.entry("%z", "Z0700"),
          Map.entry("%w", "-070000"),
          Map.entry("%i", "-07"),
          Map.entry("%j", "-07:00"),
          Map.entry("%k", "-07:00:00"),
          Map.entry("%D", "01/02/2006"),
          Map.entry("%x", "01/02/2006"),
          Map.entry("%F", "2006-01-02"),
          Map.entry("%T", "15:04:05"),
          Map.entry("%X", "15:04:05"),
          Map.entry("%r", "03:04:05 pm"),
          Map.entry("%R", "15:04"),
          Map.entry("%n", "\n"),
          Map.entry("%t", "\t"),
          Map.entry("%%", "%"),
          Map.entry("%c", "Mon Jan 02 15:04:05 2006"));

  /** More lenient forms for reading, each cut into its elements. */
  private static final Map<String, List<List<String>>> READ =
      Map.ofEntries(
          Map.entry("%m", List.of(List.of("1"))),
          Map.entry("%o", List.of(List.of("1"))),
          Map.entry("%q", List.of(List.of("1"))),
          Map.entry("%d", List.of(List.of("2"))),
          Map.entry("%e", List.of(List.of("2"))),
          Map.entry("%g", List.of(List.of("2"))),
          Map.entry("%I", List.of(List.of("3"))),
          Map.entry("%M", List.of(List.of("4"))),
          Map.entry("%S", List.of(List.of("5"))),
          Map.entry("%z", List.of(List.of("Z0700"), List.of("Z07:00"), List.of("Z07"))),
          Map.entry(
              "%D",
              List.of(List.of("1", "/", "2", "/", "2006"), List.of("1", "/", "2", "/", "06"))),
          Map.entry(
              "%x",
              List.of(List.of("1", "/", "2", "/", "2006"), List.of("1", "/", "2", "/", "06"))),
          Map.entry("%F", List.of(List.of("2006", "-", "1", "-", "2"))),
          Map.entry("%T", List.of(List.of("15", ":", "4", ":", "5"))),
          Map.entry("%X", List.of(List.of("15", ":", "4", ":", "5"))),
          Map.entry("%r", List.of(List.of("3", ":", "4", ":", "5", " ", "pm"))),
          Map.entry("%R", List.of(List.of("15", ":", "4"))),
          Map.entry(
              "%c",
              List.of(
                  List.of(
                      "Mon", " ", "Jan", " ", "2", " ", "15", ":", "4", ":", "5", " ", "2006"))));

  private final String format;
  private final String layout;
  private final @Nullable LocaleNames locale;
  private final Clock clock;
  private final List<String> directives = new ArrayList<>();
  private final List<String> literals = new ArrayList<>();
  private volatile @Nullable String lastLayout;

  private Strptime(String format, String layout, @Nullable LocaleNames locale, Clock clock) {
    this.format = format;
    this.layout = layout;
    this.locale = locale;
    this.clock = clock;
    Matcher matcher = DIRECTIVE.matcher(format);
    int from = 0;
    while (matcher.find()) {
      literals.add(format.substring(from, matcher.start()));
      directives.add(matcher.group());
      from = matcher.end();
    }
    literals.add(format.substring(from));
  }

  /**
   * Reads a format.
   *
   * @throws CheckException for one that holds digits or unknown directives
   */
  static Strptime of(String format, @Nullable LocaleNames locale, Clock clock) {
    if (format.isEmpty()) {
      throw new CheckException("format: expected directives such as %Y-%m-%d, found nothing");
    }
    if (format.chars().anyMatch(c -> c >= '0' && c <= '9')) {
      throw new CheckException("format: \"" + format + "\" may not hold digits");
    }
    if (BAD_FRACTION.matcher(format).find()) {
      throw new CheckException(
          "format: a fraction of a second (%L, %f, %s) comes after a dot or a comma");
    }
    Matcher matcher = DIRECTIVE.matcher(format);
    while (matcher.find()) {
      if (!WRITTEN.containsKey(matcher.group())) {
        throw new CheckException("format: there is no directive " + matcher.group());
      }
    }
    String layout =
        DIRECTIVE
            .matcher(format)
            .replaceAll(m -> Matcher.quoteReplacement(WRITTEN.getOrDefault(m.group(), "")));
    return new Strptime(format, layout, locale, clock);
  }

  String format(ZonedDateTime time) {
    return LayoutFormatter.format(layout, time);
  }

  ZonedDateTime parse(String value, ZoneId zone) {
    String known = lastLayout;
    try {
      if (known != null) {
        return read(known, value, zone);
      }
    } catch (Failure e) {
      // The next form may fit where the last one did not.
      lastLayout = null;
    }
    try {
      return new Attempt(value, zone).from(0, "");
    } catch (Failure e) {
      throw new OttlException(
          "\"" + value + "\" does not fit the format " + format + ": " + e.getMessage());
    }
  }

  private ZonedDateTime read(String layout, String value, ZoneId zone) throws Failure {
    String english = locale == null ? value : Translation.translate(layout, value, locale);
    return dated(LayoutParser.parse(layout, english, zone, clock.getZone()));
  }

  /** A time without a year is of this year, or of the last one when it would lie ahead. */
  private ZonedDateTime dated(ZonedDateTime time) {
    if (time.getYear() > 0) {
      return time;
    }
    ZonedDateTime now = ZonedDateTime.now(clock);
    ZonedDateTime dated = inYear(time, now.getYear());
    return dated.isAfter(now.plusDays(7)) ? inYear(dated, dated.getYear() - 1) : dated;
  }

  /** The 29th of February of a year that has none is the first of March. */
  private static ZonedDateTime inYear(ZonedDateTime time, int year) {
    LocalDateTime local =
        LocalDate.of(year, time.getMonth(), 1)
            .plusDays(time.getDayOfMonth() - 1L)
            .atTime(time.toLocalTime());
    return LayoutParser.local(local, time.getZone());
  }

  /** Tries forms of the directives, from left to right. */
  private final class Attempt {
    private final String value;
    private final ZoneId zone;

    Attempt(String value, ZoneId zone) {
      this.value = value;
      this.zone = zone;
    }

    ZonedDateTime from(int directive, String before) throws Failure {
      String upTo = before + literals.get(directive);
      if (directive == directives.size()) {
        ZonedDateTime time = read(upTo, value, zone);
        lastLayout = upTo;
        return time;
      }
      String name = directives.get(directive);
      List<List<String>> forms =
          READ.getOrDefault(name, List.of(List.of(WRITTEN.getOrDefault(name, ""))));
      Failure last = new Failure("no form fits", "", "");
      for (List<String> form : forms) {
        List<String> elements = form;
        Set<String> moved = new HashSet<>();
        while (true) {
          try {
            return from(directive + 1, upTo + String.join("", elements));
          } catch (Failure e) {
            int blamed = e.element().isEmpty() ? -1 : elements.indexOf(e.element());
            if (blamed < 0) {
              throw e;
            }
            last = new Failure("" + e.getMessage(), name, e.rest());
            String blanks = blanks(elements.get(blamed), e.rest());
            // Blanks before it that did not help once never will: the collector asks for ever here.
            if (blanks.isEmpty() || !moved.add(elements.get(blamed))) {
              break;
            }
            elements = new ArrayList<>(elements);
            elements.add(blamed, blanks);
          }
        }
      }
      throw last;
    }

    private String blanks(String element, String rest) {
      char first = element.charAt(0);
      if (first != 'Z' && !Character.isDigit(first)) {
        return "";
      }
      Matcher matcher = BLANKS.matcher(rest);
      return matcher.find() ? matcher.group() : "";
    }
  }
}
