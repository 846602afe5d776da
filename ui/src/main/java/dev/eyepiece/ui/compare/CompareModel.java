package dev.eyepiece.ui.compare;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.trace.Asking;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Two traces that are compared, and which of their calls are listed. FX thread only. */
public final class CompareModel {

  /** Which calls are listed. */
  public enum Only {
    ALL("All", null),
    LEFT("Only in A", Verdict.ONLY_LEFT),
    RIGHT("Only in B", Verdict.ONLY_RIGHT),
    SLOWER("Slower in B", Verdict.SLOWER),
    FASTER("Faster in B", Verdict.FASTER);

    private final String title;
    private final @Nullable Verdict verdict;

    Only(String title, @Nullable Verdict verdict) {
      this.title = title;
      this.verdict = verdict;
    }

    public String title() {
      return title;
    }

    boolean takes(CallRow row) {
      return verdict == null || row.verdict() == verdict;
    }
  }

  private final Asking asking;
  private final ReadOnlyObjectWrapper<@Nullable TwoTraces> traces = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<CallRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final ObjectProperty<Only> only = new SimpleObjectProperty<>(Only.ALL);
  private @Nullable TraceId left;
  private @Nullable TraceId right;

  public CompareModel(Telemetry telemetry, Background background) {
    asking = new Asking(telemetry, background);
    only.subscribe(() -> choose());
  }

  /** Compares two traces as they are held now. */
  public void open(TraceId first, TraceId second) {
    boolean other = !first.equals(left) || !second.equals(right);
    left = first;
    right = second;
    if (other) {
      traces.set(null);
      only.set(Only.ALL);
      choose();
      said.set("Loading");
    }
    asking.ask(
        "Compare two traces",
        snapshot -> TwoTraces.ask(snapshot, first, second),
        answer -> {
          traces.set(answer);
          choose();
        },
        failure ->
            said.set("The traces could not be read: " + String.valueOf(failure.getMessage())));
  }

  void stop() {
    asking.cancel();
  }

  private void choose() {
    TwoTraces now = traces.get();
    if (now == null) {
      rows.set(List.of());
      return;
    }
    rows.set(now.rows().stream().filter(only.get()::takes).toList());
    said.set(say(now));
  }

  private String say(TwoTraces now) {
    if (now.left() == null || now.right() == null) {
      TraceId missing = now.left() == null ? left : right;
      return "Trace " + missing + " is not held any more.";
    }
    return rows.get().size() == now.rows().size()
        ? "all of " + Formats.count(now.rows().size(), "call")
        : Formats.count(rows.get().size()) + " of " + Formats.count(now.rows().size(), "call");
  }

  /** How many calls a choice lists. */
  long count(Only which) {
    TwoTraces now = traces.get();
    return now == null ? 0 : now.rows().stream().filter(which::takes).count();
  }

  @Nullable TraceId left() {
    return left;
  }

  @Nullable TraceId right() {
    return right;
  }

  ReadOnlyObjectProperty<@Nullable TwoTraces> tracesProperty() {
    return traces.getReadOnlyProperty();
  }

  /** The calls to be listed, in reading order. */
  public ReadOnlyObjectProperty<List<CallRow>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** What is listed of how many, or why nothing is. */
  public ReadOnlyStringProperty saidProperty() {
    return said.getReadOnlyProperty();
  }

  public ObjectProperty<Only> onlyProperty() {
    return only;
  }
}
