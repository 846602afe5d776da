package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * One trace as the page shows it: the spans, which of them are in sight, which is selected, what is
 * found. Completes itself as late spans arrive, and keeps selection, folding and zoom. FX thread
 * only.
 */
public final class TraceViewModel {
  private final Ambient ambient;
  private final Asking traceAsking;
  private final Asking spanAsking;
  private final Asking findAsking;
  private final LiveRefresh live;

  private final ReadOnlyObjectWrapper<@Nullable PageState> state = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(-1);
  private final ReadOnlyObjectWrapper<@Nullable SpanRecord> record = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper recordTrouble = new ReadOnlyStringWrapper("");
  private final ObjectProperty<TimeScale> scale = new SimpleObjectProperty<>(TimeScale.whole(0, 1));
  private final BooleanProperty showCritical = new SimpleBooleanProperty(true);
  private final StringProperty find = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper found = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper grown = new ReadOnlyStringWrapper("");
  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();

  private @Nullable TraceId traceId;
  private @Nullable TraceData data;
  private @Nullable Outline outline;
  private @Nullable BitSet matches;
  private long wantedSpan;
  private int sizeWhenOpened;

  public TraceViewModel(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      LongSupplier nanoTime,
      Later later) {
    this.ambient = ambient;
    traceAsking = new Asking(telemetry, background);
    spanAsking = new Asking(telemetry, background);
    findAsking = new Asking(telemetry, background);
    live = new LiveRefresh(telemetry, background, nanoTime, later, this::load);
    ambient.liveProperty().subscribe(on -> live.setPaused(!on));
    find.subscribe((old, text) -> search());
  }

  /**
   * Opens a trace; one that is open already stays as it is.
   *
   * @param spanId the span to select, 0 for none
   */
  public void open(TraceId id, long spanId) {
    wantedSpan = spanId;
    if (!id.equals(traceId)) {
      traceId = id;
      clear();
      state.set(new PageState.Loading(id));
      find.set(ambient.searchProperty().get());
    } else if (spanId != 0 && data != null) {
      selectWanted(data);
    }
    load();
    live.start();
  }

  private void clear() {
    data = null;
    outline = null;
    matches = null;
    sizeWhenOpened = 0;
    selected.set(-1);
    record.set(null);
    recordTrouble.set("");
    grown.set("");
    found.set("");
    scale.set(TimeScale.whole(0, scale.get().width()));
  }

  /** Stops all work until a trace is opened again. */
  public void hide() {
    live.stop();
    traceAsking.cancel();
    spanAsking.cancel();
    findAsking.cancel();
    live.ended();
  }

  private void load() {
    TraceId id = traceId;
    if (id == null) {
      return;
    }
    TraceData known = data;
    live.began();
    traceAsking.ask(
        "Open trace " + id,
        snapshot -> {
          Optional<TraceSpans> spans = snapshot.trace(id);
          // Spans are never changed or taken out of a trace while it is held, so size tells.
          return spans.map(
              s -> known != null && known.spanCount() == s.size() ? known : TraceData.of(s));
        },
        answer -> {
          answer.ifPresentOrElse(this::take, () -> state.set(new PageState.NotHeld(id)));
          live.ended();
        },
        failure -> {
          state.set(new PageState.Failed("The trace could not be read: " + message(failure)));
          live.ended();
        });
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private void take(TraceData now) {
    TraceData before = data;
    if (now.equals(before) && state.get() instanceof PageState.Open) {
      return;
    }
    Outline known = outline;
    data = now;
    double total = (double) now.tree().durationNano();
    if (before == null || known == null) {
      outline = new Outline(now);
      sizeWhenOpened = now.spanCount();
      scale.set(TimeScale.whole(total, scale.get().width()));
      state.set(new PageState.Open(now));
      selectWanted(now);
    } else {
      outline = Outline.grown(known, now);
      int same = same(before.tree(), selected.get(), now.tree());
      scale.set(scale.get().withTotal(Math.max(total, scale.get().to())));
      state.set(new PageState.Open(now));
      selected.set(same);
      int more = now.spanCount() - sizeWhenOpened;
      grown.set(more <= 0 ? "" : Texts.count(more, "new span"));
    }
    changed();
    search();
  }

  /** The node of the same span, or of the span that stands for the stub now. */
  private static int same(TraceTree before, int node, TraceTree now) {
    if (node < 0) {
      return -1;
    }
    if (!before.isStub(node)) {
      long batch = before.spans().batchId()[node];
      int place = before.spans().place()[node];
      for (int row = 0; row < now.spans().size(); row++) {
        if (now.spans().place()[row] == place && now.spans().batchId()[row] == batch) {
          return row;
        }
      }
    }
    return now.nodeOf(before.spanId(node));
  }

  private void selectWanted(TraceData now) {
    int node = wantedSpan == 0 ? -1 : now.tree().nodeOf(wantedSpan);
    select(node >= 0 ? node : now.headline());
  }

  private void changed() {
    version.set(version.get() + 1);
  }

  /** Selects a node and brings it into sight; -1 selects none. */
  public void select(int node) {
    TraceData shown = data;
    Outline open = outline;
    if (shown == null || open == null || node >= shown.tree().nodes()) {
      return;
    }
    if (node >= 0 && open.rows().rowOf(shown.tree(), node) != rowExactly(node)) {
      open.reveal(node);
    }
    selected.set(node);
    changed();
    readSpan(shown, node);
  }

  private int rowExactly(int node) {
    int row = rows().rowOf(tree(), node);
    return row >= 0 && rows().node(row) == node ? row : -2;
  }

  private void readSpan(TraceData shown, int node) {
    recordTrouble.set("");
    if (node < 0 || shown.tree().isStub(node)) {
      spanAsking.cancel();
      record.set(null);
      return;
    }
    TraceSpans spans = shown.tree().spans();
    spanAsking.ask(
        "Read a span",
        snapshot -> snapshot.span(spans.batchId()[node], spans.place()[node]),
        answer -> {
          record.set(answer.orElse(null));
          recordTrouble.set(answer.isPresent() ? "" : "This span is no longer held.");
        },
        failure -> recordTrouble.set("The span could not be read: " + message(failure)));
  }

  private void search() {
    TraceData shown = data;
    String text = find.get();
    if (shown == null || text.isBlank()) {
      findAsking.cancel();
      matches = null;
      found.set("");
      changed();
      return;
    }
    Search search;
    try {
      search = Search.parse(text);
    } catch (SearchSyntaxException e) {
      found.set(e.getMessage());
      return;
    }
    findAsking.ask(
        "Find in the trace",
        snapshot -> snapshot.matches(shown.tree().spans(), search),
        rows -> {
          BitSet set = new BitSet();
          for (int row : rows) {
            set.set(row);
          }
          matches = set;
          sayFound();
          changed();
        },
        failure -> found.set(message(failure)));
  }

  private void sayFound() {
    BitSet set = matches;
    if (set == null) {
      found.set("");
      return;
    }
    int rank = NodeStep.rank(tree(), set, selected.get());
    int count = set.cardinality();
    String of = String.format(Locale.ROOT, "%,d of %,d spans match", count, spanCount());
    found.set(rank == 0 ? of : rank + " / " + of);
  }

  /** Goes to the next match, or the one before. */
  public void nextMatch(boolean forward) {
    BitSet set = matches;
    if (set != null) {
      step(set, forward);
      sayFound();
    }
  }

  /** Goes to the next span with an error, or the one before, and round at the end. */
  public void nextError(boolean forward) {
    if (data != null) {
      step(data.errors(), forward);
    }
  }

  private void step(BitSet marked, boolean forward) {
    int node = NodeStep.step(tree(), marked, selected.get(), forward);
    if (node >= 0) {
      select(node);
    }
  }

  /** Moves the selection over the rows in sight. */
  public void move(int rowsDown) {
    if (data == null || rows().size() == 0) {
      return;
    }
    int row = selected.get() < 0 ? -1 : rows().rowOf(tree(), selected.get());
    int to = Math.clamp((long) row + rowsDown, 0, rows().size() - 1);
    select(rows().node(to));
  }

  /** Goes to the sibling after or before. */
  public void sibling(boolean forward) {
    int node = selected.get();
    int above = node < 0 ? -1 : tree().parent(node);
    for (int i = 0; above >= 0 && i < tree().childCount(above); i++) {
      int to = forward ? i + 1 : i - 1;
      if (tree().child(above, i) == node && to >= 0 && to < tree().childCount(above)) {
        select(tree().child(above, to));
        return;
      }
    }
  }

  /** Folds the selected branch; one that is folded already gives the selection to its parent. */
  public void fold() {
    int node = selected.get();
    Outline open = outline;
    if (open == null || node < 0) {
      return;
    }
    if (tree().childCount(node) > 0 && !open.isCollapsed(node)) {
      setCollapsed(node, true);
    } else if (tree().parent(node) >= 0) {
      select(tree().parent(node));
    }
  }

  /** Opens the selected branch; one that is open gives the selection to its first child. */
  public void unfold() {
    int node = selected.get();
    Outline open = outline;
    if (open == null || node < 0 || tree().childCount(node) == 0) {
      return;
    }
    if (open.isCollapsed(node)) {
      setCollapsed(node, false);
    } else {
      select(tree().child(node, 0));
    }
  }

  public void setCollapsed(int node, boolean folded) {
    if (outline != null) {
      outline.setCollapsed(node, folded);
      keepSelectionInSight();
      changed();
    }
  }

  public void setAllCollapsed(boolean folded) {
    if (outline != null) {
      outline.setAllCollapsed(folded);
      keepSelectionInSight();
      changed();
    }
  }

  private void keepSelectionInSight() {
    int row = selected.get() < 0 ? -1 : rows().rowOf(tree(), selected.get());
    if (row >= 0 && rows().node(row) != selected.get()) {
      select(rows().node(row));
    }
  }

  /** Shows the selected branch alone, or all again. */
  public void toggleFocus() {
    if (outline != null) {
      int node = selected.get();
      outline.setFocus(outline.focus() == node ? -1 : node);
      if (outline.focus() >= 0) {
        fitTo(node);
      } else {
        fit();
      }
      changed();
    }
  }

  /** Empties the find line, if the reader has written into it; says whether that was so. */
  public boolean leaveFind() {
    boolean own = !find.get().isEmpty() && !find.get().equals(ambient.searchProperty().get());
    if (own) {
      find.set("");
    }
    return own;
  }

  /** Leaves the branch that is shown alone; says whether there was one. */
  public boolean leaveFocus() {
    if (outline == null || outline.focus() < 0) {
      return false;
    }
    outline.setFocus(-1);
    fit();
    changed();
    return true;
  }

  public void toggleOnlyCritical() {
    if (outline != null) {
      outline.setOnlyCritical(!outline.isOnlyCritical());
      keepSelectionInSight();
      changed();
    }
  }

  /** Shows the whole of the trace's time. */
  public void fit() {
    scale.set(TimeScale.whole(scale.get().total(), scale.get().width()));
  }

  /** Shows the time of one node, with a little air. */
  public void fitTo(int node) {
    if (node >= 0 && data != null) {
      double start = (double) tree().start(node);
      double air = (double) tree().duration(node) * 0.05;
      scale.set(scale.get().between(start - air, (double) tree().end(node) + air));
    }
  }

  public @Nullable TraceId traceId() {
    return traceId;
  }

  public @Nullable TraceData data() {
    return data;
  }

  /** The tree that is open; there must be one. */
  TraceTree tree() {
    if (data == null) {
      throw new IllegalStateException("no trace is open");
    }
    return data.tree();
  }

  /** The rows in sight; a trace must be open. */
  VisibleRows rows() {
    if (outline == null) {
      throw new IllegalStateException("no trace is open");
    }
    return outline.rows();
  }

  public @Nullable Outline outline() {
    return outline;
  }

  public int spanCount() {
    return data == null ? 0 : data.spanCount();
  }

  /** Nodes that the find line matches, {@code null} when nothing is looked for. */
  public @Nullable BitSet matches() {
    return matches;
  }

  public ReadOnlyObjectProperty<@Nullable PageState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** The selected node, -1 for none. */
  public ReadOnlyIntegerProperty selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /** The selected span whole; {@code null} until it is read, and for stubs. */
  public ReadOnlyObjectProperty<@Nullable SpanRecord> recordProperty() {
    return record.getReadOnlyProperty();
  }

  /** Why the selected span cannot be shown, empty when it can. */
  public ReadOnlyStringProperty recordTroubleProperty() {
    return recordTrouble.getReadOnlyProperty();
  }

  public ObjectProperty<TimeScale> scaleProperty() {
    return scale;
  }

  public BooleanProperty showCriticalProperty() {
    return showCritical;
  }

  /** The find line's text, in the language of searches. */
  public StringProperty findProperty() {
    return find;
  }

  /** What the find line found, or what is wrong with it. */
  public ReadOnlyStringProperty foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** "12 new spans" when the trace has grown since it was opened. */
  public ReadOnlyStringProperty grownProperty() {
    return grown.getReadOnlyProperty();
  }

  /** Grows when rows, matches or selection have changed. */
  public ReadOnlyLongProperty versionProperty() {
    return version.getReadOnlyProperty();
  }
}
