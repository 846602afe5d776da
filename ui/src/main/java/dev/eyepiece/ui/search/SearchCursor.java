package dev.eyepiece.ui.search;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is being typed where the caret stands, and which characters a completion would replace.
 *
 * @param key the field whose value is typed; null while a key or a word is typed
 * @param start of what would be replaced
 * @param end of what would be replaced, exclusive
 * @param typed from {@code start} to the caret, without an opening quote
 */
record SearchCursor(@Nullable String key, int start, int end, String typed) {
  /** Among the groups one that holds a search of its own; no key is so called. */
  private static final String BRACE = "{";

  /** What can stand at the cursor where no value does. */
  enum Place {
    TERM,
    /** Behind a brace that closes. */
    RELATION,
    /** Behind a bar. */
    AGGREGATE
  }

  /** What can stand here. */
  Place place(String text) {
    String before = text.substring(0, start).stripTrailing();
    if (before.endsWith("|") && !before.endsWith("||")) {
      return Place.AGGREGATE;
    }
    boolean closed = before.endsWith("}") && typed.isEmpty() && start > before.length();
    return closed ? Place.RELATION : Place.TERM;
  }

  /** Reads as the search language does, but forgives everything. */
  static SearchCursor at(String text, int caret) {
    Deque<String> groups = new ArrayDeque<>();
    int i = 0;
    int token = 0;
    String key = null;
    while (i < caret) {
      char c = text.charAt(i);
      if (c == '"') {
        int close = closing(text, i);
        if (close >= caret) {
          return new SearchCursor(
              key == null ? group(groups) : key,
              i,
              Math.min(text.length(), close + 1),
              text.substring(i + 1, caret));
        }
        i = close + 1;
      } else if (c == '(' || (c == '{' && key == null && i == token)) {
        groups.push(c == '{' ? BRACE : key == null ? "" : key);
        key = null;
        token = ++i;
      } else if (c == ')' || Character.isWhitespace(c) || (c == '}' && groups.contains(BRACE))) {
        if (c == ')' || c == '}') {
          groups.poll();
        }
        key = null;
        token = ++i;
      } else if (key == null && c == ':' && i > token) {
        key = text.substring(token, i);
        token = ++i;
      } else if (i == token && skipped(key, c)) {
        token = ++i;
      } else {
        i++;
      }
    }
    int end = caret;
    while (end < text.length() && !ends(text.charAt(end))) {
      end++;
    }
    return new SearchCursor(
        key == null ? group(groups) : key, token, end, text.substring(token, caret));
  }

  /** What may stand before a key or a value and is no part of it. */
  private static boolean skipped(@Nullable String key, char c) {
    return key == null ? c == '-' || c == '@' : c == '>' || c == '<' || c == '=';
  }

  private static @Nullable String group(Deque<String> groups) {
    String key = groups.peek();
    return key == null || key.isEmpty() || key.equals(BRACE) ? null : key;
  }

  private static int closing(String text, int quote) {
    int i = quote + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, text.length());
  }

  private static boolean ends(char c) {
    return Character.isWhitespace(c) || c == '(' || c == ')' || c == ':' || c == '}';
  }
}
