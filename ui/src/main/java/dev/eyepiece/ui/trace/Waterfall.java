package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.theme.Theme;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a trace on a canvas as large as the pane: tree at the left, bars at the right. Draws
 * at most once a pulse, and only what is in sight.
 */
final class Waterfall extends Region {
  private static final double TREE_SHARE = 0.38;
  private static final double WIDEST_BY_ITSELF = 0.5;
  private static final double LEAST_TREE = 280;
  private static final double LEAST_BARS = 160;
  private static final double LEAST_SHARE = 0.1;
  private static final double MOST_SHARE = 0.9;
  private static final int ROWS_MEASURED = 60;

  /** The tree's share of the width, remembered when the reader has set it. */
  private static final String SHARE = "trace.tree";

  private final TraceViewModel model;
  private final Theme theme;
  private final Remembered remembered;
  private WaterfallPainter painter;
  private final Canvas canvas = new Canvas();
  private final ScrollBar bar = new ScrollBar();
  private final RowAccess access;
  private final Asking eventAsking;
  private final WaterfallMouse mouse;

  private @Nullable EventMarks events;
  private @Nullable TraceColours colours;
  private @Nullable TraceData shown;
  private double treeShare;
  private boolean treeSetByHand;
  private int hover = -1;
  private long seenReveals;

  Waterfall(TraceViewModel model, Theme theme, Remembered remembered, Asking eventAsking) {
    this.model = model;
    this.theme = theme;
    this.remembered = remembered;
    double share = remembered.number(SHARE, -1);
    treeSetByHand = share >= LEAST_SHARE && share <= MOST_SHARE;
    treeShare = treeSetByHand ? share : TREE_SHARE;
    this.eventAsking = eventAsking;
    this.access = new RowAccess(model);
    setId("waterfall");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TREE_VIEW);
    setAccessibleText("Spans of the trace");
    setMinSize(320, 120);
    bar.setOrientation(Orientation.VERTICAL);
    bar.setUnitIncrement(1);
    bar.valueProperty().bindBidirectional(model.topProperty());
    getChildren().addAll(canvas, access, bar);
    model.topProperty().subscribe(() -> requestLayout());
    model.versionProperty().subscribe(() -> requestLayout());
    model.time().scaleProperty().subscribe(() -> requestLayout());
    model.showCriticalProperty().subscribe(() -> requestLayout());
    model
        .selectedProperty()
        .subscribe(() -> notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM));
    focusedProperty().subscribe(() -> requestLayout());
    theme.densityProperty().subscribe(() -> requestLayout());
    painter = new WaterfallPainter(theme.fonts());
    theme
        .fontsProperty()
        .subscribe((old, fonts) -> {
          painter = new WaterfallPainter(fonts);
          requestLayout();
        });
    theme
        .tokensProperty()
        .subscribe(() -> {
          colours = null;
          requestLayout();
        });
    mouse = new WaterfallMouse(this, canvas, model);
  }

  Grid grid() {
    return Grid.of(theme.density());
  }

  double canvasWidth() {
    return Math.max(1, getWidth() - bar.prefWidth(-1));
  }

  double treeWidth() {
    double most = Math.max(LEAST_TREE, canvasWidth() - LEAST_BARS);
    return Math.round(Math.clamp(canvasWidth() * treeShare, Math.min(LEAST_TREE, most), most));
  }

  /** The reader has put the edge between tree and bars somewhere. */
  void setTreeWidth(double pixels) {
    treeSetByHand = true;
    treeShare = Math.clamp(pixels / canvasWidth(), LEAST_SHARE, MOST_SHARE);
    remembered.put(SHARE, treeShare);
    requestLayout();
  }

  /** Pixels over which the time in sight lies. */
  double timeWidth() {
    return Math.max(1, canvasWidth() - treeWidth() - Grid.AIR);
  }

  private double rowsTop() {
    return Grid.HEADER + model.pins().size() * grid().row();
  }

  /** Rows that have room in the pane. */
  private double page() {
    return Math.max(1, (getHeight() - rowsTop()) / grid().row());
  }

  /** Rows that fit into the pane whole, but for one that stays in sight when paging. */
  int pageRows() {
    return Math.max(1, (int) page() - 1);
  }

  @Override
  protected void layoutChildren() {
    double width = canvasWidth();
    canvas.setWidth(width);
    canvas.setHeight(getHeight());
    double barWidth = bar.prefWidth(-1);
    bar.resizeRelocate(width, Grid.HEADER, barWidth, Math.max(0, getHeight() - Grid.HEADER));
    access.resizeRelocate(0, 0, width, getHeight());
    TraceData data = model.data();
    Outline outline = model.outline();
    if (data == null || outline == null) {
      shown = null;
      bar.setVisible(false);
      access.clear();
      canvas.getGraphicsContext2D().clearRect(0, 0, width, getHeight());
      return;
    }
    take(data);
    scrollRange(outline.rows());
    reveal(outline.rows());
    draw(data, outline);
  }

  private void take(TraceData data) {
    TraceData before = shown;
    if (data.equals(before)) {
      return;
    }
    shown = data;
    colours = null;
    if (events == null) {
      events = new EventMarks(eventAsking, data.tree(), () -> requestLayout());
    } else {
      events.setTree(data.tree());
    }
    if (before == null || !before.isSameTraceAs(data)) {
      widenTree(data);
    }
  }

  private void widenTree(TraceData data) {
    if (treeSetByHand || getWidth() <= 0) {
      return;
    }
    VisibleRows rows = model.rows();
    int from = Math.min((int) model.topProperty().get(), rows.size());
    int to = Math.min(rows.size(), from + ROWS_MEASURED);
    double standard = canvasWidth() * TREE_SHARE;
    double wanted = painter.tree().wanted(data.tree(), rows, from, to, standard);
    treeShare = Math.clamp(wanted / canvasWidth(), TREE_SHARE, WIDEST_BY_ITSELF);
  }

  private void scrollRange(VisibleRows rows) {
    bar.setVisible(rows.size() > page());
    bar.setMax(Math.max(0, rows.size() - page()));
    bar.setVisibleAmount(bar.getMax() * page() / Math.max(rows.size(), page()));
    bar.setBlockIncrement(page());
    scrollTo(bar.getValue());
  }

  /** Scrolls so that a row is at the upper edge, as far as there are rows. */
  void scrollTo(double row) {
    bar.setValue(Math.clamp(row, 0, bar.getMax()));
  }

  /** Brings the selection into sight where that was asked for. */
  private void reveal(VisibleRows rows) {
    long asked = model.revealsProperty().get();
    if (asked == seenReveals) {
      return;
    }
    seenReveals = asked;
    int selected = model.selectedProperty().get();
    int row = selected < 0 ? -1 : rows.rowOf(model.tree(), selected);
    if (row < 0) {
      return;
    }
    if (row < bar.getValue()) {
      scrollTo(row - 2);
    } else if (row + 1 > bar.getValue() + page()) {
      scrollTo(row + 3 - page());
    }
  }

  private void draw(TraceData data, Outline outline) {
    TraceColours colouring = colours;
    if (colouring == null) {
      colouring = new TraceColours(theme, data.tree().spans());
      colours = colouring;
    }
    EventMarks marks = events;
    if (marks == null) {
      return;
    }
    WaterfallPainter.Frame frame =
        new WaterfallPainter.Frame(
            data,
            outline,
            model.pins(),
            grid(),
            model.time().scale().withWidth(timeWidth()),
            marks,
            model.logs().allProperty().get(),
            model.finder().matches(),
            canvasWidth(),
            getHeight(),
            bar.getValue(),
            treeWidth(),
            model.selectedProperty().get(),
            hover,
            model.showCriticalProperty().get(),
            isFocused());
    painter.paint(canvas.getGraphicsContext2D(), colouring, frame);
    access.show(frame);
    marks.look(outline.rows(), frame.firstRow(), frame.lastRow());
  }

  /** The node whose row lies at a height, -1 for none. */
  int nodeAt(double y) {
    if (y < Grid.HEADER || model.outline() == null) {
      return -1;
    }
    if (y < rowsTop()) {
      return model.pins().node((int) ((y - Grid.HEADER) / grid().row()));
    }
    int row = (int) ((y - rowsTop()) / grid().row() + bar.getValue());
    return row < model.rows().size() ? model.rows().node(row) : -1;
  }

  /** The mark on a node's bar at a place of the canvas, if there is one. */
  Optional<Mark> markAt(int node, double x) {
    EventMarks marks = events;
    TraceData data = model.data();
    double at = x - treeWidth();
    if (marks == null || data == null || node < 0 || at < 0 || data.tree().isStub(node)) {
      return Optional.empty();
    }
    TimeScale scale = model.time().scale().withWidth(timeWidth());
    List<LogRow> logs = model.logs().allProperty().get().of(data.tree().spanId(node));
    for (LogDots.Dot dot : LogDots.of(scale, logs, data.tree().startUnixNano())) {
      if (Math.abs(dot.x() - at) <= Mark.REACH) {
        return Optional.of(new Mark.Logs(logs.subList(dot.from(), dot.to())));
      }
    }
    return marks.of(node).stream()
        .filter(event -> Math.abs(scale.x((double) event.at()) - at) <= Mark.REACH)
        .findFirst()
        .map(Mark.Event::new);
  }

  /** Tells of marks that are clicked. */
  void onMark(Consumer<Mark> listener) {
    mouse.onMark(listener);
  }

  /** The node under the pointer, -1 for none. */
  void setHover(int node) {
    if (node != hover) {
      hover = node;
      requestLayout();
    }
  }

  int hover() {
    return hover;
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case ROW_COUNT -> model.outline() == null ? 0 : model.rows().size();
      case ROW_AT_INDEX -> access.row((Integer) parameters[0]);
      case FOCUS_ITEM -> access.selected();
      case SELECTED_ITEMS -> access.selected() == null ? List.of() : List.of(access.selected());
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }
}
