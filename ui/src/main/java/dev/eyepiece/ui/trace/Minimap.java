package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.util.Objects;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The whole trace in a strip: shows which part of its time is in sight; a drag zooms to a part. */
final class Minimap extends Region {
  private static final double CLICK = 3;
  private static final double ZOOM_STEP = 1.2;
  private static final double SIDE = 12;
  private static final double TOP = 4;

  private final TraceViewModel model;
  private final Theme theme;
  private final Background background;
  private final ImageView picture = new ImageView();
  private final Canvas window = new Canvas();
  private Background.@Nullable Task drawing;
  private @Nullable TraceData drawn;
  private @Nullable Tokens drawnTokens;
  private int drawnWidth;
  private double pressedAt = Double.NaN;
  private double draggedTo;

  Minimap(TraceViewModel model, Theme theme, Background background) {
    this.model = model;
    this.theme = theme;
    this.background = background;
    setId("minimap");
    getStyleClass().add("minimap");
    setAccessibleText("The whole trace; drag to zoom to a part of its time");
    setMinHeight(Metrics.MINIMAP);
    setPrefHeight(Metrics.MINIMAP);
    setMaxHeight(Metrics.MINIMAP);
    setCursor(Cursor.CROSSHAIR);
    getChildren().addAll(picture, window);
    model.shapeProperty().subscribe(() -> requestLayout());
    model.time().scaleProperty().subscribe(() -> requestLayout());
    theme.tokensProperty().subscribe(() -> requestLayout());
    setOnMousePressed(this::pressed);
    setOnMouseDragged(event -> {
      draggedTo = event.getX();
      requestLayout();
    });
    setOnMouseReleased(this::released);
    setOnScroll(event -> {
      double part =
          (whole().nano(event.getX() - SIDE) - model.time().scale().from())
              / model.time().scale().length();
      model.time().zoom(part, Math.pow(ZOOM_STEP, -event.getDeltaY() / 40));
      event.consume();
    });
  }

  private double timeWidth() {
    return Math.max(1, getWidth() - 2 * SIDE);
  }

  private TimeScale whole() {
    return TimeScale.whole(model.time().scale().total(), timeWidth());
  }

  private void pressed(MouseEvent event) {
    pressedAt = event.getX();
    draggedTo = pressedAt;
  }

  private void released(MouseEvent event) {
    TimeScale scale = model.time().scale();
    double from = whole().nano(Math.min(pressedAt, event.getX()) - SIDE);
    double to = whole().nano(Math.max(pressedAt, event.getX()) - SIDE);
    if (event.getClickCount() == 2) {
      model.time().fit();
    } else if (Math.abs(event.getX() - pressedAt) < CLICK) {
      // A click moves the window there.
      double half = scale.length() / 2;
      model.time().show(from - half, from + half);
    } else {
      model.time().show(from, to);
    }
    pressedAt = Double.NaN;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    int width = (int) timeWidth();
    TraceData data = model.data();
    boolean stale =
        !Objects.equals(data, drawn) || width != drawnWidth || !theme.tokens().equals(drawnTokens);
    if (stale && data != null) {
      draw(data, width);
    }
    picture.setVisible(data != null);
    picture.relocate(SIDE, TOP);
    window.setWidth(getWidth());
    window.setHeight(getHeight());
    drawWindow();
  }

  private void draw(TraceData data, int width) {
    drawn = data;
    drawnWidth = width;
    drawnTokens = theme.tokens();
    if (drawing != null) {
      drawing.cancel();
    }
    int height = (int) (Metrics.MINIMAP - 2 * TOP);
    TraceColours colours = new TraceColours(theme, data.tree().spans());
    int[] byService = new int[data.tree().spans().services().size()];
    for (int i = 0; i < byService.length; i++) {
      byService[i] = Tokens.argb(colours.service(i));
    }
    int error = theme.tokens().argb("error");
    int ground = theme.tokens().argb("raised");
    drawing =
        background.run(
            "Draw the whole trace",
            () -> MinimapRaster.draw(data, byService, error, ground, width, height),
            pixels -> {
              WritableImage image = new WritableImage(width, height);
              image
                  .getPixelWriter()
                  .setPixels(
                      0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
              picture.setImage(image);
            },
            failure -> picture.setImage(null));
  }

  private void drawWindow() {
    GraphicsContext g = window.getGraphicsContext2D();
    Tokens tokens = theme.tokens();
    g.clearRect(0, 0, getWidth(), getHeight());
    if (model.data() != null) {
      g.setFill(tokens.get("divider"));
      for (TimeScale.Tick tick : whole().ticks(Grid.MOST_TICKS)) {
        Boxes.upright(g, Math.rint(SIDE + tick.x()), 0, getHeight());
      }
    }
    TimeScale scale = model.time().scale();
    double left = SIDE + whole().x(scale.from());
    double right = SIDE + whole().x(scale.to());
    if (!scale.isWhole()) {
      g.setFill(tokens.get("ground").deriveColor(0, 1, 1, 0.7));
      g.fillRect(0, 0, left, getHeight());
      g.fillRect(right, 0, getWidth() - right, getHeight());
      g.setStroke(tokens.get("accent"));
      g.setLineWidth(1);
      g.strokeRect(Math.round(left) - 0.5, 0.5, Math.max(2, right - left), getHeight() - 1);
    }
    if (!Double.isNaN(pressedAt) && Math.abs(draggedTo - pressedAt) >= CLICK) {
      g.setFill(tokens.get("accent").deriveColor(0, 1, 1, 0.25));
      double from = Math.min(pressedAt, draggedTo);
      g.fillRect(from, 0, Math.abs(draggedTo - pressedAt), getHeight());
    }
  }
}
