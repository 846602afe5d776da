package dev.eyepiece.ui.traces;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts the facets. */
final class Facets {
  /** Values of a field that are shown at most. */
  static final int MOST_VALUES = 50;

  private static final Map<String, String> TITLES =
      Map.of("service", "Service", "name", "Operation", "status", "Status", "kind", "Kind");

  static final List<String> ALWAYS = List.of("service", "name", "status");

  private Facets() {}

  /** Counts each field over the spans that match the rest of the search. Blocks. */
  static List<Facet> ask(
      TelemetrySnapshot snapshot, List<String> added, SearchText text, TimeRange range)
      throws StoreException {
    List<Facet> facets = new ArrayList<>();
    for (String field : ALWAYS) {
      facets.add(facet(snapshot, field, false, text, range));
    }
    for (String field : added) {
      facets.add(facet(snapshot, field, true, text, range));
    }
    return List.copyOf(facets);
  }

  private static Facet facet(
      TelemetrySnapshot snapshot, String field, boolean added, SearchText text, TimeRange range)
      throws StoreException {
    List<String> chosen = text.values(field);
    List<String> excluded = text.excluded(field);
    List<FacetValue> values =
        new ArrayList<>(snapshot.facet(field, parse(text.withoutKey(field)), range, MOST_VALUES));
    for (String value : concat(chosen, excluded)) {
      if (values.stream().noneMatch(v -> v.value().equalsIgnoreCase(value))) {
        values.add(new FacetValue(value, 0));
      }
    }
    String title = TITLES.getOrDefault(field, field);
    return new Facet(field, title, added, List.copyOf(values), chosen, excluded);
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
