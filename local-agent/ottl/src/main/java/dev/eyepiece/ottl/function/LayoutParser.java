package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.function.Layout.Chunk;
import dev.eyepiece.ottl.function.Layout.Kind;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Reads a time by a layout, as Go's time.ParseInLocation does. */
final class LayoutParser {
  /** What does not fit, and where. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String element;
    private final String rest;

    Failure(String message, String element, String rest) {
      super(message, null, false, false);
      this.element = element;
      this.rest = rest;
    }

    /** The element of the layout, empty when none is to blame. */
    String element() {
      return element;
    }

    /** The text from there on. */
    String rest() {
      return rest;
    }
  }

  private final ZoneId location;
  private final @Nullable Locale locale;
  private String value;
  private int year;
  private int month = -1;
  private int day = -1;
  private int hour;
  private int minute;
  private int second;
  private int nano;
  private boolean pm;
  private boolean am;
  private boolean utc;
  private @Nullable Integer offset;
  private String zoneName = "";

  private LayoutParser(String value, ZoneId location, @Nullable Locale locale) {
    this.value = value;
    this.location = location;
    this.locale = locale;
  }

  static ZonedDateTime parse(String layout, String value, ZoneId location, @Nullable Locale locale)
      throws Failure {
    LayoutParser parser = new LayoutParser(value, location, locale);
    parser.chunks(Layout.chunks(layout));
    ZonedDateTime time = parser.result();
    if (parser.zoneName.isEmpty() || time.getOffset().getTotalSeconds() != 0) {
      return time;
    }
    // A name without an offset that is known here: ask the time zones for it.
    if (parser.zoneName.equals(abbreviation(time, location)) || parser.utc) {
      return time;
    }
    ZoneId named = named(parser.zoneName);
    if (named == null) {
      throw new Failure("\"" + parser.zoneName + "\" is no time zone", "", "");
    }
    LayoutParser again = new LayoutParser(value, named, locale);
    again.chunks(Layout.chunks(layout));
    return again.result();
  }

  private static @Nullable ZoneId named(String name) {
    try {
      if (ZoneId.getAvailableZoneIds().contains(name)) {
        return ZoneId.of(name);
      }
      return List.of("EST", "MST", "HST").contains(name) ? ZoneId.of(name, ZoneId.SHORT_IDS) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  static String abbreviation(ZonedDateTime time, ZoneId zone) {
    if (zone instanceof ZoneOffset) {
      return zone.equals(ZoneOffset.UTC) ? "UTC" : "";
    }
    boolean summer = zone.getRules().isDaylightSavings(time.toInstant());
    return TimeZone.getTimeZone(zone).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
  }

  private void chunks(List<Chunk> chunks) throws Failure {
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (chunk.kind() == Kind.LITERAL) {
        skip(chunk.text());
        continue;
      }
      String before = value;
      Kind next = i + 1 < chunks.size() ? chunks.get(i + 1).kind() : Kind.LITERAL;
      if (!element(chunk, next)) {
        throw new Failure(
            "\"" + before + "\" does not fit \"" + chunk.text() + "\"", chunk.text(), before);
      }
    }
    if (!value.isEmpty()) {
      throw new Failure("\"" + value + "\" is more than the format takes", "", value);
    }
  }

  /** Runs of blanks stand for each other. */
  private void skip(String literal) throws Failure {
    int at = 0;
    while (at < literal.length()) {
      char c = literal.charAt(at);
      if (c == ' ') {
        if (!value.isEmpty() && value.charAt(0) != ' ') {
          throw new Failure("expected a blank before \"" + value + "\"", literal, value);
        }
        while (at < literal.length() && literal.charAt(at) == ' ') {
          at++;
        }
        value = value.replaceFirst("^ +", "");
        continue;
      }
      if (value.isEmpty() || value.charAt(0) != c) {
        throw new Failure("expected \"" + literal + "\" before \"" + value + "\"", literal, value);
      }
      value = value.substring(1);
      at++;
    }
  }

  private boolean element(Chunk chunk, Kind next) {
    switch (chunk.kind()) {
      case YEAR -> {
        int two = number(2, true);
        year = two >= 69 ? two + 1900 : two + 2000;
        return two >= 0;
      }
      case YEAR_LONG -> {
        if (value.length() < 4 || !value.substring(0, 4).chars().allMatch(LayoutParser::isDigit)) {
          return false;
        }
        year = Integer.parseInt(value.substring(0, 4));
        value = value.substring(4);
        return true;
      }
      case MONTH_SHORT, MONTH_LONG -> {
        month = name(chunk.kind() == Kind.MONTH_LONG, 12);
        return month > 0;
      }
      case MONTH, MONTH_ZERO -> {
        month = number(2, chunk.kind() == Kind.MONTH_ZERO);
        return month > 0 && month <= 12;
      }
      case DAY_SHORT, DAY_LONG -> {
        return name(chunk.kind() == Kind.DAY_LONG, 7) > 0;
      }
      case DAY, DAY_SPACE, DAY_ZERO -> {
        if (chunk.kind() == Kind.DAY_SPACE && value.startsWith(" ")) {
          value = value.substring(1);
        }
        day = number(2, chunk.kind() == Kind.DAY_ZERO);
        return day >= 0;
      }
      case HOUR -> {
        hour = number(2, false);
        return hour >= 0 && hour < 24;
      }
      case HOUR12, HOUR12_ZERO -> {
        hour = number(2, chunk.kind() == Kind.HOUR12_ZERO);
        return hour >= 0 && hour <= 12;
      }
      case MINUTE, MINUTE_ZERO -> {
        minute = number(2, chunk.kind() == Kind.MINUTE_ZERO);
        return minute >= 0 && minute < 60;
      }
      case SECOND, SECOND_ZERO -> {
        second = number(2, chunk.kind() == Kind.SECOND_ZERO);
        boolean fits = second >= 0 && second < 60;
        // A fraction that the layout does not name is taken all the same.
        if (fits && next != Kind.FRACTION && next != Kind.FRACTION_FIXED) {
          fraction();
        }
        return fits;
      }
      case PM, PM_LOWER -> {
        return half(chunk.kind() == Kind.PM);
      }
      case FRACTION -> {
        fraction();
        return true;
      }
      case FRACTION_FIXED -> {
        String before = value;
        fraction();
        return before.length() - value.length() == chunk.text().length();
      }
      case ZONE_NAME -> {
        return zoneName();
      }
      default -> {
        return offset(chunk.text());
      }
    }
  }

  private int number(int most, boolean all) {
    int length = 0;
    while (length < most && length < value.length() && isDigit(value.charAt(length))) {
      length++;
    }
    if (length == 0 || (all && length < most)) {
      return -1;
    }
    int number = Integer.parseInt(value.substring(0, length));
    value = value.substring(length);
    return number;
  }

  private void fraction() {
    boolean starts = value.length() >= 2 && (value.charAt(0) == '.' || value.charAt(0) == ',');
    if (!starts || !isDigit(value.charAt(1))) {
      return;
    }
    int end = 1;
    while (end < value.length() && isDigit(value.charAt(end))) {
      end++;
    }
    String digits = (value.substring(1, end) + "000000000").substring(0, 9);
    nano = Integer.parseInt(digits);
    value = value.substring(end);
  }

  private boolean half(boolean upper) {
    String two = value.length() < 2 ? "" : value.substring(0, 2);
    pm = two.equals(upper ? "PM" : "pm");
    am = two.equals(upper ? "AM" : "am");
    if (pm || am) {
      value = value.substring(2);
    }
    return pm || am;
  }

  /** The number of a month's or a weekday's name, whatever its case; 0 for none. */
  private int name(boolean full, int count) {
    Locale language = locale == null ? Locale.ENGLISH : locale;
    for (int i = 1; i <= count; i++) {
      TextStyle[] styles =
          full
              ? new TextStyle[] {TextStyle.FULL, TextStyle.FULL_STANDALONE}
              : new TextStyle[] {TextStyle.SHORT, TextStyle.SHORT_STANDALONE};
      for (TextStyle style : styles) {
        String name =
            count == 12
                ? java.time.Month.of(i).getDisplayName(style, language)
                : java.time.DayOfWeek.of(i).getDisplayName(style, language);
        // English short names are three letters everywhere but in newer locale data.
        if (locale == null && !full) {
          name = name.substring(0, 3);
        }
        if (value.regionMatches(true, 0, name, 0, name.length())) {
          value = value.substring(name.length());
          return i;
        }
      }
    }
    return 0;
  }

  private boolean zoneName() {
    if (value.startsWith("UTC")) {
      utc = true;
      zoneName = "UTC";
      value = value.substring(3);
      return true;
    }
    int length = zoneLength();
    if (length == 0) {
      return false;
    }
    zoneName = value.substring(0, length);
    value = value.substring(length);
    return true;
  }

  private int zoneLength() {
    if (value.startsWith("ChST") || value.startsWith("MeST")) {
      return 4;
    }
    if (value.startsWith("GMT")) {
      int signed = signedLength(value.substring(3));
      return 3 + signed;
    }
    if (value.startsWith("+") || value.startsWith("-")) {
      return signedLength(value);
    }
    int upper = 0;
    while (upper < 6
        && upper < value.length()
        && value.charAt(upper) >= 'A'
        && value.charAt(upper) <= 'Z') {
      upper++;
    }
    return switch (upper) {
      case 3 -> 3;
      case 4 -> value.charAt(3) == 'T' || value.startsWith("WITA") ? 4 : 0;
      case 5 -> value.charAt(4) == 'T' ? 5 : 0;
      default -> 0;
    };
  }

  private static int signedLength(String text) {
    if (!text.startsWith("+") && !text.startsWith("-")) {
      return 0;
    }
    int end = 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    boolean hours = end > 1 && end <= 3 && Integer.parseInt(text.substring(1, end)) < 24;
    return hours ? end : 0;
  }

  private boolean offset(String form) {
    if (form.charAt(0) == 'Z' && value.startsWith("Z")) {
      value = value.substring(1);
      utc = true;
      return true;
    }
    if (value.length() < form.length()) {
      return false;
    }
    String text = value.substring(0, form.length());
    int sign = text.charAt(0) == '+' ? 1 : text.charAt(0) == '-' ? -1 : 0;
    int[] parts = new int[3];
    int part = 0;
    for (int i = 1; i < form.length(); ) {
      if (form.charAt(i) == ':') {
        if (text.charAt(i) != ':') {
          return false;
        }
        i++;
        continue;
      }
      if (!isDigit(text.charAt(i)) || !isDigit(text.charAt(i + 1))) {
        return false;
      }
      parts[part++] = Integer.parseInt(text.substring(i, i + 2));
      i += 2;
    }
    if (sign == 0 || parts[0] > 24 || parts[1] > 60 || parts[2] > 60) {
      return false;
    }
    offset = sign * (parts[0] * 3600 + parts[1] * 60 + parts[2]);
    value = value.substring(form.length());
    return true;
  }

  private ZonedDateTime result() throws Failure {
    if (pm && hour < 12) {
      hour += 12;
    } else if (am && hour == 12) {
      hour = 0;
    }
    int inMonth = month < 0 ? 1 : month;
    int inDay = day < 0 ? 1 : day;
    if (inDay < 1 || inDay > YearMonth.of(year, inMonth).lengthOfMonth()) {
      throw new Failure("day " + inDay + " is not in month " + inMonth, "", value);
    }
    LocalDateTime local = LocalDateTime.of(year, inMonth, inDay, hour, minute, second, nano);
    if (utc) {
      return local.atZone(ZoneOffset.UTC);
    }
    Integer seconds = offset;
    if (seconds != null) {
      if (Math.abs(seconds) > 18 * 3600) {
        throw new Failure("an offset of " + seconds / 3600 + " hours is too large", "", "");
      }
      ZoneOffset fixed = ZoneOffset.ofTotalSeconds(seconds);
      ZonedDateTime time = local.atZone(fixed);
      boolean here = location.getRules().getOffset(time.toInstant()).equals(fixed);
      return here ? time.withZoneSameInstant(location) : time;
    }
    if (!zoneName.isEmpty()) {
      return named(local);
    }
    return local(local);
  }

  /** Of a time that the clocks skip, the one an hour before in summer time, as Go has it. */
  private ZonedDateTime local(LocalDateTime local) {
    if (!location.getRules().getValidOffsets(local).isEmpty()) {
      return local.atZone(location);
    }
    ZoneOffset after = location.getRules().getTransition(local).getOffsetAfter();
    return local.toInstant(after).atZone(location);
  }

  private ZonedDateTime named(LocalDateTime local) {
    ZonedDateTime here = local(local);
    if (abbreviation(here, location).equals(zoneName)) {
      return here;
    }
    if (zoneName.length() > 3 && zoneName.startsWith("GMT")) {
      return local.atZone(ZoneOffset.ofHours(Integer.parseInt(zoneName.substring(3))));
    }
    return local.atZone(ZoneOffset.UTC);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
