package dev.eyepiece.ottl.function;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layout of Go's time package, cut into its elements: {@code 2006-01-02 15:04:05}. */
final class Layout {
  /** What an element stands for. */
  enum Kind {
    LITERAL,
    MONTH_LONG,
    MONTH_SHORT,
    MONTH,
    MONTH_ZERO,
    DAY_LONG,
    DAY_SHORT,
    DAY,
    DAY_SPACE,
    DAY_ZERO,
    YEAR_DAY_SPACE,
    YEAR_DAY_ZERO,
    HOUR,
    HOUR12,
    HOUR12_ZERO,
    MINUTE,
    MINUTE_ZERO,
    SECOND,
    SECOND_ZERO,
    YEAR_LONG,
    YEAR,
    PM,
    PM_LOWER,
    ZONE_NAME,
    OFFSET,
    FRACTION,
    FRACTION_FIXED
  }

  /** An element and its text. */
  record Chunk(Kind kind, String text) {}

  /** Elements by their text, longer ones before those that begin them. */
  private static final List<Chunk> KNOWN =
      List.of(
          new Chunk(Kind.MONTH_LONG, "January"),
          new Chunk(Kind.MONTH_SHORT, "Jan"),
          new Chunk(Kind.DAY_LONG, "Monday"),
          new Chunk(Kind.DAY_SHORT, "Mon"),
          new Chunk(Kind.ZONE_NAME, "MST"),
          new Chunk(Kind.YEAR_DAY_ZERO, "002"),
          new Chunk(Kind.YEAR_DAY_SPACE, "__2"),
          new Chunk(Kind.MONTH_ZERO, "01"),
          new Chunk(Kind.DAY_ZERO, "02"),
          new Chunk(Kind.HOUR12_ZERO, "03"),
          new Chunk(Kind.MINUTE_ZERO, "04"),
          new Chunk(Kind.SECOND_ZERO, "05"),
          new Chunk(Kind.YEAR, "06"),
          new Chunk(Kind.HOUR, "15"),
          new Chunk(Kind.MONTH, "1"),
          new Chunk(Kind.YEAR_LONG, "2006"),
          new Chunk(Kind.DAY, "2"),
          new Chunk(Kind.DAY_SPACE, "_2"),
          new Chunk(Kind.HOUR12, "3"),
          new Chunk(Kind.MINUTE, "4"),
          new Chunk(Kind.SECOND, "5"),
          new Chunk(Kind.PM, "PM"),
          new Chunk(Kind.PM_LOWER, "pm"),
          new Chunk(Kind.OFFSET, "-07:00:00"),
          new Chunk(Kind.OFFSET, "-070000"),
          new Chunk(Kind.OFFSET, "-07:00"),
          new Chunk(Kind.OFFSET, "-0700"),
          new Chunk(Kind.OFFSET, "-07"),
          new Chunk(Kind.OFFSET, "Z07:00:00"),
          new Chunk(Kind.OFFSET, "Z070000"),
          new Chunk(Kind.OFFSET, "Z07:00"),
          new Chunk(Kind.OFFSET, "Z0700"),
          new Chunk(Kind.OFFSET, "Z07"));

  private Layout() {}

  static List<Chunk> chunks(String layout) {
    List<Chunk> chunks = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      Chunk found = at(layout, at);
      if (found == null) {
        literal.append(layout.charAt(at++));
        continue;
      }
      if (!literal.isEmpty()) {
        chunks.add(new Chunk(Kind.LITERAL, literal.toString()));
        literal.setLength(0);
      }
      chunks.add(found);
      at += found.text.length();
    }
    if (!literal.isEmpty()) {
      chunks.add(new Chunk(Kind.LITERAL, literal.toString()));
    }
    return chunks;
  }

  private static @Nullable Chunk at(String layout, int at) {
    char c = layout.charAt(at);
    if (c == '.' || c == ',') {
      return fraction(layout, at);
    }
    if (layout.startsWith("_2006", at)) {
      // The blank of a day is none before the year.
      return null;
    }
    for (Chunk known : KNOWN) {
      if (layout.startsWith(known.text, at)) {
        int end = at + known.text.length();
        boolean name = known.kind == Kind.MONTH_SHORT || known.kind == Kind.DAY_SHORT;
        boolean inWord = end < layout.length() && isLower(layout.charAt(end));
        if (!(name && inWord)) {
          return known;
        }
      }
    }
    return null;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static @Nullable Chunk fraction(String layout, int at) {
    int end = at + 1;
    if (end >= layout.length() || (layout.charAt(end) != '0' && layout.charAt(end) != '9')) {
      return null;
    }
    char digit = layout.charAt(end);
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    if (end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9') {
      return null;
    }
    Kind kind = digit == '0' ? Kind.FRACTION_FIXED : Kind.FRACTION;
    return new Chunk(kind, layout.substring(at, end));
  }
}
