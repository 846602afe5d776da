package dev.eyepiece.ottl.function;

import dev.eyepiece.telemetry.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes in the place of a match: text in which {@code $1} and <code>${name}</code> are groups,
 * as Go's {@code Regexp.Expand} has it. Immutable.
 */
final class Template {
  /** Stands for a group that the pattern does not have: nothing. */
  private static final int NO_GROUP = -1;

  private final List<byte[]> texts = new ArrayList<>();

  /** The group behind each text. */
  private final List<Integer> groups = new ArrayList<>();

  private final byte[] rest;

  /**
   * Reads a template.
   *
   * @param names of the pattern's groups, by number
   */
  Template(Utf8 template, List<@Nullable Utf8> names) {
    StringBuilder plain = new StringBuilder();
    String text = template.toString();
    int at = 0;
    while (at < text.length()) {
      int dollar = text.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      plain.append(text, at, dollar);
      at = dollar + 1;
      if (at < text.length() && text.charAt(at) == '$') {
        plain.append('$');
        at++;
        continue;
      }
      boolean braces = at < text.length() && text.charAt(at) == '{';
      int from = braces ? at + 1 : at;
      int end = from;
      while (end < text.length() && isNamePart(text.charAt(end))) {
        end++;
      }
      boolean closed = !braces || (end < text.length() && text.charAt(end) == '}');
      if (end == from || !closed) {
        plain.append('$');
        continue;
      }
      texts.add(plain.toString().getBytes(StandardCharsets.UTF_8));
      plain.setLength(0);
      groups.add(group(text.substring(from, end), names));
      at = braces ? end + 1 : end;
    }
    plain.append(text, at, text.length());
    rest = plain.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static int group(String name, List<@Nullable Utf8> names) {
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      boolean known = name.length() < 9 && Integer.parseInt(name) < names.size();
      boolean padded = name.length() > 1 && name.startsWith("0");
      return known && !padded ? Integer.parseInt(name) : NO_GROUP;
    }
    return names.lastIndexOf(Utf8.of(name));
  }

  /** Whether it asks for more of a match than where it is. */
  boolean hasGroups() {
    return !groups.isEmpty();
  }

  /** Appends what it comes to for a match. */
  void expand(byte[] text, int[] match, Bytes out) {
    for (int i = 0; i < texts.size(); i++) {
      out.append(texts.get(i));
      int group = groups.get(i);
      if (group != NO_GROUP && match[2 * group] >= 0) {
        out.append(text, match[2 * group], match[2 * group + 1]);
      }
    }
    out.append(rest);
  }
}
