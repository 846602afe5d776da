package dev.eyepiece.ui.list;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.facet.Facet;
import dev.eyepiece.ui.facet.Facets;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.trace.Asking;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The facets of a list: those that are always there, and those that the user added. FX thread. */
final class ListFacets {
  private static final int MOST_KEYS = 1_000;

  private final ListModel<?> list;
  private final String noun;
  private final List<String> always;
  private final Asking facetAsking;
  private final Asking keysAsking;
  private final ObservableList<String> added = FXCollections.observableArrayList();

  /** Held here, for listeners on it would go with it. */
  private final ObservableList<String> addedSeen = FXCollections.unmodifiableObservableList(added);

  private final ReadOnlyObjectWrapper<List<Facet>> facets = new ReadOnlyObjectWrapper<>(List.of());

  ListFacets(ListModel<?> list, ListModel.Needs needs, String noun, List<String> always) {
    this.list = list;
    this.noun = noun;
    this.always = always;
    this.facetAsking = new Asking(needs.telemetry(), needs.background());
    this.keysAsking = new Asking(needs.telemetry(), needs.background());
  }

  void cancel() {
    facetAsking.cancel();
    keysAsking.cancel();
  }

  /** Counts, and says when that has ended in whatever way. */
  void ask(SearchText text, TimeRange range, Runnable ended) {
    List<String> own = List.copyOf(added);
    facetAsking.ask(
        "Count facets of " + noun,
        snapshot ->
            Facets.ask(
                (field, search, limit) -> list.facet(snapshot, field, search, range, limit),
                always,
                own,
                text),
        counted -> {
          facets.set(counted);
          ended.run();
        },
        failure -> {
          list.say("The facets could not be counted: " + ListModel.why(failure));
          ended.run();
        });
  }

  /** Shows one more; says whether there was none of it. */
  boolean add(String field) {
    boolean fresh = !field.isBlank() && !added.contains(field) && !always.contains(field);
    return fresh && added.add(field);
  }

  void remove(String field) {
    if (added.remove(field)) {
      facets.set(facets.get().stream().filter(facet -> !facet.field().equals(field)).toList());
    }
  }

  void keys(Consumer<List<FacetValue>> done) {
    keysAsking.ask(
        "List attribute keys of " + noun,
        snapshot -> list.keys(snapshot, MOST_KEYS),
        done,
        failure -> list.say("The attribute keys could not be listed: " + ListModel.why(failure)));
  }

  ObservableList<String> added() {
    return addedSeen;
  }

  ReadOnlyObjectProperty<List<Facet>> facetsProperty() {
    return facets.getReadOnlyProperty();
  }
}
