package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.function.LayoutParser.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Puts English names in the place of those of another language, along a layout of Go's time
 * package, so that the layout reads it; byte by byte, as the collector does with the module lunes.
 */
final class Translation {
  private final byte[] layout;
  private final byte[] value;
  private final LocaleNames names;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int at;
  private int from;

  private Translation(String layout, String value, LocaleNames names) {
    this.layout = layout.getBytes(StandardCharsets.UTF_8);
    this.value = value.getBytes(StandardCharsets.UTF_8);
    this.names = names;
  }

  static String translate(String layout, String value, LocaleNames names) throws Failure {
    return new Translation(layout, value, names).run();
  }

  private String run() throws Failure {
    while (at < layout.length) {
      if (!element()) {
        literal();
      }
    }
    if (from < value.length) {
      out.write(value, from, value.length - from);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Bytes beyond ASCII become two each, as there. */
  private void literal() {
    at++;
    if (from < value.length) {
      int before = out.size();
      out.writeBytes(Character.toString(value[from] & 0xff).getBytes(StandardCharsets.UTF_8));
      from += out.size() - before;
    }
  }

  private boolean element() throws Failure {
    return switch (layout[at]) {
      case 'J' ->
          name("January", names.longMonths(), LocaleNames.ENGLISH.longMonths())
              || shortName("Jan", names.shortMonths(), LocaleNames.ENGLISH.shortMonths());
      case 'M' ->
          name("Monday", names.longDays(), LocaleNames.ENGLISH.longDays())
              || shortName("Mon", names.shortDays(), LocaleNames.ENGLISH.shortDays());
      case 'P', 'p' -> half();
      case '_' -> blanksAndDay();
      case '3', '4', '5' -> digits();
      default -> false;
    };
  }

  private boolean startsWith(String text) {
    return startsWith(text, at);
  }

  private boolean startsWith(String text, int place) {
    if (place + text.length() > layout.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (layout[place + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean shortName(String element, List<String> foreign, List<String> english)
      throws Failure {
    int end = at + element.length();
    boolean inWord = end < layout.length && layout[end] >= 'a' && layout[end] <= 'z';
    return !inWord && name(element, foreign, english);
  }

  private boolean half() throws Failure {
    boolean has = at + 1 < layout.length && (layout[at + 1] == 'M' || layout[at + 1] == 'm');
    if (!has) {
      return false;
    }
    boolean upper = layout[at] == 'P';
    List<String> english = LocaleNames.ENGLISH.halves();
    if (!upper) {
      english = english.stream().map(half -> half.toLowerCase(Locale.ROOT)).toList();
    }
    replace(upper ? "PM" : "pm", names.halves(), english);
    return true;
  }

  private boolean name(String element, List<String> foreign, List<String> english) throws Failure {
    if (!startsWith(element)) {
      return false;
    }
    replace(element, foreign, english);
    return true;
  }

  private void replace(String element, List<String> foreign, List<String> english) throws Failure {
    if (foreign.isEmpty()) {
      throw new Failure("the language has no names for \"" + element + "\"", "", "");
    }
    at += element.length();
    int start = skipBlanks(from);
    int found = -1;
    int length = 0;
    for (int i = 0; i < foreign.size() && start < value.length; i++) {
      byte[] name = foreign.get(i).getBytes(StandardCharsets.UTF_8);
      boolean longer = found < 0 || name.length > length;
      if (longer && start + name.length <= value.length) {
        String candidate = new String(value, start, name.length, StandardCharsets.UTF_8);
        if (candidate.equalsIgnoreCase(foreign.get(i))) {
          found = i;
          length = name.length;
        }
      }
    }
    if (found < 0) {
      throw mismatch(element);
    }
    blanks(start - from);
    out.writeBytes(english.get(found).getBytes(StandardCharsets.UTF_8));
    from = start + length;
  }

  /** A day filled up with blanks: their number varies, and the rest must stay in step. */
  private boolean blanksAndDay() throws Failure {
    boolean written = false;
    String element = startsWith("2006", at + 1) ? "_2006" : "_2";
    if (startsWith("_2") && value.length >= from + element.length()) {
      at += element.length();
      word(element);
      written = true;
    }
    // Looked for behind the first one as well, whatever its first sign is, as there.
    if (startsWith("_2", at + 1) && value.length >= from + 3) {
      at += 3;
      word("__2");
      written = true;
    }
    return written;
  }

  private void word(String element) throws Failure {
    int start = skipBlanks(from);
    if (start >= value.length) {
      throw mismatch(element);
    }
    int end = start;
    while (end < value.length && end - start < element.length() && !isBlank(value[end])) {
      end++;
    }
    blanks(start - from);
    out.write(value, start, end - start);
    from = end;
  }

  /** Hours, minutes and seconds of one digit or two; of 03, 04 and 05 the zero came before. */
  private boolean digits() throws Failure {
    if (at > 0 && layout[at - 1] == '0') {
      return false;
    }
    int start = skipBlanks(from);
    if (start >= value.length || !isDigit(value[start])) {
      throw mismatch(Character.toString(layout[at]));
    }
    int end = start + 1;
    if (end < value.length && isDigit(value[end])) {
      end++;
    }
    blanks(start - from);
    out.write(value, start, end - start);
    from = end;
    at++;
    return true;
  }

  private void blanks(int count) {
    out.writeBytes(" ".repeat(count).getBytes(StandardCharsets.UTF_8));
  }

  private int skipBlanks(int start) {
    int end = start;
    while (end < value.length && isBlank(value[end])) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Of Latin-1, since bytes are looked at. */
  private static boolean isBlank(byte c) {
    int code = c & 0xff;
    return (code >= '\t' && code <= '\r') || code == ' ' || code == 0x85 || code == 0xa0;
  }

  private Failure mismatch(String element) {
    String shown = new String(value, StandardCharsets.UTF_8);
    return new Failure("\"" + shown + "\" does not fit \"" + element + "\"", element, "");
  }
}
