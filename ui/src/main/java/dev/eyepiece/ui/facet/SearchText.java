package dev.eyepiece.ui.facet;

import dev.eyepiece.store.SearchReading;
import dev.eyepiece.store.SearchToken;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The text of a search as the terms that stand side by side in it, so that facets and menus can add
 * and take away terms without touching what the user wrote. Immutable.
 *
 * @param terms joined by "and"; a search with {@code OR} at its top is one term
 */
public record SearchText(List<String> terms) {

  /** What stands between two braces, or between an aggregate and its value. */
  private static final Set<String> BETWEEN =
      Set.of(">>", ">", "<<", "<", "~", "&&", "||", "|", ">=", "<=", "=");

  /** Splits where the language has a new term; what cannot be read at spaces. */
  public static SearchText of(String text) {
    SearchReading reading = SearchReading.of(text, InstantSource.system());
    return new SearchText(
        glue(reading.found() == null ? split(text) : cut(text, reading.tokens())));
  }

  private static List<String> cut(String text, List<SearchToken> tokens) {
    List<String> terms = new ArrayList<>();
    int depth = 0;
    int start = 0;
    int end = 0;
    boolean before = true;
    for (SearchToken token : tokens) {
      String word = text.substring(token.start(), token.end());
      boolean between = token.kind() == SearchToken.Kind.OPERATOR && BETWEEN.contains(word);
      if (token.start() > end && depth == 0 && !between && !before) {
        terms.add(text.substring(start, end));
        start = token.start();
      } else if (end == 0) {
        start = token.start();
      }
      if (token.kind() == SearchToken.Kind.BRACKET) {
        depth += "([{".contains(word) ? 1 : -1;
      }
      end = token.end();
      before = between;
    }
    if (end > 0) {
      terms.add(text.substring(start, end));
    }
    return terms;
  }

  /** Whether a value is more than itself: an expression, a range. */
  private static boolean isMore(String value) {
    return value.startsWith("[")
        || value.startsWith("{")
        || (value.contains("..") && !value.startsWith("\""))
        || (value.length() > 1 && value.startsWith("/") && value.endsWith("/"));
  }

  private static List<String> split(String text) {
    List<String> terms = new ArrayList<>();
    StringBuilder term = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\' && i + 1 < text.length()) {
        term.append(c).append(text.charAt(++i));
        continue;
      }
      quoted ^= c == '"';
      depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (Character.isWhitespace(c) && !quoted && depth <= 0) {
        add(terms, term);
      } else {
        term.append(c);
      }
    }
    add(terms, term);
    return terms;
  }

  private static void add(List<String> terms, StringBuilder term) {
    if (!term.isEmpty()) {
      terms.add(term.toString());
      term.setLength(0);
    }
  }

  /** Joins what only has its meaning together: NOT and its term, a search with OR as a whole. */
  private static List<String> glue(List<String> terms) {
    if (terms.contains("OR")) {
      return List.of(String.join(" ", terms));
    }
    List<String> glued = new ArrayList<>();
    String before = "";
    for (String term : terms) {
      if (term.equals("NOT")) {
        before += "NOT ";
      } else if (!term.equals("AND")) {
        glued.add(before + term);
        before = "";
      }
    }
    if (!before.isEmpty()) {
      glued.add(before.strip());
    }
    return List.copyOf(glued);
  }

  /** The search to type, which reads back as these terms. */
  public String text() {
    return terms.size() == 1
        ? terms.getFirst()
        : String.join(" ", terms.stream().map(SearchText::closed).toList());
  }

  private static String closed(String term) {
    return isTopLevelOr(term) ? "(" + term + ")" : term;
  }

  private static boolean isTopLevelOr(String term) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < term.length(); i++) {
      char c = term.charAt(i);
      if (quoted && c == '\\') {
        i++;
        continue;
      }
      quoted ^= c == '"';
      depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && !quoted && term.startsWith(" OR ", i)) {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return terms.isEmpty();
  }

  /** Values that the search asks for in a field: {@code key:a} or {@code key:(a OR b)}. */
  public List<String> values(String key) {
    return terms.stream().flatMap(term -> Terms.values(term, key).stream()).distinct().toList();
  }

  /** Values that the search excludes: {@code -key:a}. */
  public List<String> excluded(String key) {
    return terms.stream()
        .filter(term -> term.startsWith("-"))
        .flatMap(term -> Terms.values(term.substring(1), key).stream())
        .distinct()
        .toList();
  }

  /** Asks for the value too, or no longer. */
  public SearchText toggle(String key, String value) {
    List<String> values = new ArrayList<>(values(key));
    if (!removeIgnoringCase(values, value)) {
      values.add(value);
    }
    SearchText others = without(term -> Terms.isOf(term, key));
    return others.without(term -> excludes(term, key, value)).withValues(key, values);
  }

  /** Excludes the value, or no longer. */
  public SearchText toggleExclude(String key, String value) {
    boolean had = excluded(key).stream().anyMatch(value::equalsIgnoreCase);
    SearchText rest = without(term -> excludes(term, key, value));
    List<String> values = new ArrayList<>(rest.values(key));
    if (removeIgnoringCase(values, value)) {
      rest = rest.without(term -> Terms.isOf(term, key)).withValues(key, values);
    }
    return had ? rest : rest.with("-" + Terms.key(key) + ":" + Terms.quoted(value));
  }

  private static boolean removeIgnoringCase(List<String> values, String value) {
    return values.removeIf(value::equalsIgnoreCase);
  }

  private static boolean excludes(String term, String key, String value) {
    return term.startsWith("-")
        && Terms.values(term.substring(1), key).stream().anyMatch(value::equalsIgnoreCase);
  }

  private SearchText withValues(String key, List<String> values) {
    return switch (values.size()) {
      case 0 -> this;
      case 1 -> with(Terms.key(key) + ":" + Terms.quoted(values.getFirst()));
      default ->
          with(
              Terms.key(key)
                  + ":("
                  + String.join(" OR ", values.stream().map(Terms::quoted).toList())
                  + ")");
    };
  }

  /** Adds a term at the end. */
  public SearchText with(String term) {
    List<String> more = new ArrayList<>(terms);
    more.add(term);
    return new SearchText(List.copyOf(more));
  }

  /** The search without everything that it says of a field, asked for or excluded. */
  public SearchText withoutKey(String key) {
    return without(term -> Terms.isOf(term.startsWith("-") ? term.substring(1) : term, key));
  }

  /** The search without the terms for which the test is true. */
  public SearchText without(Predicate<String> test) {
    return new SearchText(terms.stream().filter(term -> !test.test(term)).toList());
  }

  /** A value as it is written in a search, in quotes where it needs them. */
  public static String quoted(String value) {
    return Terms.quoted(value);
  }

  /** Reads single terms. */
  static final class Terms {
    private Terms() {}

    static boolean isOf(String term, String key) {
      String bare = term.startsWith("@") ? term.substring(1) : term;
      String head = key(key) + ":";
      return bare.regionMatches(true, 0, head, 0, head.length());
    }

    static List<String> values(String term, String key) {
      if (!isOf(term, key)) {
        return List.of();
      }
      String bare = term.startsWith("@") ? term.substring(1) : term;
      String value = bare.substring(key(key).length() + 1);
      if (!value.startsWith("(")) {
        return value.startsWith(">") || value.startsWith("<") || value.equals("*") || isMore(value)
            ? List.of()
            : List.of(unquoted(value));
      }
      String inside = value.endsWith(")") ? value.substring(1, value.length() - 1) : value;
      List<String> values = new ArrayList<>();
      for (String part : split(inside)) {
        if (!part.equals("OR")) {
          values.add(unquoted(part));
        }
      }
      return values;
    }

    /** A key as it is written in a search, in quotes where it would end too soon. */
    static String key(String key) {
      return key.matches("[^\\s()\":{@/-][^\\s()\":]*") ? key : inQuotes(key);
    }

    private static String inQuotes(String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A value as it is written in a search. */
    static String quoted(String value) {
      boolean plain =
          !value.isEmpty()
              && value
                  .chars()
                  .noneMatch(c -> Character.isWhitespace(c) || "()\"*\\".indexOf(c) >= 0)
              && !value.startsWith(">")
              && !value.startsWith("<")
              && !isMore(value)
              && !List.of("or", "and", "not").contains(value.toLowerCase(Locale.ROOT));
      return plain ? value : inQuotes(value);
    }

    private static String unquoted(String value) {
      if (!value.startsWith("\"") || !value.endsWith("\"") || value.length() < 2) {
        return value;
      }
      StringBuilder text = new StringBuilder();
      for (int i = 1; i < value.length() - 1; i++) {
        char c = value.charAt(i);
        text.append(c == '\\' && i + 2 < value.length() ? value.charAt(++i) : c);
      }
      return text.toString();
    }
  }
}
