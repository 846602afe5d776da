package dev.eyepiece.ui.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The find line's text in the language of searches. People who come from other viewers write {@code
 * key=value}; it means {@code key:value} here.
 */
final class FindLine {
  private static final Pattern TERM =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\\s\"]++|\\s++");
  private static final Pattern PAIR = Pattern.compile("(-?[\\p{L}_][\\p{L}\\p{N}_.@/-]*+)=(.*)");

  private FindLine() {}

  /** {@code key:value}, quoted where the value needs it, as the find line reads it. */
  static String term(String key, String value) {
    boolean bare = value.matches("[^\\s\"()*<>=:-][^\\s\"()*<>=]*");
    return key
        + ":"
        + (bare ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
  }

  /** The text as a search; what stands in quotes stays as it is. */
  static String search(String typed) {
    StringBuilder search = new StringBuilder();
    Matcher terms = TERM.matcher(typed);
    while (terms.find()) {
      Matcher pair = PAIR.matcher(terms.group());
      search.append(pair.matches() ? pair.group(1) + ":" + pair.group(2) : terms.group());
    }
    return search.toString();
  }
}
