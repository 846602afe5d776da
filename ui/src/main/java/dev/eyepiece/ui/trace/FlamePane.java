package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.function.IntConsumer;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** The merged calls of a trace as a flame graph, callers on top. FX thread only. */
final class FlamePane extends BorderPane {
  private static final double ZOOM_STEP = 1.2;

  /** Of the selected call's name so many characters are always shown. */
  private static final int SHORT = 48;

  private final FlameModel model;
  private final TraceViewModel trace;
  private final Theme theme;
  private FlamePainter painter;
  private final Canvas canvas = new Canvas();
  private final ScrollBar bar = new ScrollBar();
  private final Drawing drawing = new Drawing();
  private final Label said = Kit.label("", "small");
  private final Tooltip saidWhole = new Tooltip();
  private final Button toSpans = new Button("Show these spans");
  private final Tooltip tooltip = new Tooltip();
  private final Keys keys = new Keys();
  private int hover = -1;

  /**
   * @param showSpans takes a call whose spans the reader wants to see one by one
   */
  FlamePane(FlameModel model, TraceViewModel trace, Theme theme, IntConsumer showSpans) {
    this.model = model;
    this.trace = trace;
    this.theme = theme;
    painter = new FlamePainter(theme.fonts());
    theme
        .fontsProperty()
        .subscribe((old, fonts) -> {
          painter = new FlamePainter(fonts);
          drawing.requestLayout();
        });
    setId("flame");
    said.setId("flame-said");
    said.setMinWidth(USE_PREF_SIZE);
    said.setTooltip(saidWhole);
    toSpans.getStyleClass().addAll("small", "flat");
    toSpans.setMinWidth(USE_PREF_SIZE);
    toSpans.setOnAction(event -> showSpans.accept(model.selectedProperty().get()));
    Label unit = Kit.label("width: self time, added up; parallel work counts in full", "muted");
    unit.getStyleClass().add("small");
    unit.setMinWidth(0);
    HBox head = new HBox(12, said, toSpans, Kit.grow(), unit);
    head.getStyleClass().add("pane-head");
    setTop(head);
    setCenter(drawing);
    bar.setOrientation(Orientation.VERTICAL);
    tooltip.setShowDelay(Duration.millis(400));
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(560);
    keys.bind("Left", "call beside", () -> model.beside(false))
        .bind("Right", "call beside", () -> model.beside(true))
        .bind("Up", "caller", model::up)
        .bind("Down", "heaviest callee", model::down)
        .bind("Enter", "zoom to the call", () -> model.zoomTo(model.selectedProperty().get()))
        .bind("Backspace", "zoom out", model::zoomOut);
    model.versionProperty().subscribe(() -> say());
    theme.tokensProperty().subscribe(() -> drawing.requestLayout());
  }

  private void say() {
    CallTree calls = model.calls();
    int call = model.selectedProperty().get();
    toSpans.setDisable(calls == null || call <= 0 || calls.isStub(call));
    said.setText(calls == null || call < 0 ? "" : describe(calls, call, SHORT));
    saidWhole.setText(calls == null || call < 0 ? "" : describe(calls, call));
    drawing.requestLayout();
  }

  /** One line about a call. */
  static String describe(CallTree calls, int call) {
    return describe(calls, call, Integer.MAX_VALUE);
  }

  private static String describe(CallTree calls, int call, int mostOfTitle) {
    String title = Formats.middle(FlamePainter.title(calls, call), mostOfTitle);
    String count = Formats.count(calls.spans(call), "span");
    if (calls.isCounted()) {
      return title + "  ·  " + count;
    }
    String errors =
        calls.errors(call) == 0 ? "" : "  ·  " + Formats.count(calls.errors(call), "error");
    return title
        + "  ·  "
        + count
        + "  ·  "
        + Formats.duration(calls.total(call))
        + " ("
        + Formats.share(calls.total(call), calls.total(0))
        + ")"
        + (call == 0 ? "" : "  ·  self " + Formats.duration(calls.self(call)))
        + errors;
  }

  Node drawing() {
    return drawing;
  }

  Keys keys() {
    return keys;
  }

  /** The canvas and its scroll bar. */
  private final class Drawing extends Region {
    private int seen = -1;

    Drawing() {
      setId("flame-drawing");
      setFocusTraversable(true);
      setAccessibleRole(AccessibleRole.IMAGE_VIEW);
      setMinSize(200, 80);
      getChildren().addAll(canvas, bar);
      bar.valueProperty().subscribe(() -> requestLayout());
      bar.setUnitIncrement(FlamePainter.ROW);
      focusedProperty().subscribe(() -> requestLayout());
      addEventHandler(KeyEvent.KEY_PRESSED, event -> keys.handle(event, false));
      canvas.setOnMouseMoved(this::moved);
      canvas.setOnMouseExited(event -> setHover(-1));
      canvas.setOnMousePressed(this::pressed);
      canvas.setOnScroll(this::wheel);
    }

    private double barWidth() {
      return bar.prefWidth(-1);
    }

    @Override
    protected void layoutChildren() {
      double width = Math.max(1, getWidth() - barWidth());
      canvas.setWidth(width);
      canvas.setHeight(getHeight());
      bar.resizeRelocate(width, 0, barWidth(), getHeight());
      CallTree calls = model.calls();
      TraceData data = trace.data();
      if (calls == null || data == null) {
        canvas.getGraphicsContext2D().clearRect(0, 0, width, getHeight());
        bar.setVisible(false);
        setAccessibleText("");
        return;
      }
      model.setWidth(width);
      double all = calls.depth() * FlamePainter.ROW;
      bar.setMax(Math.max(0, all - getHeight()));
      bar.setVisibleAmount(bar.getMax() * getHeight() / Math.max(all, 1));
      bar.setBlockIncrement(getHeight());
      bar.setVisible(all > getHeight());
      reveal(calls);
      setAccessibleText(describe(calls, model.selectedProperty().get()));
      painter.paint(
          canvas.getGraphicsContext2D(),
          new TraceColours(theme, calls.tree().spans()),
          new FlamePainter.Frame(
              calls,
              model.scale(),
              getHeight(),
              bar.getValue(),
              model.selectedProperty().get(),
              hover,
              model.matching(),
              isFocused()));
    }

    private void reveal(CallTree calls) {
      double y = calls.levelOf(Math.max(0, model.selectedProperty().get())) * FlamePainter.ROW;
      boolean moved = seen != model.selectedProperty().get();
      seen = model.selectedProperty().get();
      if (moved && y < bar.getValue()) {
        bar.setValue(y);
      } else if (moved && y + FlamePainter.ROW > bar.getValue() + getHeight()) {
        bar.setValue(y + FlamePainter.ROW - getHeight());
      }
    }

    private int callAt(MouseEvent event) {
      CallTree calls = model.calls();
      int level = (int) ((event.getY() + bar.getValue()) / FlamePainter.ROW);
      return calls == null ? -1 : calls.covering(level, model.scale().nano(event.getX()));
    }

    private void moved(MouseEvent event) {
      setHover(callAt(event));
    }

    private void setHover(int call) {
      CallTree calls = model.calls();
      if (call == hover) {
        return;
      }
      hover = call;
      if (call < 0 || calls == null) {
        Tooltip.uninstall(canvas, tooltip);
      } else {
        tooltip.setText(describe(calls, call));
        Tooltip.install(canvas, tooltip);
      }
      requestLayout();
    }

    private void pressed(MouseEvent event) {
      requestFocus();
      int call = callAt(event);
      if (event.getButton() != MouseButton.PRIMARY || call < 0) {
        return;
      }
      boolean again = call == model.selectedProperty().get();
      model.select(call);
      if (again || event.getClickCount() == 2) {
        model.zoomTo(call);
      }
    }

    private void wheel(ScrollEvent event) {
      if (event.isShortcutDown()) {
        double part = event.getX() / canvas.getWidth();
        model.zoom(part, Math.pow(ZOOM_STEP, -event.getDeltaY() / 40));
      } else if (event.isShiftDown() || event.getDeltaX() != 0) {
        double delta = event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY();
        model.pan(-delta / 400);
      } else {
        bar.setValue(Math.clamp(bar.getValue() - event.getDeltaY(), 0, bar.getMax()));
      }
      event.consume();
    }
  }
}
