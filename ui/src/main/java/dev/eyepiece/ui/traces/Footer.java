package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceList;
import java.util.Locale;

/** The sentence below the list. */
final class Footer {
  private Footer() {}

  static String of(long shown, TraceList list, boolean searched) {
    StringBuilder text = new StringBuilder();
    if (shown >= list.traces()) {
      text.append(number(shown)).append(" of ").append(number(shown)).append(" traces");
    } else {
      text.append("first ")
          .append(number(shown))
          .append(" of ")
          .append(number(list.traces()))
          .append(" traces");
    }
    text.append(", sorted over all");
    if (searched) {
      text.append(" · ").append(number(list.matchingSpans())).append(" spans match");
    }
    return text.toString();
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
