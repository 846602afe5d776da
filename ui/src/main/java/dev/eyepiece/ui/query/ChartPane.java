package dev.eyepiece.ui.query;

import dev.eyepiece.ui.chart.Pixels;
import dev.eyepiece.ui.metrics.ChartInk;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Theme;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A plot that is drawn in the background; while a picture is being made the one before stays. FX
 * thread only.
 */
final class ChartPane extends Region {
  private final Theme theme;
  private final Background background;
  private final ImageView view = new ImageView();
  private @Nullable Plot plot;
  private Background.@Nullable Task drawing;

  ChartPane(Theme theme, Background background) {
    this.theme = theme;
    this.background = background;
    setId("sql-chart");
    setMinSize(200, 80);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    getChildren().add(view);
    theme.tokensProperty().subscribe((old, now) -> draw());
    theme.fontsProperty().subscribe((old, now) -> draw());
    widthProperty().subscribe((old, now) -> draw());
    heightProperty().subscribe((old, now) -> draw());
  }

  void show(Plot now) {
    plot = now;
    setAccessibleText(now.yName() + " by " + now.xName() + ", " + now.points().size() + " values");
    draw();
  }

  private void draw() {
    Plot wanted = plot;
    if (wanted == null || getWidth() < 2 || getHeight() < 2 || getScene() == null) {
      return;
    }
    if (drawing != null) {
      drawing.cancel();
    }
    int width = (int) getWidth();
    int height = (int) getHeight();
    double scale = getScene().getWindow().getRenderScaleX();
    ChartInk ink = new ChartInk(theme.tokens(), theme.fonts());
    drawing =
        background.run(
            "Draw a chart",
            () -> PlotDrawing.draw(wanted, ink, width, height, scale),
            picture -> take(picture, scale),
            failure -> setAccessibleText("The chart could not be drawn: " + failure));
  }

  private void take(PlotDrawing.Picture now, double scale) {
    Pixels.show(view, now.pixels(), now.width(), now.height(), scale);
  }
}
