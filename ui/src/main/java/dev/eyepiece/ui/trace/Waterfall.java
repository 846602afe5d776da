package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Theme;
import java.util.BitSet;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.util.Duration;
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
  private static final double GRAB = 4;
  private static final double ZOOM_STEP = 1.2;

  /** What a pressed button is dragging. */
  private enum Drag {
    NONE,
    DIVIDER,
    TIME
  }

  private final TraceViewModel model;
  private final Theme theme;
  private final WaterfallPainter painter = new WaterfallPainter();
  private final Canvas canvas = new Canvas();
  private final ScrollBar bar = new ScrollBar();
  private final Tooltip tooltip = new Tooltip();
  private final Asking eventAsking;
  private @Nullable EventMarks events;
  private @Nullable TraceColours colours;
  private @Nullable TraceData shown;
  private double treeShare = TREE_SHARE;
  private boolean treeSetByHand;
  private int hover = -1;
  private int seenSelection = -1;
  private Drag drag = Drag.NONE;
  private double draggedFrom;

  Waterfall(TraceViewModel model, Theme theme, Asking eventAsking) {
    this.model = model;
    this.theme = theme;
    this.eventAsking = eventAsking;
    setId("waterfall");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TREE_VIEW);
    setMinSize(320, 120);
    bar.setOrientation(Orientation.VERTICAL);
    bar.valueProperty().subscribe(() -> requestLayout());
    getChildren().addAll(canvas, bar);
    tooltip.setShowDelay(Duration.millis(400));
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(560);
    model.versionProperty().subscribe(() -> requestLayout());
    model.scaleProperty().subscribe(() -> requestLayout());
    model.showCriticalProperty().subscribe(() -> requestLayout());
    focusedProperty().subscribe(() -> requestLayout());
    theme
        .tokensProperty()
        .subscribe(() -> {
          colours = null;
          requestLayout();
        });
    canvas.setOnMousePressed(this::pressed);
    canvas.setOnMouseDragged(this::dragged);
    canvas.setOnMouseReleased(event -> drag = Drag.NONE);
    canvas.setOnMouseMoved(this::moved);
    canvas.setOnMouseExited(event -> setHover(-1));
    canvas.setOnScroll(this::wheel);
  }

  private double canvasWidth() {
    return Math.max(1, getWidth() - bar.prefWidth(-1));
  }

  private double treeWidth() {
    double most = Math.max(LEAST_TREE, canvasWidth() - LEAST_BARS);
    return Math.round(Math.clamp(canvasWidth() * treeShare, Math.min(LEAST_TREE, most), most));
  }

  private double page() {
    return Math.max(Grid.ROW, getHeight() - Grid.HEADER);
  }

  /** Rows that fit into the pane whole. */
  int pageRows() {
    return Math.max(1, (int) (page() / Grid.ROW) - 1);
  }

  @Override
  protected void layoutChildren() {
    double width = canvasWidth();
    canvas.setWidth(width);
    canvas.setHeight(getHeight());
    double barWidth = bar.prefWidth(-1);
    bar.resizeRelocate(width, Grid.HEADER, barWidth, Math.max(0, getHeight() - Grid.HEADER));
    TraceData data = model.data();
    Outline outline = model.outline();
    if (data == null || outline == null) {
      shown = null;
      bar.setVisible(false);
      canvas.getGraphicsContext2D().clearRect(0, 0, width, getHeight());
      return;
    }
    take(data);
    scrollRange(outline.rows());
    followSelection(outline.rows());
    draw(data, outline);
  }

  private void take(TraceData data) {
    if (data.equals(shown)) {
      return;
    }
    boolean grown = shown != null && shown.tree().spans().traceId().equals(traceIdOf(data));
    if (grown && shown != null) {
      keepPlace(shown, data);
    }
    shown = data;
    colours = null;
    if (events == null) {
      events = new EventMarks(eventAsking, data.tree(), () -> requestLayout());
    } else {
      events.setTree(data.tree());
    }
    if (!grown) {
      bar.setValue(0);
      seenSelection = -1;
      widenTree(data);
    }
  }

  private static Object traceIdOf(TraceData data) {
    return data.tree().spans().traceId();
  }

  /** The span at the upper edge stays there when late spans push rows in before it. */
  private void keepPlace(TraceData before, TraceData now) {
    int row = (int) (bar.getValue() / Grid.ROW);
    if (row == 0 || topNode < 0) {
      return;
    }
    int node = now.tree().nodeOf(before.tree().spanId(topNode));
    int newRow = node < 0 ? -1 : model.rows().rowOf(now.tree(), node);
    if (newRow >= 0) {
      bar.setMax(Double.MAX_VALUE);
      bar.setValue(bar.getValue() + (newRow - row) * Grid.ROW);
    }
  }

  private int topNode = -1;

  private void widenTree(TraceData data) {
    if (treeSetByHand || getWidth() <= 0) {
      return;
    }
    VisibleRows rows = model.rows();
    double standard = canvasWidth() * TREE_SHARE;
    double wanted =
        painter.tree().wanted(data.tree(), rows, 0, Math.min(rows.size(), 60), standard);
    treeShare = Math.clamp(wanted / canvasWidth(), TREE_SHARE, WIDEST_BY_ITSELF);
  }

  private void scrollRange(VisibleRows rows) {
    double content = rows.size() * Grid.ROW;
    bar.setVisible(content > page());
    bar.setMax(Math.max(0, content - page()));
    bar.setVisibleAmount(bar.getMax() * page() / Math.max(content, page()));
    bar.setBlockIncrement(page());
    bar.setUnitIncrement(Grid.ROW);
    bar.setValue(Math.clamp(bar.getValue(), 0, bar.getMax()));
  }

  private void followSelection(VisibleRows rows) {
    int selected = model.selectedProperty().get();
    if (selected == seenSelection) {
      return;
    }
    seenSelection = selected;
    int row = selected < 0 ? -1 : rows.rowOf(model.tree(), selected);
    if (row < 0) {
      return;
    }
    double top = row * Grid.ROW;
    double value = bar.getValue();
    if (top < value) {
      value = top - 2 * Grid.ROW;
    } else if (top + Grid.ROW > value + page()) {
      value = top + 3 * Grid.ROW - page();
    }
    bar.setValue(Math.clamp(value, 0, bar.getMax()));
    setAccessibleText(RowTip.accessible(model.tree(), selected));
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
    double tree = treeWidth();
    TimeScale scale = model.scaleProperty().get().withWidth(canvasWidth() - tree - Grid.AIR);
    BitSet matches = model.matches();
    WaterfallPainter.Frame frame =
        new WaterfallPainter.Frame(
            data,
            outline,
            scale,
            marks,
            matches,
            canvasWidth(),
            getHeight(),
            bar.getValue(),
            tree,
            model.selectedProperty().get(),
            hover,
            model.showCriticalProperty().get(),
            isFocused());
    painter.paint(canvas.getGraphicsContext2D(), colouring, frame);
    topNode = outline.rows().size() == 0 ? -1 : outline.rows().node(frame.firstRow());
    marks.look(outline.rows(), frame.firstRow(), frame.lastRow());
  }

  /** The row at a height, -1 for none. */
  private int rowAt(double y) {
    if (y < Grid.HEADER || model.outline() == null) {
      return -1;
    }
    int row = (int) ((y - Grid.HEADER + bar.getValue()) / Grid.ROW);
    return row < model.rows().size() ? row : -1;
  }

  private boolean isOnDivider(double x) {
    return Math.abs(x - treeWidth()) <= GRAB;
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    draggedFrom = event.getX();
    if (event.getButton() != MouseButton.PRIMARY || model.outline() == null) {
      return;
    }
    if (isOnDivider(event.getX())) {
      drag = Drag.DIVIDER;
      return;
    }
    if (event.getX() > treeWidth()) {
      drag = Drag.TIME;
    }
    int row = rowAt(event.getY());
    if (row < 0) {
      return;
    }
    int node = model.rows().node(row);
    double box = TreePainter.boxX(model.tree(), node, treeWidth());
    boolean onBox = event.getX() >= box - 2 && event.getX() <= box + Grid.BOX + 2;
    if (onBox && model.tree().childCount(node) > 0) {
      model.setCollapsed(node, !model.outline().isCollapsed(node));
    } else {
      model.select(node);
      if (event.getClickCount() == 2) {
        model.fitTo(node);
      }
    }
  }

  private void dragged(MouseEvent event) {
    if (drag == Drag.DIVIDER) {
      treeSetByHand = true;
      treeShare = Math.clamp(event.getX() / canvasWidth(), 0.1, 0.9);
      requestLayout();
    } else if (drag == Drag.TIME) {
      double bars = canvasWidth() - treeWidth() - Grid.AIR;
      TimeScale scale = model.scaleProperty().get();
      model.scaleProperty().set(scale.pan((draggedFrom - event.getX()) / Math.max(1, bars)));
      draggedFrom = event.getX();
    }
  }

  private void moved(MouseEvent event) {
    canvas.setCursor(isOnDivider(event.getX()) ? Cursor.H_RESIZE : Cursor.DEFAULT);
    setHover(rowAt(event.getY()));
  }

  private void setHover(int row) {
    if (row == hover) {
      return;
    }
    hover = row;
    TraceData data = model.data();
    if (row < 0 || data == null) {
      Tooltip.uninstall(canvas, tooltip);
    } else {
      tooltip.setText(RowTip.of(data, model.rows().node(row)));
      Tooltip.install(canvas, tooltip);
    }
    requestLayout();
  }

  private void wheel(ScrollEvent event) {
    double notches = event.getDeltaY() / 40;
    TimeScale scale = model.scaleProperty().get();
    if (event.isShortcutDown()) {
      zoom(event.getX(), Math.pow(ZOOM_STEP, -notches));
    } else if (event.isShiftDown() || event.getDeltaX() != 0) {
      double delta = event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY();
      model.scaleProperty().set(scale.pan(-delta / 400));
    } else {
      bar.setValue(Math.clamp(bar.getValue() - event.getDeltaY(), 0, bar.getMax()));
    }
    event.consume();
  }

  private void zoom(double x, double factor) {
    double width = Math.max(1, canvasWidth() - treeWidth() - Grid.AIR);
    double at = Math.clamp(x - treeWidth(), 0, width);
    TimeScale scale = model.scaleProperty().get().withWidth(width);
    model.scaleProperty().set(scale.zoom(at, factor));
  }

  /** Zooms around the middle; a factor below 1 shows less time. */
  void zoom(double factor) {
    zoom(treeWidth() + (canvasWidth() - treeWidth()) / 2, factor);
  }

  /** Scrolls so that a row is at the upper edge; for measuring. */
  void scrollToRow(int row) {
    bar.setValue(Math.clamp(row * Grid.ROW, 0, bar.getMax()));
  }
}
