package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.function.Layout.Chunk;
import dev.eyepiece.ottl.value.ZoneNames;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Writes a time by a layout, as Go's Time.Format does. */
final class LayoutFormatter {
  private LayoutFormatter() {}

  static String format(String layout, ZonedDateTime time) {
    StringBuilder out = new StringBuilder();
    for (Chunk chunk : Layout.chunks(layout)) {
      out.append(element(chunk, time));
    }
    return out.toString();
  }

  private static String element(Chunk chunk, ZonedDateTime time) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (chunk.kind()) {
      case LITERAL -> chunk.text();
      case MONTH_LONG -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case MONTH_SHORT ->
          time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case MONTH -> "" + time.getMonthValue();
      case MONTH_ZERO -> two(time.getMonthValue());
      case DAY_LONG -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case DAY_SHORT ->
          time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case DAY -> "" + time.getDayOfMonth();
      case DAY_SPACE -> String.format("%2d", time.getDayOfMonth());
      case DAY_ZERO -> two(time.getDayOfMonth());
      case HOUR -> two(time.getHour());
      case HOUR12 -> "" + hour12;
      case HOUR12_ZERO -> two(hour12);
      case MINUTE -> "" + time.getMinute();
      case MINUTE_ZERO -> two(time.getMinute());
      case SECOND -> "" + time.getSecond();
      case SECOND_ZERO -> two(time.getSecond());
      case YEAR_DAY_SPACE -> String.format("%3d", time.getDayOfYear());
      case YEAR_DAY_ZERO -> String.format("%03d", time.getDayOfYear());
      case YEAR_LONG ->
          (time.getYear() < 0 ? "-" : "") + String.format("%04d", Math.abs(time.getYear()));
      case YEAR -> two(Math.max(0, time.getYear()) % 100);
      case PM -> time.getHour() >= 12 ? "PM" : "AM";
      case PM_LOWER -> time.getHour() >= 12 ? "pm" : "am";
      case ZONE_NAME -> ZoneNames.abbreviation(time);
      case OFFSET -> offset(chunk.text(), time);
      case FRACTION, FRACTION_FIXED -> fraction(chunk, time);
    };
  }

  private static String two(int number) {
    return String.format("%02d", number);
  }

  private static String fraction(Chunk chunk, ZonedDateTime time) {
    String digits = String.format("%09d", time.getNano());
    int length = Math.min(9, chunk.text().length() - 1);
    String shown = digits.substring(0, length);
    if (chunk.kind() == Layout.Kind.FRACTION) {
      shown = shown.replaceFirst("0+$", "");
      if (shown.isEmpty()) {
        return "";
      }
    }
    return chunk.text().charAt(0) + shown;
  }

  private static String offset(String form, ZonedDateTime time) {
    int seconds = time.getOffset().getTotalSeconds();
    if (seconds == 0 && form.charAt(0) == 'Z') {
      return "Z";
    }
    String colon = form.contains(":") ? ":" : "";
    int abs = Math.abs(seconds);
    StringBuilder out = new StringBuilder(seconds < 0 ? "-" : "+").append(two(abs / 3600));
    int parts = form.replace(":", "").length() / 2;
    if (parts > 1) {
      out.append(colon).append(two(abs / 60 % 60));
    }
    if (parts > 2) {
      out.append(colon).append(two(abs % 60));
    }
    return out.toString();
  }
}
