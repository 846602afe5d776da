package dev.eyepiece.ui.facet;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts facets. */
public final class Facets {
  /** Values of a field that are asked for at most. */
  public static final int MOST_VALUES = 200;

  private static final Map<String, String> TITLES =
      Map.of(
          "service", "Service",
          "name", "Operation",
          "status", "Status",
          "kind", "Kind",
          "severity", "Severity",
          "scope", "Scope",
          "event", "Event");

  private Facets() {}

  /**
   * Counts each field over the records that match the rest of the search. Blocks.
   *
   * @param always fields that are always there
   * @param added fields that the user added, and may take away
   */
  public static List<Facet> ask(
      FacetSource source, List<String> always, List<String> added, SearchText text)
      throws StoreException {
    List<Facet> facets = new ArrayList<>();
    for (String field : always) {
      facets.add(facet(source, field, false, text));
    }
    for (String field : added) {
      facets.add(facet(source, field, true, text));
    }
    return List.copyOf(facets);
  }

  private static Facet facet(FacetSource source, String field, boolean added, SearchText text)
      throws StoreException {
    List<String> chosen = text.values(field);
    List<String> excluded = text.excluded(field);
    List<FacetValue> values =
        new ArrayList<>(source.count(field, parse(text.withoutKey(field)), MOST_VALUES + 1));
    boolean more = values.size() > MOST_VALUES;
    if (more) {
      values.removeLast();
    }
    // What the search names stays in sight, also where nothing is left of it.
    for (String value : concat(chosen, excluded)) {
      if (values.stream().noneMatch(v -> v.value().equalsIgnoreCase(value))) {
        values.add(new FacetValue(value, 0));
      }
    }
    String title = TITLES.getOrDefault(field, field);
    return new Facet(field, title, added, List.copyOf(values), more, chosen, excluded);
  }

  private static List<String> concat(List<String> a, List<String> b) {
    List<String> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  private static Search parse(SearchText text) throws StoreException {
    try {
      return Search.parse(text.text());
    } catch (SearchSyntaxException e) {
      throw new StoreException("the rest of the search does not read: " + e.getMessage(), e);
    }
  }
}
