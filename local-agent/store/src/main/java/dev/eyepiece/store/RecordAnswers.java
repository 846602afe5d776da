package dev.eyepiece.store;

import java.util.List;

/** What a snapshot answers about the records of one signal. Every call blocks; for one thread. */
public interface RecordAnswers {

  /** Records that match and lie in the range: spans, log records, data points or samples. */
  long count(Search search, TimeRange range) throws StoreException;

  /**
   * The most frequent values of a field among matching records, most frequent first.
   *
   * @param field a field of the search language for this signal, or an attribute key
   */
  List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException;

  /** Attribute keys that are held, most frequent first, with how many records carry them. */
  List<FacetValue> attributeKeys(int limit) throws StoreException;
}
