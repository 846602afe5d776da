package dev.eyepiece.ui.traces;

import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.trace.SearchActions;

/** Puts a value of a span into the one search line and shows the list. */
public final class SearchFromSpan implements SearchActions {
  private final Ambient ambient;
  private final Navigator navigator;

  public SearchFromSpan(Ambient ambient, Navigator navigator) {
    this.ambient = ambient;
    this.navigator = navigator;
  }

  @Override
  public void filter(String key, String value) {
    SearchText text = SearchText.of(ambient.searchProperty().get());
    boolean there = text.values(key).stream().anyMatch(value::equalsIgnoreCase);
    go(there ? text : text.toggle(key, value));
  }

  @Override
  public void exclude(String key, String value) {
    SearchText text = SearchText.of(ambient.searchProperty().get());
    boolean there = text.excluded(key).stream().anyMatch(value::equalsIgnoreCase);
    go(there ? text : text.toggleExclude(key, value));
  }

  private void go(SearchText text) {
    // First away from where the value stands, so that the way back leads to its own search.
    navigator.openMatches();
    ambient.searchProperty().set(text.text());
  }
}
