package dev.eyepiece.ui.metrics;

import dev.eyepiece.ui.chart.Pixels;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A chart that is drawn in the background, with a crosshair over it. While a picture is being made
 * the one before stays. FX thread only.
 */
final class ChartPane extends Region {
  private static final double NEAR = 7;

  private final Theme theme;
  private final Background background;
  private final ZoneId zone;
  private final ImageView view = new ImageView();
  private final Canvas over = new Canvas();
  private final Label said = Kit.mono("", "small", "chart-said");
  private final ReadOnlyLongWrapper crosshair = new ReadOnlyLongWrapper(0);
  private @Nullable ChartData data;

  /** Files are written by another thread. */
  private volatile @Nullable ChartPicture picture;

  private Background.@Nullable Task drawing;
  private Set<String> hidden = Set.of();
  private ChartDrawing.@Nullable Page drawnPage;
  private @Nullable ChartData drawn;

  ChartPane(Theme theme, Background background, ZoneId zone, Consumer<ExemplarMark> openExemplar) {
    this.theme = theme;
    this.background = background;
    this.zone = zone;
    setId("chart");
    setMinSize(200, 120);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    said.setVisible(false);
    said.setMouseTransparent(true);
    over.setOnMouseMoved(this::moved);
    over.setOnMouseExited(event -> leave());
    over.setOnMouseClicked(event -> {
      ExemplarMark mark = exemplarAt(event.getX(), event.getY());
      if (mark != null) {
        openExemplar.accept(mark);
      }
    });
    getChildren().addAll(view, over, said);
    theme.tokensProperty().subscribe(() -> requestLayout());
  }

  /**
   * Shows a chart.
   *
   * @param now {@code null} for nothing
   * @param notShown names of lines that are not to be drawn
   */
  void show(@Nullable ChartData now, Set<String> notShown) {
    data = now;
    hidden = Set.copyOf(notShown);
    if (now == null) {
      picture = null;
      drawn = null;
      view.setImage(null);
      leave();
    }
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    over.setWidth(getWidth());
    over.setHeight(getHeight());
    ChartData wanted = data;
    if (wanted == null || getWidth() < 2 || getHeight() < 2) {
      return;
    }
    double scale = getScene() == null ? 1 : getScene().getWindow().getRenderScaleX();
    ChartDrawing.Page page =
        new ChartDrawing.Page(
            (int) getWidth(),
            (int) getHeight(),
            scale,
            new ChartInk(theme.tokens(), theme.fonts()),
            zone,
            hidden);
    if (wanted.equals(drawn) && page.isLike(drawnPage)) {
      return;
    }
    drawn = wanted;
    drawnPage = page;
    if (drawing != null) {
      drawing.cancel();
    }
    drawing =
        background.run(
            "Draw a chart",
            () -> ChartDrawing.draw(wanted, page),
            this::take,
            failure -> setAccessibleText("The chart could not be drawn: " + failure));
  }

  private void take(ChartPicture now) {
    picture = now;
    Pixels.show(view, now.pixels(), now.width(), now.height(), now.scale());
    drawCrosshair();
  }

  private void moved(MouseEvent event) {
    ChartPicture shown = picture;
    if (shown == null || !shown.isInPlot(event.getX(), event.getY())) {
      leave();
      return;
    }
    crosshair.set(shown.time(event.getX()));
    ExemplarMark mark = exemplarAt(event.getX(), event.getY());
    over.setCursor(mark == null ? Cursor.DEFAULT : Cursor.HAND);
    say(shown, event.getX(), event.getY(), mark);
    drawCrosshair();
  }

  private void say(ChartPicture shown, double x, double y, @Nullable ExemplarMark mark) {
    String text = Formats.row(crosshair.get(), zone);
    String unit = shown.data().unit();
    if (mark != null) {
      String value =
          mark.isOnLine()
              ? "recorded " + Units.number(mark.value())
              : Units.value(mark.value(), unit);
      text += "  " + value + "  trace " + mark.traceId() + ", click";
    } else if (shown.data() instanceof ChartData.Heat heat) {
      text += "  " + cell(heat.map(), unit, crosshair.get(), shown.value(y));
    }
    said.setText(text);
    said.setVisible(true);
    said.autosize();
    double left = x + 12 + said.getWidth() > getWidth() ? x - 12 - said.getWidth() : x + 12;
    said.relocate(Math.max(0, left), Math.max(0, y - 28));
  }

  private static String cell(HeatMap map, String unit, long time, double value) {
    double place = (double) (time - map.from()) / (double) (map.to() - map.from());
    int column = Math.clamp((long) (place * map.columns()), 0, map.columns() - 1);
    int row = Math.clamp((long) map.row(value), 0, map.rows() - 1);
    return Units.value(map.edge(row), unit)
        + " to "
        + Units.value(map.edge(row + 1), unit)
        + ": "
        + Units.number(map.count(column, row));
  }

  private @Nullable ExemplarMark exemplarAt(double x, double y) {
    ChartPicture shown = picture;
    if (shown == null) {
      return null;
    }
    return shown.data().exemplars().stream()
        .filter(mark -> away(shown, mark, x, y) <= NEAR)
        .min(Comparator.comparingDouble(mark -> away(shown, mark, x, y)))
        .orElse(null);
  }

  private static double away(ChartPicture shown, ExemplarMark mark, double x, double y) {
    return Math.hypot(shown.x(mark.time()) - x, shown.y(mark.height()) - y);
  }

  private void leave() {
    crosshair.set(0);
    said.setVisible(false);
    drawCrosshair();
  }

  private void drawCrosshair() {
    GraphicsContext g = over.getGraphicsContext2D();
    g.clearRect(0, 0, over.getWidth(), over.getHeight());
    ChartPicture shown = picture;
    long at = crosshair.get();
    if (shown == null || at == 0) {
      return;
    }
    Tokens tokens = theme.tokens();
    g.setFill(tokens.get("faint"));
    g.fillRect(Math.floor(shown.x(at)), shown.top(), 1, shown.plotHeight());
  }

  /** The moment under the pointer, nanoseconds since 1970; 0 for none. */
  ReadOnlyLongProperty crosshairProperty() {
    return crosshair.getReadOnlyProperty();
  }

  /** The picture that is shown, for writing it to a file; for any thread. */
  @Nullable ChartPicture picture() {
    return picture;
  }
}
