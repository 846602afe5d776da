package dev.eyepiece.ui.trace;

/** What a value of a span can do to the search. */
public interface SearchActions {

  /** Lists the traces that have the value. */
  void filter(String key, String value);

  /** Lists the traces without the value. */
  void exclude(String key, String value);
}
