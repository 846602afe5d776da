package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.FocusSoon;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The page of one trace: header, minimap, waterfall and the selected span. FX thread only. */
public final class TraceView implements View {
  private static final double WIDE = 1100;
  private static final double ZOOM = 1.5;
  private static final double PAN = 0.2;

  private final TraceViewModel model;
  private final Navigator navigator;
  private final TraceWalk walk;
  private final BorderPane root = new BorderPane();
  private final SplitPane split;
  private final HeaderStrip header;
  private final Waterfall waterfall;

  /**
   * @param walk the list that traces are opened from, to walk through it here
   */
  public TraceView(
      TraceViewModel model,
      Telemetry telemetry,
      Navigator navigator,
      TraceWalk walk,
      SearchActions actions,
      Theme theme,
      Background background,
      ZoneId zone) {
    this.model = model;
    this.navigator = navigator;
    this.walk = walk;
    header = new HeaderStrip(model, zone, () -> walkTo(-1), () -> walkTo(1));
    waterfall = new Waterfall(model, theme, new Asking(telemetry, background));
    DetailsPane details =
        new DetailsPane(
            model, new Backlinks(telemetry, background), navigator, actions, theme, zone);
    split = new SplitPane(waterfall, details);
    SplitPane.setResizableWithParent(details, false);
    root.getStyleClass().add("view");
    root.getStylesheets().add(Sheet.url());
    root.setTop(new VBox(header, new Minimap(model, theme, background)));
    root.setCenter(split);
    root.widthProperty().subscribe(() -> turn());
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    header.find().addEventHandler(KeyEvent.KEY_PRESSED, this::findKey);
    turn();
  }

  /** Details lie to the right where there is room, else below. */
  private void turn() {
    Orientation wanted = root.getWidth() >= WIDE ? Orientation.HORIZONTAL : Orientation.VERTICAL;
    if (split.getOrientation() != wanted || split.getDividerPositions()[0] == 0.5) {
      split.setOrientation(wanted);
      split.setDividerPositions(wanted == Orientation.HORIZONTAL ? 0.7 : 0.58);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    if (place instanceof Place.Trace(TraceId id, long spanId)) {
      model.open(id, spanId);
      header.showWalk(walk.indexOf(id), walk.size());
      FocusSoon.on(waterfall);
    }
  }

  @Override
  public void hide() {
    model.hide();
  }

  private void walkTo(int step) {
    TraceId open = model.traceId();
    int index = open == null ? -1 : walk.indexOf(open);
    @Nullable TraceId other = index < 0 ? null : walk.at(index + step);
    if (other != null) {
      navigator.open(new Place.Trace(other, 0));
    }
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("j k", "rows"),
        new KeyHint("h l", "fold"),
        new KeyHint("[ ]", "fold all"),
        new KeyHint("e E", "errors"),
        new KeyHint("Ctrl+F n N", "find"),
        new KeyHint("w s a d", "zoom, pan"),
        new KeyHint("f F", "fit all, span"),
        new KeyHint("c C", "critical path"),
        new KeyHint("o", "one branch"),
        new KeyHint("y", "copy id"));
  }

  @Override
  public boolean closeLayer() {
    if (header.find().isFocused()) {
      waterfall.requestFocus();
      return true;
    }
    return model.leaveFind() || model.leaveFocus();
  }

  private void findKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      model.finder().next(!event.isShiftDown());
      event.consume();
    }
  }

  private void key(KeyEvent event) {
    boolean typing = event.getTarget() instanceof TextInputControl field && field.isEditable();
    if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
      header.find().requestFocus();
      header.find().selectAll();
      event.consume();
    } else if (!typing && !event.isShortcutDown() && !event.isAltDown()) {
      plainKey(event);
    }
  }

  private void plainKey(KeyEvent event) {
    boolean shift = event.isShiftDown();
    boolean rows = waterfall.isFocused();
    switch (event.getCode()) {
      case J -> model.move(1);
      case K -> model.move(-1);
      case H -> model.fold();
      case L -> model.unfold();
      case OPEN_BRACKET -> model.setAllCollapsed(false);
      case CLOSE_BRACKET -> model.setAllCollapsed(true);
      case PERIOD -> periodOrNext(shift);
      case COMMA -> commaOrPrevious(shift);
      case LESS -> walkTo(-1);
      case GREATER -> walkTo(1);
      case W -> model.time().zoom(0.5, 1 / ZOOM);
      case S -> model.time().zoom(0.5, ZOOM);
      case A -> model.time().pan(-PAN);
      case D -> model.time().pan(PAN);
      case F -> fit(shift);
      case E -> model.nextError(!shift);
      case N -> model.finder().next(!shift);
      case C -> critical(shift);
      case O -> model.toggleFocus();
      case P -> model.togglePin();
      case Y -> copy();
      default -> {
        if (!rows || !rowKey(event.getCode())) {
          return;
        }
      }
    }
    event.consume();
  }

  private boolean rowKey(KeyCode code) {
    switch (code) {
      case DOWN -> model.move(1);
      case UP -> model.move(-1);
      case PAGE_DOWN -> model.move(waterfall.pageRows());
      case PAGE_UP -> model.move(-waterfall.pageRows());
      case HOME -> model.move(-Integer.MAX_VALUE);
      case END -> model.move(Integer.MAX_VALUE);
      case LEFT -> model.fold();
      case RIGHT -> model.unfold();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void periodOrNext(boolean shift) {
    if (shift) {
      walkTo(1);
    } else {
      model.sibling(true);
    }
  }

  private void commaOrPrevious(boolean shift) {
    if (shift) {
      walkTo(-1);
    } else {
      model.sibling(false);
    }
  }

  private void fit(boolean selectedOnly) {
    if (selectedOnly) {
      model.fitTo(model.selectedProperty().get());
    } else {
      model.time().fit();
    }
  }

  private void critical(boolean only) {
    if (only) {
      model.toggleOnlyCritical();
    } else {
      model.showCriticalProperty().set(!model.showCriticalProperty().get());
    }
  }

  private void copy() {
    TraceData data = model.data();
    int node = model.selectedProperty().get();
    if (data != null && node >= 0) {
      Copy.text(TraceId.spanIdText(data.tree().spanId(node)));
    }
  }
}
