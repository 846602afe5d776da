package dev.eyepiece.ui.facet;

import dev.eyepiece.store.FacetValue;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;

/** What a pane of facets shows and does; implemented by view models. FX thread only. */
public interface FacetChoices {

  ReadOnlyObjectProperty<List<Facet>> facetsProperty();

  /** Adds what a value means to the search, or takes it away. */
  void toggle(String field, String value, boolean exclude);

  /** Shows the values of one more attribute. */
  void addFacet(String field);

  void removeFacet(String field);

  /** Finds out which attribute keys are held, most frequent first. */
  void attributeKeys(Consumer<List<FacetValue>> done);
}
