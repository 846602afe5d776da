package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.theme.Kit;
import java.util.function.BooleanSupplier;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/** The heads of the columns, with an edge that gives the service more or less room. */
final class LogHeader extends Region {
  private static final double HEIGHT = 28;
  private static final double EDGE = 9;
  private static final double STEP = 16;

  private final LogColumns columns;
  private final BooleanSupplier days;
  private final Label time = Kit.label("Time", "log-head");
  private final Label severity = Kit.label("Severity and service", "log-head");
  private final Label body = Kit.label("Body", "log-head");
  private final Region edge = new Region();
  private double grabbed;

  /**
   * @param days whether the day stands before the time
   */
  LogHeader(LogColumns columns, BooleanSupplier days) {
    this.columns = columns;
    this.days = days;
    setId("log-head");
    getStyleClass().add("log-header");
    setMinHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    setMinWidth(0);
    edge.setId("log-edge");
    edge.getStyleClass().add("log-edge");
    edge.setCursor(Cursor.H_RESIZE);
    edge.setFocusTraversable(true);
    edge.setAccessibleText("Width of the service, arrow keys change it");
    Tooltip.install(edge, new Tooltip("Drag for a wider or narrower service"));
    edge.setOnMousePressed(event -> grabbed = event.getSceneX() - columns.serviceWidth().get());
    edge.setOnMouseDragged(event -> columns.setServiceWidth(event.getSceneX() - grabbed));
    edge.setOnMouseReleased(event -> {
      columns.setServiceWidth(event.getSceneX() - grabbed);
      columns.remember();
    });
    edge.setOnKeyPressed(this::key);
    columns.serviceWidth().subscribe((old, now) -> requestLayout());
    getChildren().addAll(time, severity, body, edge);
  }

  private void key(KeyEvent event) {
    double step =
        event.getCode() == KeyCode.LEFT ? -STEP : event.getCode() == KeyCode.RIGHT ? STEP : 0;
    if (step != 0) {
      columns.setServiceWidth(columns.serviceWidth().get() + step);
      columns.remember();
      event.consume();
    }
  }

  @Override
  protected void layoutChildren() {
    boolean dated = days.getAsBoolean();
    double severityX = columns.severity(dated);
    double bodyX = columns.body(dated);
    place(time, LogColumns.TIME, severityX);
    place(severity, severityX, bodyX - EDGE);
    place(body, bodyX + 14, getWidth());
    edge.resizeRelocate(bodyX - EDGE, 0, EDGE, getHeight());
  }

  private void place(Label label, double from, double to) {
    label.resizeRelocate(from, 0, Math.max(0, to - from), getHeight());
  }
}
