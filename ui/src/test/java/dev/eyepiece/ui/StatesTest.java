package dev.eyepiece.ui;

import static dev.eyepiece.ui.OnFx.await;
import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Formats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window with nothing in it, with far too much, and with names that fit nowhere. */
@ExtendWith(ApplicationExtension.class)
class StatesTest {
  private static final int TRACES = 100_000;
  private static final int SERVICES = 12;
  private static final String LONG =
      "com.example.platform.checkout.internal.PaymentAuthorisationAndSettlementCoordinator";

  private static final List<Place> PLACES =
      List.of(
          new Place.Traces(),
          new Place.Logs(),
          new Place.Profiles(),
          new Place.Rules(),
          new Place.Fleet(),
          new Place.Receiver());

  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-states");
    window = TestWindow.show(shown, new FakeHost(telemetry, folder).host());
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
  }

  private static List<SpanRecord> traces(int count, int services, String before) {
    Random random = new Random(9);
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      Attributes attributes = new Attributes();
      attributes.add("service.name", before + "service-" + i);
      resources.add(new Resource(attributes, 0, List.of(), Utf8.EMPTY));
    }
    Scope scope = new Scope(Utf8.of("made"), Utf8.EMPTY, new Attributes(), 0, Utf8.EMPTY);
    List<SpanRecord> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Span span = new Span();
      span.setTraceId(random.nextLong(), random.nextLong() | 1);
      span.setSpanId(random.nextLong() | 1);
      span.setName(Utf8.of(before + "GET /things/" + i % 37));
      span.setKind(2);
      long start = FakeShop.START + i * 9_000_000L;
      span.setStartUnixNano(start);
      span.setEndUnixNano(start + 40_000 + random.nextLong(30_000_000));
      made.add(new SpanRecord(resources.get(i % services), scope, span));
    }
    return made;
  }

  private Label count(FxRobot robot) {
    return robot.lookup("#trace-count").queryAs(Label.class);
  }

  /** Whether a view needs no bar to scroll sideways. */
  private static boolean fits(FxRobot robot, String view) {
    return robot.from(robot.lookup(view)).lookup(".scroll-bar").queryAll().stream()
        .map(ScrollBar.class::cast)
        .noneMatch(bar -> bar.getOrientation() == Orientation.HORIZONTAL && bar.isVisible());
  }

  private static double width(TableView<?> table) {
    double width = 0;
    for (TableColumn<?, ?> column : table.getColumns()) {
      width += column.getWidth();
    }
    return width;
  }

  @Test
  void aHundredThousandTracesOfManyServicesAreListed(FxRobot robot) throws Exception {
    telemetry.add(traces(TRACES, SERVICES, ""));
    window.open(new Place.Traces());
    await(() -> count(robot).getText().contains(Formats.count(TRACES) + " spans match"));
    TableView<?> table = robot.lookup("#traces").queryAs(TableView.class);
    assertThat(table.getItems()).hasSizeGreaterThan(1_000);
    window.pictures("traces-overfull");
    window.size(960, 600);
    assertThat(fits(robot, "#traces")).isTrue();
    List<Node> services = new ArrayList<>(robot.lookup(".facet-line").queryAll());
    assertThat(services).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void aViewThatWasGoneToByAKeyTakesItsKeys(FxRobot robot) throws Exception {
    telemetry.add(traces(60, 9, ""));
    Node centre = robot.lookup("#centre").query();
    fx(centre::requestFocus);
    window.open(new Place.Traces());
    await(() -> count(robot).getText().contains("60 spans match"));
    TableView<?> table = robot.lookup("#traces").queryAs(TableView.class);
    robot.type(KeyCode.J);
    await(() -> table.getSelectionModel().getSelectedIndex() == 0);
    robot.type(KeyCode.J);
    await(() -> table.getSelectionModel().getSelectedIndex() == 1);
  }

  @Test
  void namesThatFitNowhereLeaveTheFiguresInSight(FxRobot robot) throws Exception {
    telemetry.add(traces(60, 9, LONG + "."));
    window.open(new Place.Traces());
    await(() -> count(robot).getText().contains("60 spans match"));
    window.pictures("traces-long-names");
    window.size(960, 600);
    TableView<?> table = robot.lookup("#traces").queryAs(TableView.class);
    double columns = WaitForAsyncUtils.asyncFx(() -> width(table)).get();
    assertThat(columns).as("at 960 pixels").isLessThanOrEqualTo(table.getWidth());
    assertThat(fits(robot, "#traces")).isTrue();
  }

  private static boolean isWithin(Node node, Node pane) {
    for (Node up = node; up != null; up = up.getParent()) {
      if (up.equals(pane)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theFocusStaysInTheViewsWhenTheyChange(FxRobot robot) throws Exception {
    Node centre = robot.lookup("#centre").query();
    fx(centre::requestFocus);
    for (Place place : PLACES) {
      window.open(place);
      WaitForAsyncUtils.waitForFxEvents();
      Node owner = WaitForAsyncUtils.asyncFx(() -> centre.getScene().getFocusOwner()).get();
      assertThat(isWithin(owner, centre)).as("%s has the focus on %s", place, owner).isTrue();
      // In one of its parts, which goes with it.
      fx(() ->
          robot.from(centre).lookup(Node::isFocusTraversable).queryAll().stream()
              .filter(Node::isVisible)
              .findFirst()
              .ifPresent(Node::requestFocus));
    }
  }

  @Test
  void everyViewWithNothingInItSaysWhatGoesThere(FxRobot robot) throws Exception {
    for (Place place : PLACES) {
      window.open(place);
      String name = place.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
      window.picture("empty-" + name);
      long words =
          robot.from(robot.lookup("#centre")).lookup(".label").queryAll().stream()
              .map(Label.class::cast)
              .filter(Node::isVisible)
              .filter(label -> label.getText() != null && label.getText().split(" ", -1).length > 4)
              .count();
      assertThat(words).as("sentences in %s", place).isPositive();
    }
  }
}
