package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.theme.Metrics;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Puts the window where it was in the last run, when that place is still on a screen. */
public final class WindowMemory {
  private static final String KEY = "window.";
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  /** So much of the window must be on a screen that it can be taken hold of. */
  private static final double HOLD = 120;

  private WindowMemory() {}

  /** Places the stage and follows it; FX thread, before the stage is shown. */
  public static void follow(Stage stage, Remembered remembered) {
    List<Rectangle2D> screens = Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
    Rectangle2D size =
        new Rectangle2D(
            0,
            0,
            Math.max(Metrics.MIN_WIDTH, remembered.number(KEY + "width", WIDTH)),
            Math.max(Metrics.MIN_HEIGHT, remembered.number(KEY + "height", HEIGHT)));
    stage.setWidth(size.getWidth());
    stage.setHeight(size.getHeight());
    Rectangle2D place =
        place(
            remembered.number(KEY + "x", Double.NaN),
            remembered.number(KEY + "y", Double.NaN),
            size,
            screens);
    if (place != null) {
      stage.setX(place.getMinX());
      stage.setY(place.getMinY());
    }
    stage.setMaximized(Boolean.parseBoolean(remembered.get(KEY + "maximized", "false")));
    stage.widthProperty().subscribe((old, now) -> keep(stage, remembered));
    stage.heightProperty().subscribe((old, now) -> keep(stage, remembered));
    stage.xProperty().subscribe((old, now) -> keep(stage, remembered));
    stage.yProperty().subscribe((old, now) -> keep(stage, remembered));
    stage
        .maximizedProperty()
        .subscribe((old, now) -> remembered.put(KEY + "maximized", Boolean.toString(now)));
  }

  /** Where the window goes; null leaves it to the system. */
  static @Nullable Rectangle2D place(
      double x, double y, Rectangle2D size, List<Rectangle2D> screens) {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      return null;
    }
    Rectangle2D window = new Rectangle2D(x, y, size.getWidth(), size.getHeight());
    for (Rectangle2D screen : screens) {
      double across = Math.min(window.getMaxX(), screen.getMaxX()) - Math.max(x, screen.getMinX());
      boolean barReachable = y >= screen.getMinY() && y < screen.getMaxY() - HOLD / 4;
      if (across >= HOLD && barReachable) {
        return window;
      }
    }
    return null;
  }

  /** A maximised or minimised window keeps the place that it goes back to. */
  private static void keep(Stage stage, Remembered remembered) {
    if (stage.isMaximized() || stage.isIconified() || !stage.isShowing()) {
      return;
    }
    remembered.put(KEY + "width", stage.getWidth());
    remembered.put(KEY + "height", stage.getHeight());
    remembered.put(KEY + "x", stage.getX());
    remembered.put(KEY + "y", stage.getY());
  }
}
