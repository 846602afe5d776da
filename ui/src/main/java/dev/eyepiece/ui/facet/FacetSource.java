package dev.eyepiece.ui.facet;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import java.util.List;

/** Counts the values of a field among the records that match; blocks. */
@FunctionalInterface
public interface FacetSource {

  /** The most frequent values, most frequent first, at most so many. */
  List<FacetValue> count(String field, Search search, int limit) throws StoreException;
}
