package dev.eyepiece.ui.traces;

import dev.eyepiece.store.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Works on the search as it is typed: terms of a field go in and out, the rest stays as it is. */
public final class SearchTerms {
  private SearchTerms() {}

  /** {@code field:value}, quoted when the value needs it. */
  public static String term(String field, String value) {
    boolean bare = value.matches("[^\\s\"()*<>]+");
    return field
        + ":"
        + (bare ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
  }

  /** Whether the term stands in the search. */
  public static boolean has(String search, String field, String value) {
    return find(search, term(field, value)).find();
  }

  /** The search with the term, or without it when it was there. */
  public static String toggle(String search, String field, String value) {
    String term = term(field, value);
    Matcher matcher = find(search, term);
    if (matcher.find()) {
      return (search.substring(0, matcher.start()) + " " + search.substring(matcher.end()))
          .strip()
          .replaceAll("\\s{2,}", " ");
    }
    return search.isBlank() ? term : search.strip() + " " + term;
  }

  private static Matcher find(String search, String term) {
    return Pattern.compile("(?<=^|\\s)" + Pattern.quote(term) + "(?=$|\\s)").matcher(search);
  }

  /** The search without its top-level terms of a field. */
  static Search without(Search search, String field) {
    return switch (search) {
      case Search.And and -> {
        List<Search> rest = new ArrayList<>();
        for (Search part : and.parts()) {
          Search left = without(part, field);
          if (left != Search.All.INSTANCE) {
            rest.add(left);
          }
        }
        yield rest.isEmpty()
            ? Search.All.INSTANCE
            : rest.size() == 1 ? rest.getFirst() : new Search.And(List.copyOf(rest));
      }
      case Search.Field term when term.key().equals(field) -> Search.All.INSTANCE;
      default -> search;
    };
  }
}
