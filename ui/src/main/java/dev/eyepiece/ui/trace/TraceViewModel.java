package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * One trace as the page shows it: which rows are in sight, which is selected, what is found.
 * Completes itself as late spans arrive, and keeps selection, folding, zoom and place, also for
 * those who come back to the trace. FX thread only.
 */
public final class TraceViewModel {
  private final Ambient ambient;
  private final TraceSource source;
  private final SpanReader reader;
  private final TraceFinder finder;
  private final StatisticsModel statistics;
  private final FlameModel flame;
  private final TraceLogs logs;
  private final TraceTime time = new TraceTime();
  private final Pins pins = new Pins();
  private final TraceMemory memory = new TraceMemory();
  private final TraceSteps steps = new TraceSteps(this);

  private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(-1);
  private final ObjectProperty<PageMode> mode = new SimpleObjectProperty<>(PageMode.WATERFALL);
  private final BooleanProperty showCritical = new SimpleBooleanProperty(true);
  private final DoubleProperty top = new SimpleDoubleProperty();
  private final ReadOnlyStringWrapper grown = new ReadOnlyStringWrapper("");
  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
  private final ReadOnlyLongWrapper shape = new ReadOnlyLongWrapper();
  private final ReadOnlyLongWrapper reveals = new ReadOnlyLongWrapper();

  private @Nullable TraceData data;
  private @Nullable Outline outline;
  private long wantedSpan;
  private int sizeWhenOpened;

  public TraceViewModel(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      LongSupplier nanoTime,
      Later later) {
    this.ambient = ambient;
    source =
        new TraceSource(telemetry, ambient, background, nanoTime, later, () -> data, this::take);
    reader = new SpanReader(telemetry, background);
    finder = new TraceFinder(telemetry, background, selected::get, this::select, this::changed);
    statistics = new StatisticsModel(this, background);
    flame = new FlameModel(this, background);
    logs = new TraceLogs(telemetry, ambient, background, nanoTime, later);
    logs.allProperty().subscribe(() -> changed());
    mode.subscribe(now -> {
      statistics.setActive(now == PageMode.STATISTICS);
      flame.setActive(now == PageMode.FLAME);
    });
  }

  /**
   * Opens a trace; one that is open already stays as it is.
   *
   * @param spanId the span to select, 0 for none
   */
  public void open(TraceId id, long spanId) {
    boolean other = !id.equals(source.traceId());
    if (other) {
      remember();
      clear();
      finder.textProperty().set(ambient.searchProperty().get());
    } else if (spanId != 0 && spanId != wantedSpan && data != null) {
      selectSpan(data, spanId);
    }
    wantedSpan = spanId;
    source.open(id);
    logs.open(id);
  }

  private void clear() {
    data = null;
    outline = null;
    sizeWhenOpened = 0;
    selected.set(-1);
    logs.setSpan(0);
    reader.clear();
    finder.setData(null);
    pins.clear();
    top.set(0);
    grown.set("");
    time.reset(0);
    shapeChanged();
  }

  /** Stops all work until a trace is opened again. */
  public void hide() {
    remember();
    source.stop();
    logs.stop();
    reader.stop();
    finder.stop();
  }

  private void remember() {
    TraceId id = source.traceId();
    TraceData shown = data;
    Outline open = outline;
    if (id != null && shown != null && open != null) {
      int first = (int) top.get();
      VisibleRows rows = open.rows();
      memory.keep(
          id,
          new TraceMemory.Left(
              wantedSpan,
              selected.get() < 0 ? 0 : shown.tree().spanId(selected.get()),
              first < rows.size() ? shown.tree().spanId(rows.node(first)) : 0,
              time.scale(),
              open.folds()));
    }
  }

  private void take(TraceData now) {
    TraceData before = data;
    Outline known = outline;
    data = now;
    if (before == null || known == null) {
      outline = new Outline(now);
      sizeWhenOpened = now.spanCount();
      time.reset((double) now.tree().durationNano());
      begin(now, outline);
    } else {
      grow(before, now, known);
    }
    shapeChanged();
    finder.setData(now);
  }

  private void begin(TraceData now, Outline open) {
    TraceMemory.Left left = memory.of(now.tree().spans().traceId());
    if (left != null) {
      open.restore(left.folds());
      if (!left.scale().isWhole()) {
        time.show(left.scale().from(), left.scale().to());
      }
      int first = left.top() == 0 ? -1 : now.tree().nodeOf(left.top());
      top.set(first < 0 ? 0 : Math.max(0, open.rows().rowOf(now.tree(), first)));
    }
    if (left != null && left.asked() == wantedSpan && left.selected() != 0) {
      setSelected(now, now.tree().nodeOf(left.selected()));
    } else {
      selectSpan(now, wantedSpan);
    }
  }

  private void grow(TraceData before, TraceData now, Outline known) {
    int first = (int) top.get();
    int topNode =
        first > 0 && first < known.rows().size()
            ? TreeMoves.same(before.tree(), known.rows().node(first), now.tree())
            : -1;
    Outline open = Outline.grown(known, now);
    outline = open;
    pins.grown(before.tree(), now.tree());
    int same = TreeMoves.same(before.tree(), selected.get(), now.tree());
    if (same >= 0 && before.tree().isStub(selected.get()) && !now.tree().isStub(same)) {
      setSelected(now, same);
    } else {
      selected.set(same);
    }
    time.grow((double) now.tree().durationNano());
    int row = topNode < 0 ? -1 : open.rows().rowOf(now.tree(), topNode);
    if (row >= 0) {
      // The span at the upper edge stays there when late spans push rows in before it.
      top.set(top.get() + row - first);
    }
    int more = now.spanCount() - sizeWhenOpened;
    grown.set(more <= 0 ? "" : Formats.count(more, "new span"));
  }

  private void selectSpan(TraceData now, long spanId) {
    int node = spanId == 0 ? -1 : now.tree().nodeOf(spanId);
    select(node >= 0 ? node : now.headline());
  }

  private void changed() {
    version.set(version.get() + 1);
  }

  private void shapeChanged() {
    shape.set(shape.get() + 1);
    changed();
  }

  /** Selects a node and brings it into sight; -1 selects none. */
  public void select(int node) {
    TraceData shown = data;
    Outline open = outline;
    if (shown == null || open == null || node >= shown.tree().nodes()) {
      return;
    }
    if (node >= 0 && !open.rows().shows(shown.tree(), node)) {
      open.reveal(node);
      shapeChanged();
    }
    reveals.set(reveals.get() + 1);
    setSelected(shown, node);
  }

  private void setSelected(TraceData shown, int node) {
    selected.set(node);
    reader.read(shown.tree(), node);
    logs.setSpan(node < 0 || shown.tree().isStub(node) ? 0 : shown.tree().spanId(node));
    finder.say();
    changed();
  }

  public void setCollapsed(int node, boolean folded) {
    if (outline != null) {
      outline.setCollapsed(node, folded);
      foldsChanged();
    }
  }

  public void setAllCollapsed(boolean folded) {
    if (outline != null) {
      outline.setAllCollapsed(folded);
      foldsChanged();
    }
  }

  public void toggleOnlyCritical() {
    if (outline != null) {
      outline.setOnlyCritical(!outline.isOnlyCritical());
      foldsChanged();
    }
  }

  /** A selection whose row has gone goes up to the nearest that is left. */
  private void foldsChanged() {
    int row = selected.get() < 0 ? -1 : rows().rowOf(tree(), selected.get());
    if (row >= 0 && rows().node(row) != selected.get()) {
      select(rows().node(row));
    }
    shapeChanged();
  }

  /** Shows the selected branch alone, or all again. */
  public void toggleFocus() {
    int node = selected.get();
    if (outline == null || node < 0) {
      return;
    }
    outline.setFocus(outline.focus() == node ? -1 : node);
    if (outline.focus() >= 0) {
      time.fitTo(tree(), node);
    } else {
      time.fit();
    }
    reveals.set(reveals.get() + 1);
    shapeChanged();
  }

  /** Keeps the selected span in sight above the rows, or lets it go. */
  public void togglePin() {
    if (data != null && selected.get() >= 0) {
      pins.toggle(selected.get());
      changed();
    }
  }

  /** Empties the find line, if the reader has written into it; says whether that was so. */
  public boolean leaveFind() {
    String text = finder.textProperty().get();
    boolean own = !text.isEmpty() && !text.equals(ambient.searchProperty().get());
    if (own) {
      finder.textProperty().set("");
    }
    return own;
  }

  /** Leaves the branch that is shown alone; says whether there was one. */
  public boolean leaveFocus() {
    if (outline == null || outline.focus() < 0) {
      return false;
    }
    outline.setFocus(-1);
    time.fit();
    reveals.set(reveals.get() + 1);
    shapeChanged();
    return true;
  }

  /**
   * Shows the spans of a service and operation in the waterfall, found and one of them selected.
   *
   * @param name empty for any operation
   */
  public void showSpans(String service, String name, int node) {
    String byService = service.isEmpty() ? "-service:*" : FindLine.term("service", service);
    finder
        .textProperty()
        .set(name.isEmpty() ? byService : byService + " " + FindLine.term("name", name));
    mode.set(PageMode.WATERFALL);
    select(node);
  }

  /** Shows the time of a node. */
  public void fitTo(int node) {
    if (node >= 0 && data != null) {
      time.fitTo(tree(), node);
    }
  }

  /** What keys do to the selection. */
  TraceSteps steps() {
    return steps;
  }

  public TraceTime time() {
    return time;
  }

  public TraceFinder finder() {
    return finder;
  }

  public SpanReader reader() {
    return reader;
  }

  /** Log records of the trace. */
  public TraceLogs logs() {
    return logs;
  }

  public StatisticsModel statistics() {
    return statistics;
  }

  public FlameModel flame() {
    return flame;
  }

  /** The way in which the trace is shown. */
  public ObjectProperty<PageMode> modeProperty() {
    return mode;
  }

  Pins pins() {
    return pins;
  }

  public @Nullable TraceId traceId() {
    return source.traceId();
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

  public ReadOnlyObjectProperty<@Nullable PageState> stateProperty() {
    return source.stateProperty();
  }

  /** The selected node, -1 for none. */
  public ReadOnlyIntegerProperty selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  public BooleanProperty showCriticalProperty() {
    return showCritical;
  }

  /** How many rows lie above the upper edge, with the part of one that does. */
  public DoubleProperty topProperty() {
    return top;
  }

  /** "12 new spans" when the trace has grown since it was opened. */
  public ReadOnlyStringProperty grownProperty() {
    return grown.getReadOnlyProperty();
  }

  /** Grows when anything that a row shows has changed. */
  public ReadOnlyLongProperty versionProperty() {
    return version.getReadOnlyProperty();
  }

  /** Grows when there are other rows than before. */
  public ReadOnlyLongProperty shapeProperty() {
    return shape.getReadOnlyProperty();
  }

  /** Grows when the selection is to be brought into sight. */
  public ReadOnlyLongProperty revealsProperty() {
    return reveals.getReadOnlyProperty();
  }
}
