package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of days, months and halves of the day in a language: those of CLDR, in {@code
 * locale-names.txt}. A line has the language tags, then five lists. Lists may be empty.
 */
record LocaleNames(
    List<String> shortDays,
    List<String> longDays,
    List<String> shortMonths,
    List<String> longMonths,
    List<String> halves) {
  /** English names, as layouts and their parser have them. */
  static final LocaleNames ENGLISH =
      new LocaleNames(
          List.of("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"),
          List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
          List.of(
              "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
          List.of(
              "January",
              "February",
              "March",
              "April",
              "May",
              "June",
              "July",
              "August",
              "September",
              "October",
              "November",
              "December"),
          List.of("AM", "PM"));

  /** Read when the first rule asks for a language. */
  private static final class Known {
    private static final Map<String, LocaleNames> BY_TAG = new HashMap<>();

    static {
      for (String line : DataFile.lines(LocaleNames.class, "locale-names.txt")) {
        String[] fields = line.split("\t", -1);
        LocaleNames names =
            new LocaleNames(
                list(fields[1]),
                list(fields[2]),
                list(fields[3]),
                list(fields[4]),
                list(fields[5]));
        for (String tag : fields[0].split(" ", -1)) {
          BY_TAG.put(tag, names);
        }
      }
    }

    private static List<String> list(String field) {
      return field.isEmpty() ? List.of() : List.of(field.split("\\|", -1));
    }
  }

  /** The names of a language, by its tag to the letter; null when there is none. */
  static @Nullable LocaleNames of(String tag) {
    return Known.BY_TAG.get(tag);
  }
}
