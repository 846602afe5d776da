package dev.eyepiece.ui.facet;

import dev.eyepiece.store.FacetValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which values of a facet are shown, and in which order. */
final class FacetOrder {
  private FacetOrder() {}

  /**
   * The values in the order of an earlier answer, new ones behind, so that nothing moves under a
   * pointer that is about to click.
   */
  static List<FacetValue> keeping(List<FacetValue> before, List<FacetValue> now) {
    Map<String, FacetValue> left = new LinkedHashMap<>();
    now.forEach(value -> left.put(value.value(), value));
    List<FacetValue> kept = new ArrayList<>(now.size());
    for (FacetValue old : before) {
      FacetValue newer = left.remove(old.value());
      kept.add(newer == null ? new FacetValue(old.value(), 0) : newer);
    }
    kept.addAll(left.values());
    return kept;
  }

  /** The values that contain a text, whatever its case. */
  static List<FacetValue> matching(List<FacetValue> values, String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return wanted.isEmpty()
        ? values
        : values.stream()
            .filter(value -> value.value().toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
  }

  /** The first values, and those further down that the search names. */
  static List<FacetValue> first(Facet facet, List<FacetValue> values, int most) {
    if (values.size() <= most) {
      return values;
    }
    List<FacetValue> first = new ArrayList<>(values.subList(0, most));
    values.subList(most, values.size()).stream()
        .filter(value -> facet.isChosen(value.value()) || facet.isExcluded(value.value()))
        .forEach(first::add);
    return first;
  }
}
