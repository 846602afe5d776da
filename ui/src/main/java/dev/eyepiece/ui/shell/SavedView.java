package dev.eyepiece.ui.shell;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A place with the search and the time range that belong to it, under a name. */
record SavedView(String name, Place place, String search, Ambient.Range range) {

  /** One line of text, see {@link #parse}. */
  String text() {
    return String.join(
        " ", coded(name), coded(PlaceText.of(place)), coded(search), coded(PlaceText.of(range)));
  }

  /** Reads {@link #text} back; null for a line that is none. */
  static @Nullable SavedView parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 4) {
      return null;
    }
    try {
      Place place = PlaceText.place(decoded(parts[1]));
      String name = decoded(parts[0]);
      return place == null || name.isBlank()
          ? null
          : new SavedView(name, place, decoded(parts[2]), PlaceText.range(decoded(parts[3])));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** What it shows, in a few words. */
  String summary() {
    return search.isEmpty() ? PlaceText.of(place).split("/", -1)[0] : search;
  }
}
