package dev.eyepiece.ui.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** What tells the series of a metric apart. */
public final class SeriesNames {
  private SeriesNames() {}

  /**
   * A name for each series: those of its attributes that not all of the others have alike.
   *
   * @param attributes of each series, as text
   * @param alone the name of a series without such attributes
   */
  public static List<String> of(List<SortedMap<String, String>> attributes, String alone) {
    Set<String> keys = new TreeSet<>();
    attributes.forEach(map -> keys.addAll(map.keySet()));
    Set<String> telling = new LinkedHashSet<>();
    for (String key : keys) {
      boolean everywhereTheSame =
          attributes.stream().map(map -> map.getOrDefault(key, "\0")).distinct().count() <= 1;
      if (!everywhereTheSame) {
        telling.add(key);
      }
    }
    List<String> names = new ArrayList<>();
    for (Map<String, String> map : attributes) {
      List<String> parts = new ArrayList<>();
      for (String key : telling) {
        if (map.containsKey(key)) {
          parts.add(key + "=" + map.get(key));
        }
      }
      names.add(parts.isEmpty() ? alone : String.join(", ", parts));
    }
    return List.copyOf(names);
  }
}
