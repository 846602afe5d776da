package dev.eyepiece.ui.traces;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.ui.list.ListModel;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What traces within a box have more or less often than the others. FX thread only. */
final class ComparisonModel {
  private final Asking asking;
  private final ReadOnlyObjectWrapper<CompareState> state =
      new ReadOnlyObjectWrapper<>(new CompareState.Off());

  ComparisonModel(Telemetry telemetry, Background background) {
    asking = new Asking(telemetry, background);
  }

  /** Finds out what differs among the traces that a search and a range have. */
  void ask(Search search, TimeRange range, TraceBounds box) {
    state.set(new CompareState.Running(box));
    asking.ask(
        "Compare traces",
        snapshot -> Comparing.ask(snapshot, search, range, box),
        found -> state.set(new CompareState.Found(found)),
        failure -> state.set(new CompareState.Failed(box, ListModel.why(failure))));
  }

  /** Nothing is compared any more. */
  void close() {
    asking.cancel();
    state.set(new CompareState.Off());
  }

  /** Ends what is under way; what was found stays. */
  void stop() {
    if (state.get() instanceof CompareState.Running) {
      close();
    }
  }

  ReadOnlyObjectProperty<CompareState> stateProperty() {
    return state.getReadOnlyProperty();
  }
}
