package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.function.Layout.Chunk;
import dev.eyepiece.ottl.function.Layout.Kind;
import dev.eyepiece.ottl.value.ZoneNames;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** Bound of Java's offsets. */
  private static final int MOST_HOURS = 18;

  /** Zones that are called as their abbreviations are. */
  private static final Set<String> PLAIN =
      Set.of(
          "EST", "MST", "HST", "CET", "MET", "EET", "WET", "EST5EDT", "CST6CDT", "MST7MDT",
          "PST8PDT");

  /** Two digits, or one behind a sign. */
  private static final Pattern SIGNED = Pattern.compile("[0-9]{2}|[+-][0-9]");

  private final ZoneId location;
  private String value;
  private int year;
  private int month = -1;
  private int day = -1;
  private int yearDay = -1;
  private int hour;
  private int minute;
  private int second;
  private int nano;
  private boolean pm;
  private boolean am;
  private boolean utc;

  /** Whether the location tells what the time is. */
  private boolean inLocation;

  private @Nullable Integer offset;
  private String zoneName = "";

  private LayoutParser(String value, ZoneId location) {
    this.value = value;
    this.location = location;
  }

  /**
   * Reads a time.
   *
   * @param location where the clock shows it, unless it says so itself
   * @param here the zone of this machine
   */
  static ZonedDateTime parse(String layout, String value, ZoneId location, ZoneId here)
      throws Failure {
    List<Chunk> chunks = Layout.chunks(layout);
    LayoutParser parser = new LayoutParser(value, location);
    parser.chunks(chunks);
    ZonedDateTime time = parser.result();
    if (parser.utc || time.getOffset().getTotalSeconds() != 0) {
      return time;
    }
    String name = parser.zoneName;
    String ofLocation = ZoneNames.name(location, time.toInstant());
    if (parser.inLocation || name.equals("UTC") || name.equals(ofLocation)) {
      return time;
    }
    // A name whose offset is not known here: there may be a time zone that is called so.
    ZoneId named = name.equals("Local") ? here : zone(name);
    if (named == null) {
      throw new Failure("\"" + name + "\" is no time zone", "", "");
    }
    LayoutParser again = new LayoutParser(value, named);
    again.chunks(chunks);
    return again.result();
  }

  /** A time zone by its name; of no name it is UTC. Null for none. */
  static @Nullable ZoneId zone(String name) {
    return name.isEmpty() || name.equals("UTC") ? ZoneOffset.UTC : ZoneNames.zone(name);
  }

  private void chunks(List<Chunk> chunks) throws Failure {
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (chunk.kind() == Kind.LITERAL) {
        skip(chunk.text());
        continue;
      }
      String before = value;
      if (!element(chunk, next(chunks, i))) {
        throw new Failure(
            "\"" + before + "\" does not fit \"" + chunk.text() + "\"", chunk.text(), before);
      }
    }
    if (!value.isEmpty()) {
      throw new Failure("\"" + value + "\" is more than the format takes", "", value);
    }
  }

  /** The next element that is none of the text between them. */
  private static Kind next(List<Chunk> chunks, int at) {
    for (int i = at + 1; i < chunks.size(); i++) {
      if (chunks.get(i).kind() != Kind.LITERAL) {
        return chunks.get(i).kind();
      }
    }
    return Kind.LITERAL;
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
        if (value.length() < 2 || !SIGNED.matcher(value.substring(0, 2)).matches()) {
          return false;
        }
        int two = Integer.parseInt(value.substring(0, 2));
        year = two >= 69 ? two + 1900 : two + 2000;
        value = value.substring(2);
        return true;
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
        month =
            name(
                    chunk.kind() == Kind.MONTH_LONG
                        ? LocaleNames.ENGLISH.longMonths()
                        : LocaleNames.ENGLISH.shortMonths())
                + 1;
        return month > 0;
      }
      case MONTH, MONTH_ZERO -> {
        month = number(2, chunk.kind() == Kind.MONTH_ZERO);
        return month > 0 && month <= 12;
      }
      case DAY_SHORT, DAY_LONG -> {
        return name(
                chunk.kind() == Kind.DAY_LONG
                    ? LocaleNames.ENGLISH.longDays()
                    : LocaleNames.ENGLISH.shortDays())
            >= 0;
      }
      case DAY, DAY_SPACE, DAY_ZERO -> {
        if (chunk.kind() == Kind.DAY_SPACE && value.startsWith(" ")) {
          value = value.substring(1);
        }
        day = number(2, chunk.kind() == Kind.DAY_ZERO);
        return day >= 0;
      }
      case YEAR_DAY_SPACE, YEAR_DAY_ZERO -> {
        boolean zero = chunk.kind() == Kind.YEAR_DAY_ZERO;
        for (int i = 0; i < 3 && !zero && value.startsWith(" "); i++) {
          value = value.substring(1);
        }
        yearDay = number(3, zero);
        return yearDay >= 0;
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
    boolean second = two.equals(upper ? "PM" : "pm");
    boolean first = two.equals(upper ? "AM" : "am");
    pm |= second;
    am |= first;
    if (first || second) {
      value = value.substring(2);
    }
    return first || second;
  }

  /** The place of the name that the text begins with, whatever its case; -1 for none. */
  private int name(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (value.regionMatches(true, 0, name, 0, name.length())) {
        value = value.substring(name.length());
        return i;
      }
    }
    return -1;
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
    boolean number = end > 1 && end < 19;
    return number && Long.parseLong(text.substring(1, end)) < 24 ? end : 0;
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
    LocalDate date = yearDay < 0 ? date() : ofYearDay();
    LocalDateTime local = date.atTime(hour, minute, second, nano);
    if (utc) {
      return local.atZone(ZoneOffset.UTC);
    }
    Integer seconds = offset;
    if (seconds != null) {
      return atOffset(local, seconds);
    }
    if (!zoneName.isEmpty()) {
      return named(local);
    }
    inLocation = true;
    return local(local, location);
  }

  private LocalDate date() throws Failure {
    int inMonth = month < 0 ? 1 : month;
    int inDay = day < 0 ? 1 : day;
    if (inDay < 1 || inDay > YearMonth.of(year, inMonth).lengthOfMonth()) {
      throw new Failure("day " + inDay + " is not in month " + inMonth, "", value);
    }
    return LocalDate.of(year, inMonth, inDay);
  }

  private LocalDate ofYearDay() throws Failure {
    if (yearDay < 1 || yearDay > Year.of(year).length()) {
      throw new Failure("day " + yearDay + " is not in the year", "", value);
    }
    LocalDate date = LocalDate.ofYearDay(year, yearDay);
    boolean fits =
        (month < 0 || month == date.getMonthValue()) && (day < 0 || day == date.getDayOfMonth());
    if (!fits) {
      throw new Failure("day " + yearDay + " of the year is another one", "", value);
    }
    return date;
  }

  private ZonedDateTime atOffset(LocalDateTime local, int seconds) throws Failure {
    if (Math.abs(seconds) > MOST_HOURS * 3600) {
      throw new Failure("an offset of " + seconds / 3600 + " hours is too large", "", "");
    }
    ZoneOffset fixed = ZoneOffset.ofTotalSeconds(seconds);
    ZonedDateTime time = local.atZone(fixed);
    Instant instant = time.toInstant();
    inLocation =
        location.getRules().getOffset(instant).equals(fixed)
            && (zoneName.isEmpty() || zoneName.equals(ZoneNames.name(location, instant)));
    return inLocation ? time.withZoneSameInstant(location) : time;
  }

  /**
   * The time at which clocks of a zone show another, as Go's time.Date finds it where they show it
   * twice or never: by the offset in force at that time of UTC, or else at the time that it leads
   * to.
   */
  static ZonedDateTime local(LocalDateTime local, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    ZoneOffset guess = rules.getOffset(local.toInstant(ZoneOffset.UTC));
    ZoneOffset offset = rules.getOffset(local.toInstant(guess));
    return local.toInstant(offset).atZone(zone);
  }

  private ZonedDateTime named(LocalDateTime local) {
    long asUtc = local.toEpochSecond(ZoneOffset.UTC);
    OptionalInt known = ZoneNames.offset(location, zoneName, asUtc);
    inLocation = known.isPresent();
    if (known.isPresent() && year == 0 && isPlain()) {
      // A time without a year gets one later: it is not to be moved by the local mean time of old,
      // which these zones lack in the data of most systems.
      return local.atZone(location);
    }
    if (known.isPresent()) {
      return local.toInstant(ZoneOffset.ofTotalSeconds(known.getAsInt())).atZone(location);
    }
    if (zoneName.length() > 3 && zoneName.startsWith("GMT")) {
      int hours = Integer.parseInt(zoneName.substring(3));
      if (Math.abs(hours) <= MOST_HOURS) {
        // The offset is shown, and not taken from the time: so it is there.
        return local.atZone(ZoneOffset.UTC).withZoneSameInstant(ZoneOffset.ofHours(hours));
      }
    }
    return local.atZone(ZoneOffset.UTC);
  }

  private boolean isPlain() {
    return PLAIN.contains(zoneName) && location.equals(ZoneNames.zone(zoneName));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
