package dev.eyepiece.ui.metrics;

import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.OpenedPlaces;
import dev.eyepiece.ui.Pictures;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class MetricsViewTest {

  private final OpenedPlaces opened = new OpenedPlaces();
  private Theme theme;
  private MetricsModel model;
  private MetricsView view;
  private Stage stage;

  @Start
  void start(Stage shown) {
    stage = shown;
    theme = new Theme(false, new ServiceColours(List.of()));
    InPlace inPlace = new InPlace();
    model =
        new MetricsModel(
            FakeTelemetry.empty(),
            new Ambient(),
            inPlace,
            () -> Instant.ofEpochSecond(FakeMetrics.START / 1_000_000_000L + 3_700),
            () -> 0,
            (nanos, action) -> {},
            FakeMetrics.shop());
    view = new MetricsView(model, opened, theme, inPlace, ZoneOffset.UTC);
    Scene scene = new Scene(new BorderPane(view.node()), 1392, 836);
    theme.dress(scene);
    shown.setScene(scene);
    shown.show();
    view.show(new Place.Metrics("", ""));
  }

  private void picture(String name) throws Exception {
    Pictures.take(stage, name);
  }

  private void size(double width, double height) throws Exception {
    fx(() -> {
      // The stage is one for all tests, and the window's has a least size.
      stage.setMinWidth(0);
      stage.setMinHeight(0);
      stage.setWidth(width);
      stage.setHeight(height);
    });
  }

  @Test
  void anExpressionThatCannotBeReadIsSaidAndTheChartStays(FxRobot robot) throws Exception {
    Label title = robot.lookup("#metric-title").queryAs(Label.class);
    robot.press(KeyCode.CONTROL).type(KeyCode.P).release(KeyCode.CONTROL);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("#promql").query().isFocused()).isTrue();
    robot.write("rate(requests)").type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(model.troubleProperty().get())
        .startsWith("PromQL, at character 6: rate takes a range vector");
    assertThat(robot.lookup(".banner").queryAs(Label.class).isVisible()).isTrue();
    assertThat(title.getText()).isEqualTo("system.cpu.utilization");
    picture("metrics-promql-error");
  }

  @Test
  void everyKindOfMetricHasItsChart(FxRobot robot) throws Exception {
    Label title = robot.lookup("#metric-title").queryAs(Label.class);
    assertThat(title.getText()).isEqualTo("system.cpu.utilization");
    picture("metrics-gauge");
    fx(() -> view.show(new Place.Metrics("checkout", "http.server.response.body.size.total")));
    assertThat(robot.lookup("#metric-facts").queryAs(Label.class).getText())
        .contains("26 series, the 20 largest drawn");
    picture("metrics-rates");
    fx(() -> view.show(new Place.Metrics("checkout", "http.server.request.duration")));
    picture("metrics-heat-map");
    fx(() -> theme.darkProperty().set(true));
    picture("metrics-heat-map-dark");
    robot.type(KeyCode.M);
    WaitForAsyncUtils.waitForFxEvents();
    picture("metrics-quantiles-dark");
    size(912, 536);
    picture("metrics-quantiles-narrow-dark");
    Node export = robot.lookup(".export").query();
    double right = export.localToScene(export.getBoundsInLocal()).getMaxX();
    assertThat(right).as("the export button is not cut").isLessThanOrEqualTo(912);
    assertThat(export.getLayoutBounds().getWidth())
        .isGreaterThanOrEqualTo(((Region) export).prefWidth(-1));
    fx(() -> theme.darkProperty().set(false));
    fx(() -> view.show(new Place.Metrics("inventory", "db.client.connections.usage")));
    picture("metrics-up-down-narrow");
    fx(() -> view.show(new Place.Metrics("inventory", "jvm.memory.used")));
    picture("metrics-one-point-narrow");
  }

  @Test
  void aClickOnAnExemplarOpensItsTrace(FxRobot robot) throws Exception {
    opensItsTrace(robot, "http.server.request.duration", 77);
    opensItsTrace(robot, "http.server.response.body.size.total", 78);
  }

  private void opensItsTrace(FxRobot robot, String metric, long span) throws Exception {
    opened.places().clear();
    fx(() -> view.show(new Place.Metrics("checkout", metric)));
    ChartPane chart = (ChartPane) robot.lookup("#chart").query();
    ChartPicture picture = chart.picture();
    assertThat(picture).isNotNull();
    ExemplarMark mark = picture.data().exemplars().getFirst();
    Node over = chart.lookup("Canvas");
    double x = picture.x(mark.time());
    double y = picture.y(mark.height());
    fx(() -> over.fireEvent(mouse(over, MouseEvent.MOUSE_MOVED, x, y)));
    assertThat(robot.lookup(".chart-said").queryAs(Label.class).getText())
        .contains("trace " + mark.traceId());
    fx(() -> over.fireEvent(mouse(over, MouseEvent.MOUSE_CLICKED, x, y)));
    assertThat(opened.places())
        .containsExactly(
            new Place.Trace(new TraceId(mark.traceId().high(), mark.traceId().low()), span));
  }

  /** An event at a place of the node; events carry places of the scene. */
  private static MouseEvent mouse(Node node, EventType<MouseEvent> type, double x, double y) {
    Point2D at = node.localToScene(x, y);
    return new MouseEvent(
        type,
        at.getX(),
        at.getY(),
        at.getX(),
        at.getY(),
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        true,
        null);
  }

  @Test
  void theCrosshairTellsTheValuesAndALineCanBeHidden(FxRobot robot) throws Exception {
    ChartPane chart = (ChartPane) robot.lookup("#chart").query();
    ListView<LegendRow> legend = robot.lookup("#legend").queryListView();
    double newest = legend.getItems().getFirst().value();
    Node over = chart.lookup("Canvas");
    fx(() -> over.fireEvent(mouse(over, MouseEvent.MOUSE_MOVED, 300, 200)));
    long at = chart.crosshairProperty().get();
    assertThat(at).isBetween(FakeMetrics.START, FakeMetrics.START + 400 * FakeMetrics.STEP);
    assertThat(legend.getItems().getFirst().value()).isNotEqualTo(newest);
    picture("metrics-crosshair");
    fx(() -> {
      legend.getSelectionModel().select(0);
      legend.requestFocus();
    });
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(legend.getItems().getFirst().hidden()).isTrue();
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(legend.getItems().getFirst().hidden()).isFalse();
  }

  @Test
  void aChartIsWrittenAsAPicture(FxRobot robot, @TempDir Path folder) throws Exception {
    ChartPane chart = (ChartPane) robot.lookup("#chart").query();
    ChartPicture picture = chart.picture();
    assertThat(picture).isNotNull();
    Path file = folder.resolve("chart.png");
    PictureExport.png(chart::picture).save(file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(picture.width());
  }
}
