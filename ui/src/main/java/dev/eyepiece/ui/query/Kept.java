package dev.eyepiece.ui.query;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is kept.
 *
 * @param name empty for one that was only run
 */
record Kept(String name, String sql) {

  boolean isSaved() {
    return !name.isEmpty();
  }

  /** One line of the file. */
  String line() {
    return coded(name) + "\t" + coded(sql);
  }

  /** Reads {@link #line} back; null for any other text. */
  static @Nullable Kept parse(String line) {
    String[] parts = line.split("\t", -1);
    try {
      return parts.length == 2 && !parts[1].isBlank()
          ? new Kept(decoded(parts[0]), decoded(parts[1]))
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The statement in one line. */
  String oneLine() {
    return sql.strip().replaceAll("\\s+", " ");
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
