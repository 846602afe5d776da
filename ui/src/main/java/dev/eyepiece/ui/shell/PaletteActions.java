package dev.eyepiece.ui.shell;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.search.SearchHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the palette offers everywhere: searches that were made, services, time ranges. */
final class PaletteActions {
  private static final int[] RANGE_MINUTES = {5, 15, 30, 60, 360, 1440};

  private final Frame frame;
  private final Navigator navigator;
  private final SearchHistory history;

  PaletteActions(Frame frame, Navigator navigator, SearchHistory history) {
    this.frame = frame;
    this.navigator = navigator;
    this.history = history;
  }

  List<Action> ranges() {
    List<Action> actions = new ArrayList<>();
    actions.add(range(new Ambient.Range.All()));
    for (int minutes : RANGE_MINUTES) {
      actions.add(range(new Ambient.Range.Last(Duration.ofMinutes(minutes))));
    }
    return actions;
  }

  private Action range(Ambient.Range range) {
    return new Action(
        RangeText.compact(range, frame.zone()),
        "Time",
        "",
        () -> frame.ambient().rangeProperty().set(range));
  }

  List<Action> searches() {
    return history.all().stream()
        .map(search -> new Action(search, "Search", "", () -> search(search)))
        .toList();
  }

  List<Action> services(List<FacetValue> services) {
    return services.stream()
        .filter(service -> !service.value().isEmpty())
        .map(service ->
            new Action(
                service.value(),
                "Service",
                "",
                () -> search("service:" + SearchText.quoted(service.value()))))
        .toList();
  }

  private void search(String text) {
    frame.ambient().searchProperty().set(text);
    navigator.openMatches();
  }
}
