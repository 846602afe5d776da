package dev.eyepiece.ui.facet;

import dev.eyepiece.store.FacetValue;
import java.util.List;

/**
 * The values of one field, counted as if the search said nothing of that field.
 *
 * @param field of the search language
 * @param added whether the user added it, and so may take it away
 * @param more whether there are more values than these
 */
public record Facet(
    String field,
    String title,
    boolean added,
    List<FacetValue> values,
    boolean more,
    List<String> chosen,
    List<String> excluded) {

  public boolean isChosen(String value) {
    return chosen.stream().anyMatch(value::equalsIgnoreCase);
  }

  public boolean isExcluded(String value) {
    return excluded.stream().anyMatch(value::equalsIgnoreCase);
  }
}
