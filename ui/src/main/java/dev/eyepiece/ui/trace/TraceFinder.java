package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** Finds spans of the open trace, in the language of searches. FX thread only. */
public final class TraceFinder {
  private final Asking asking;
  private final IntSupplier selected;
  private final IntConsumer select;
  private final Runnable changed;
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper found = new ReadOnlyStringWrapper("");
  private @Nullable TraceData data;
  private @Nullable BitSet matches;

  TraceFinder(
      Telemetry telemetry,
      Background background,
      IntSupplier selected,
      IntConsumer select,
      Runnable changed) {
    asking = new Asking(telemetry, background);
    this.selected = selected;
    this.select = select;
    this.changed = changed;
    text.subscribe((old, now) -> search());
  }

  /** Another trace, the same one with more spans, or none. */
  void setData(@Nullable TraceData now) {
    boolean same = data != null && now != null && data.isSameTraceAs(now);
    data = now;
    if (!same) {
      matches = null;
      found.set("");
    }
    search();
  }

  private void search() {
    TraceData shown = data;
    if (shown == null || text.get().isBlank()) {
      asking.cancel();
      matches = null;
      found.set("");
      changed.run();
      return;
    }
    Search search;
    try {
      search = Search.parse(FindLine.search(text.get()));
    } catch (SearchSyntaxException e) {
      asking.cancel();
      found.set("at character " + (e.position() + 1) + ": " + e.getMessage());
      return;
    }
    asking.ask(
        "Find in the trace",
        snapshot -> snapshot.matches(shown.tree().spans(), search),
        rows -> {
          BitSet set = new BitSet();
          for (int row : rows) {
            set.set(row);
          }
          matches = set;
          say();
          changed.run();
        },
        failure -> found.set(Texts.of(failure)));
  }

  /** Says which match is selected, or how many there are. */
  void say() {
    BitSet set = matches;
    TraceData shown = data;
    if (set == null || shown == null) {
      return;
    }
    int rank = NodeStep.rank(shown.tree(), set, selected.getAsInt());
    int count = set.cardinality();
    String all = Formats.count(shown.spanCount(), "span");
    if (rank > 0) {
      found.set("match " + Formats.count(rank) + " of " + Formats.count(count) + " in " + all);
    } else {
      found.set(
          Formats.count(count) + " of " + all + (shown.spanCount() == 1 ? " matches" : " match"));
    }
  }

  /** Goes to the next match, or the one before, and round at the end. */
  public void next(boolean forward) {
    BitSet set = matches;
    TraceData shown = data;
    if (set != null && shown != null) {
      int node = NodeStep.step(shown.tree(), set, selected.getAsInt(), forward);
      if (node >= 0) {
        select.accept(node);
      }
    }
  }

  void stop() {
    asking.cancel();
  }

  /** Nodes that match, {@code null} when nothing is looked for. */
  public @Nullable BitSet matches() {
    return matches;
  }

  /** What is looked for; may be a text that does not read. */
  public StringProperty textProperty() {
    return text;
  }

  /** What was found, or what is wrong with the text. */
  public ReadOnlyStringProperty foundProperty() {
    return found.getReadOnlyProperty();
  }
}
