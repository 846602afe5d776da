package dev.eyepiece.ui.waterfall;

import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * The waterfall: minimap, ticks, tree and bars, drawn row by row; only rows in sight are touched.
 * FX thread.
 */
final class Waterfall extends Pane {
  static final double ROW = 24;
  private static final double BAR = 10;
  private static final double MINIMAP = 48;
  private static final double TICKS = 24;
  private static final double INDENT = 16;
  private static final double TOP = MINIMAP + TICKS;

  private final Canvas canvas = new Canvas();
  private final ScrollBar scroll = new ScrollBar();
  private final Theme theme;
  private final IntConsumer select;

  private @Nullable TraceModel model;
  private int[] visible = new int[0];
  private BitSet collapsed = new BitSet();
  private BitSet matches = new BitSet();
  private boolean filtering;
  private Map<Integer, List<CriticalPath.Part>> critical = new HashMap<>();
  private boolean showCritical = true;
  private int selected = -1;
  private TimeScale scale = new TimeScale(0, 1, 1);
  private double treeShare = 0.38;
  private double dragFrom = -1;
  private double dragTo = -1;
  private boolean draggingTree;

  Waterfall(Theme theme, IntConsumer select) {
    this.theme = theme;
    this.select = select;
    setId("waterfall");
    setFocusTraversable(true);
    scroll.setOrientation(Orientation.VERTICAL);
    scroll.valueProperty().subscribe(() -> draw());
    getChildren().addAll(canvas, scroll);
    theme.tokensProperty().subscribe(() -> draw());
    setOnScroll(this::scrolled);
    setOnMousePressed(this::pressed);
    setOnMouseDragged(this::dragged);
    setOnMouseReleased(this::released);
  }

  void show(TraceModel shown, List<CriticalPath.Part> path) {
    TraceModel before = model;
    model = shown;
    critical = new HashMap<>();
    for (CriticalPath.Part part : path) {
      critical.computeIfAbsent(part.span(), span -> new ArrayList<>()).add(part);
    }
    if (before == null || !before.spans().traceId().equals(shown.spans().traceId())) {
      collapsed = new BitSet();
      matches = new BitSet();
      filtering = false;
      selected = -1;
      scroll.setValue(0);
      fit();
    }
    layoutRows();
  }

  private double whole() {
    return model == null ? 1 : Math.max(1, (double) model.durationNano());
  }

  void fit() {
    scale = new TimeScale(0, whole(), barWidth());
    draw();
  }

  void zoom(double factor) {
    scale = scale.zoom(factor, barWidth() / 2, whole());
    draw();
  }

  void pan(double share) {
    scale = scale.pan(share, whole());
    draw();
  }

  void toggleCritical() {
    showCritical = !showCritical;
    draw();
  }

  void showMatches(BitSet found, boolean on) {
    matches = found;
    filtering = on;
    draw();
  }

  int selected() {
    return selected;
  }

  void select(int span, boolean reveal) {
    selected = span;
    if (reveal && span >= 0 && model != null) {
      for (int up = model.parent(span); up >= 0; up = model.parent(up)) {
        collapsed.clear(up);
      }
      layoutRows();
      int row = rowOf(span);
      double top = scroll.getValue();
      double height = rowsHeight();
      if (row * ROW < top || (row + 1) * ROW > top + height) {
        scroll.setValue(Math.clamp(row * ROW - height / 3, 0, Math.max(0, scroll.getMax())));
      }
    }
    draw();
  }

  private int rowOf(int span) {
    for (int row = 0; row < visible.length; row++) {
      if (visible[row] == span) {
        return row;
      }
    }
    return -1;
  }

  /** Selects the row so many below the selected one. */
  void move(int rows) {
    if (visible.length > 0) {
      int row = Math.clamp(rowOf(selected) + rows, 0, visible.length - 1);
      choose(visible[row]);
    }
  }

  private void choose(int span) {
    select(span, true);
    select.accept(span);
  }

  void collapse(boolean on) {
    if (selected >= 0) {
      collapsed.set(selected, on);
      layoutRows();
    }
  }

  void collapseAll(boolean on) {
    collapsed = new BitSet();
    if (on && model != null) {
      for (int span = 0; span < model.size(); span++) {
        collapsed.set(span, model.children(span) > 0 && model.parent(span) >= 0);
      }
    }
    layoutRows();
  }

  private void layoutRows() {
    TraceModel shown = model;
    if (shown == null) {
      return;
    }
    int[] rows = new int[shown.size()];
    int count = 0;
    for (int position = 0; position < shown.size(); ) {
      int span = shown.at(position);
      rows[count++] = span;
      position = collapsed.get(span) ? shown.end(position) : position + 1;
    }
    visible = Arrays.copyOf(rows, count);
    layoutScroll();
    draw();
  }

  private double rowsHeight() {
    return Math.max(0, getHeight() - TOP);
  }

  private void layoutScroll() {
    double over = visible.length * ROW - rowsHeight();
    scroll.setVisible(over > 0);
    scroll.setMax(Math.max(0, over));
    scroll.setVisibleAmount(
        over <= 0 ? 1 : scroll.getMax() * rowsHeight() / (visible.length * ROW));
    scroll.setUnitIncrement(ROW);
    scroll.setBlockIncrement(rowsHeight());
    if (scroll.getValue() > scroll.getMax()) {
      scroll.setValue(scroll.getMax());
    }
  }

  private double treeWidth() {
    return Math.max(Math.min(280, getWidth() / 2), getWidth() * treeShare);
  }

  private double barWidth() {
    return Math.max(50, getWidth() - treeWidth() - 72);
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    scroll.resizeRelocate(getWidth() - 12, TOP, 12, rowsHeight());
    scale = new TimeScale(scale.from(), scale.to(), barWidth());
    layoutScroll();
    draw();
  }

  private void scrolled(ScrollEvent event) {
    if (event.isControlDown()) {
      scale =
          scale.zoom(
              event.getDeltaY() > 0 ? 0.8 : 1.25,
              Math.clamp(event.getX() - treeWidth(), 0, barWidth()),
              whole());
      draw();
    } else {
      scroll.setValue(Math.clamp(scroll.getValue() - event.getDeltaY(), 0, scroll.getMax()));
    }
    event.consume();
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    if (Math.abs(event.getX() - treeWidth()) < 4 && event.getY() > MINIMAP) {
      draggingTree = true;
    } else if (event.getY() < MINIMAP) {
      dragFrom = event.getX();
      dragTo = event.getX();
    } else if (event.getY() > TOP) {
      int row = (int) ((event.getY() - TOP + scroll.getValue()) / ROW);
      if (row < visible.length) {
        clicked(visible[row], event.getX());
      }
    }
  }

  private void clicked(int span, double x) {
    TraceModel shown = model;
    double box = 8 + (shown == null ? 0 : shown.depth(span)) * indent();
    if (shown != null && shown.children(span) > 0 && x >= box && x < box + 24) {
      collapsed.flip(span);
      layoutRows();
    }
    selected = span;
    draw();
    select.accept(span);
  }

  private void dragged(MouseEvent event) {
    if (draggingTree) {
      treeShare = Math.clamp(event.getX() / getWidth(), 0.15, 0.75);
      layoutChildren();
    } else if (dragFrom >= 0) {
      dragTo = event.getX();
      draw();
    }
  }

  private void released(MouseEvent event) {
    draggingTree = false;
    if (dragFrom >= 0) {
      double left = Math.clamp(Math.min(dragFrom, dragTo) / (getWidth() - 12), 0, 1) * whole();
      double right = Math.clamp(Math.max(dragFrom, dragTo) / (getWidth() - 12), 0, 1) * whole();
      dragFrom = -1;
      if (right - left > whole() / 500) {
        scale = new TimeScale(left, right, barWidth());
      } else {
        scale = new TimeScale(0, whole(), barWidth());
      }
      draw();
    }
  }

  private double indent() {
    return model == null ? INDENT : Math.min(INDENT, treeWidth() * 0.5 / model.maxDepth());
  }

  private void draw() {
    TraceModel shown = model;
    GraphicsContext g = canvas.getGraphicsContext2D();
    Tokens tokens = theme.tokens();
    g.setFill(tokens.get("ground"));
    g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    if (shown == null || getWidth() < 100) {
      return;
    }
    g.setTextBaseline(VPos.CENTER);
    minimap(g, shown, tokens);
    ticks(g, tokens);
    int first = (int) (scroll.getValue() / ROW);
    int last = Math.min(visible.length, (int) ((scroll.getValue() + rowsHeight()) / ROW) + 1);
    g.save();
    g.beginPath();
    g.rect(0, TOP, getWidth(), rowsHeight());
    g.clip();
    for (int row = first; row < last; row++) {
      row(g, shown, tokens, visible[row], TOP + row * ROW - scroll.getValue());
    }
    g.restore();
    g.setStroke(tokens.get("divider"));
    g.strokeLine(
        Math.round(treeWidth()) + 0.5, MINIMAP, Math.round(treeWidth()) + 0.5, getHeight());
  }

  private void minimap(GraphicsContext g, TraceModel shown, Tokens tokens) {
    double width = getWidth() - 12;
    g.setFill(tokens.get("raised"));
    g.fillRect(0, 0, getWidth(), MINIMAP);
    int n = shown.size();
    double step = Math.max(1, (MINIMAP - 8) / Math.max(1, n));
    // A trace of many spans shares pixel rows; drawing each of a hundred thousand would cost
    // frames.
    int stride = Math.max(1, n / 2000);
    for (int position = 0; position < n; position += stride) {
      int span = shown.at(position);
      TraceSpans spans = shown.spans();
      double x = (double) (spans.startUnixNano()[span] - shown.startUnixNano()) / whole() * width;
      double w =
          (double) (spans.endUnixNano()[span] - spans.startUnixNano()[span]) / whole() * width;
      g.setFill(colour(tokens, shown, span));
      g.fillRect(
          x,
          4 + (MINIMAP - 8 - step) * position / Math.max(1, n - 1),
          Math.max(1, w),
          Math.min(2, step));
    }
    double left = scale.from() / whole() * width;
    double right = scale.to() / whole() * width;
    Color veil = tokens.get("ground").deriveColor(0, 1, 1, 0.6);
    g.setFill(veil);
    g.fillRect(0, 0, left, MINIMAP);
    g.fillRect(right, 0, getWidth() - right, MINIMAP);
    if (dragFrom >= 0) {
      g.setFill(tokens.get("accent").deriveColor(0, 1, 1, 0.25));
      g.fillRect(Math.min(dragFrom, dragTo), 0, Math.abs(dragTo - dragFrom), MINIMAP);
    }
    g.setStroke(tokens.get("divider"));
    g.strokeLine(0, MINIMAP + 0.5, getWidth(), MINIMAP + 0.5);
  }

  private void ticks(GraphicsContext g, Tokens tokens) {
    g.setFont(Theme.mono(11));
    g.setTextAlign(TextAlignment.LEFT);
    for (double tick : scale.ticks()) {
      double x = Math.round(treeWidth() + scale.x(tick)) + 0.5;
      g.setStroke(tokens.get("divider"));
      g.strokeLine(x, MINIMAP, x, getHeight());
      g.setFill(tokens.get("muted"));
      g.fillText(tick == 0 ? "0" : Formats.duration(Math.round(tick)), x + 4, MINIMAP + TICKS / 2);
    }
    g.strokeLine(0, TOP - 0.5, getWidth(), TOP - 0.5);
  }

  private Color colour(Tokens tokens, TraceModel shown, int span) {
    String service = shown.spans().services().get(shown.spans().service()[span]);
    return tokens.service(theme.services().slot(service));
  }

  private void row(GraphicsContext g, TraceModel shown, Tokens tokens, int span, double y) {
    boolean match = matches.get(span);
    if (span == selected) {
      g.setFill(tokens.get("selected"));
      g.fillRect(0, y, getWidth(), ROW);
    } else if (match) {
      g.setFill(tokens.get("hover"));
      g.fillRect(0, y, getWidth(), ROW);
    }
    g.setGlobalAlpha(filtering && !match ? 0.4 : 1);
    tree(g, shown, tokens, span, y);
    bar(g, shown, tokens, span, y);
    g.setGlobalAlpha(1);
  }

  private void tree(GraphicsContext g, TraceModel shown, Tokens tokens, int span, double y) {
    TraceSpans spans = shown.spans();
    double indent = indent();
    double x = 8 + shown.depth(span) * indent;
    double middle = y + ROW / 2;
    g.setLineWidth(1);
    int up = shown.parent(span);
    for (int level = shown.depth(span) - 1; level >= 0 && up >= 0; level--) {
      g.setStroke(colour(tokens, shown, up).deriveColor(0, 1, 1, 0.5));
      double gx = Math.round(8 + level * indent + 10) + 0.5;
      g.strokeLine(gx, y, gx, y + ROW);
      up = shown.parent(up);
    }
    Color colour = colour(tokens, shown, span);
    g.setFont(Theme.mono(10));
    g.setTextAlign(TextAlignment.CENTER);
    if (shown.children(span) > 0) {
      g.setStroke(colour);
      g.setFill(collapsed.get(span) ? colour.deriveColor(0, 1, 1, 0.25) : tokens.get("ground"));
      g.fillRoundRect(x, middle - 8, 20, 16, 4, 4);
      g.strokeRoundRect(x + 0.5, middle - 7.5, 19, 15, 4, 4);
      g.setFill(tokens.get("text"));
      int count = shown.children(span);
      g.fillText(count > 99 ? "99+" : Integer.toString(count), x + 10, middle);
    } else {
      g.setFill(colour);
      g.fillOval(x + 7, middle - 3, 6, 6);
    }
    if (shown.isOrphan(span)) {
      g.setStroke(tokens.get("warn"));
      g.setLineDashes(2, 2);
      g.strokeLine(x - 6, middle, x, middle);
      g.setLineDashes();
    }
    double textX = x + 26;
    if (spans.statusCode()[span] == 2) {
      errorMark(g, tokens, textX + 6, middle);
      textX += 18;
    }
    names(g, tokens, shown, span, textX, middle);
  }

  private void names(
      GraphicsContext g, Tokens tokens, TraceModel shown, int span, double x, double middle) {
    TraceSpans spans = shown.spans();
    double room = treeWidth() - x - 8;
    if (room < 20) {
      return;
    }
    String service = spans.services().get(spans.service()[span]);
    String name = spans.names().get(spans.name()[span]);
    if (shown.isOrphan(span)) {
      name = name + "  (parent not received)";
    }
    g.setTextAlign(TextAlignment.LEFT);
    g.setFont(Theme.bold(13));
    int serviceChars = (int) Math.min(service.length(), Math.max(3, room / 2 / 7.2));
    String shownService = Formats.middle(service, serviceChars);
    g.setFill(tokens.get("text"));
    g.fillText(shownService, x, middle);
    double after = x + shownService.length() * 7.2 + 8;
    g.setFont(Theme.text(12));
    g.setFill(tokens.get("muted"));
    int chars = (int) ((treeWidth() - after - 8) / 6.4);
    if (chars >= 3) {
      g.fillText(Formats.middle(name, chars), after, middle, treeWidth() - after - 6);
    }
  }

  private static void errorMark(GraphicsContext g, Tokens tokens, double x, double y) {
    g.setFill(tokens.get("error"));
    g.fillOval(x - 6, y - 6, 12, 12);
    g.setFill(tokens.get("ground"));
    g.setFont(Theme.bold(10));
    g.setTextAlign(TextAlignment.CENTER);
    g.fillText("!", x, y);
  }

  private void bar(GraphicsContext g, TraceModel shown, Tokens tokens, int span, double y) {
    TraceSpans spans = shown.spans();
    double base = treeWidth();
    double from = (double) (spans.startUnixNano()[span] - shown.startUnixNano());
    double to = (double) (spans.endUnixNano()[span] - shown.startUnixNano());
    double left = scale.x(from);
    double right = scale.x(to);
    double limit = getWidth() - base - 14;
    if (right < 0 || left > limit) {
      return;
    }
    double x = base + Math.max(0, left);
    double width = Math.max(2, Math.min(limit, right) - Math.max(0, left));
    double top = y + (ROW - BAR) / 2;
    int slot = theme.services().slot(spans.services().get(spans.service()[span]));
    g.setFill(tokens.service(slot));
    g.fillRoundRect(x, top, width, BAR, 4, 4);
    if (slot >= ServiceColours.PALETTE) {
      hatch(g, tokens, x, top, width);
    }
    if (showCritical) {
      g.setFill(tokens.get("text"));
      for (CriticalPath.Part part : critical.getOrDefault(span, List.of())) {
        double a = scale.x((double) (part.fromUnixNano() - shown.startUnixNano()));
        double b = scale.x((double) (part.toUnixNano() - shown.startUnixNano()));
        double pa = base + Math.clamp(a, 0, limit);
        double pb = base + Math.clamp(b, 0, limit);
        g.fillRect(pa, top + BAR / 2 - 1.5, Math.max(1, pb - pa), 3);
      }
    }
    duration(
        g,
        tokens,
        Formats.duration(spans.endUnixNano()[span] - spans.startUnixNano()[span]),
        x,
        x + width,
        y + ROW / 2,
        base + limit);
  }

  private static void hatch(GraphicsContext g, Tokens tokens, double x, double y, double width) {
    g.setStroke(tokens.get("ground").deriveColor(0, 1, 1, 0.6));
    g.setLineWidth(1.5);
    for (double at = x; at < x + width - BAR; at += 6) {
      g.strokeLine(at, y + BAR, at + BAR, y);
    }
    g.setLineWidth(1);
  }

  private void duration(
      GraphicsContext g,
      Tokens tokens,
      String text,
      double left,
      double right,
      double y,
      double edge) {
    g.setFont(Theme.mono(11));
    g.setFill(tokens.get("muted"));
    double width = text.length() * 6.7;
    if (right + 6 + width < edge + 12) {
      g.setTextAlign(TextAlignment.LEFT);
      g.fillText(text, right + 6, y);
    } else if (left - 6 - width > treeWidth()) {
      g.setTextAlign(TextAlignment.RIGHT);
      g.fillText(text, left - 6, y);
    }
  }
}
