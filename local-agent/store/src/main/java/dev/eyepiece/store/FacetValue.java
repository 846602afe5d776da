package dev.eyepiece.store;

import java.util.Comparator;

/** A value and the number of spans that carry it. */
public record FacetValue(String value, long spans) {
  /** The most frequent first; ties by value. */
  public static final Comparator<FacetValue> MOST_FIRST =
      Comparator.comparingLong(FacetValue::spans).reversed().thenComparing(FacetValue::value);
}
