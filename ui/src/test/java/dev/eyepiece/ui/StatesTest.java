package dev.eyepiece.ui;

import static dev.eyepiece.ui.OnFx.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Folders;
import dev.eyepiece.agent.Settings;
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
import java.util.Map;
import java.util.Random;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
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

  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private Workbench workbench;
  private Stage stage;

  @Start
  void start(Stage shown) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-states");
    Folders folders = new Folders(folder, folder.resolve("config"), folder.resolve("state"));
    stage = shown;
    workbench =
        new Workbench(
            new Host(
                telemetry,
                new FakeRules(),
                new Receiving("http://localhost:4317", "http://localhost:4318", "", ""),
                () -> Received.NOTHING,
                Settings.read(folders, Map.of(), Map.of()),
                folder.resolve("state/window.properties"),
                List::of),
            new SimpleBooleanProperty(false));
    workbench.show(shown);
  }

  @AfterEach
  void stop() throws Exception {
    WaitForAsyncUtils.asyncFx(() -> workbench.stop()).get();
  }

  private void fx(Runnable action) throws Exception {
    WaitForAsyncUtils.asyncFx(action).get();
    WaitForAsyncUtils.waitForFxEvents();
  }

  private void pictures(String name) throws Exception {
    for (int[] size : new int[][] {{1440, 900}, {960, 600}}) {
      fx(() -> {
        stage.setWidth(size[0]);
        stage.setHeight(size[1]);
      });
      for (boolean dark : new boolean[] {false, true}) {
        fx(() -> workbench.theme().darkProperty().set(dark));
        Pictures.take(stage, name + (dark ? "-dark-" : "-light-") + size[0] + "x" + size[1]);
      }
    }
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
    fx(() -> workbench.open(new Place.Traces()));
    await(() -> count(robot).getText().contains(Formats.count(TRACES) + " spans match"));
    TableView<?> table = robot.lookup("#traces").queryAs(TableView.class);
    assertThat(table.getItems()).hasSizeGreaterThan(1_000);
    pictures("traces-overfull");
    assertThat(fits(robot, "#traces")).isTrue();
    List<Node> services = new ArrayList<>(robot.lookup(".facet-line").queryAll());
    assertThat(services).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void namesThatFitNowhereLeaveTheFiguresInSight(FxRobot robot) throws Exception {
    telemetry.add(traces(60, 9, LONG + "."));
    fx(() -> workbench.open(new Place.Traces()));
    await(() -> count(robot).getText().contains("60 spans match"));
    pictures("traces-long-names");
    TableView<?> table = robot.lookup("#traces").queryAs(TableView.class);
    double columns = WaitForAsyncUtils.asyncFx(() -> width(table)).get();
    assertThat(columns).as("at 960 pixels").isLessThanOrEqualTo(table.getWidth());
    assertThat(fits(robot, "#traces")).isTrue();
  }

  @Test
  void everyViewWithNothingInItSaysWhatGoesThere(FxRobot robot) throws Exception {
    for (Place place :
        List.of(
            new Place.Traces(),
            new Place.Logs(),
            new Place.Profiles(),
            new Place.Rules(),
            new Place.Fleet(),
            new Place.Receiver())) {
      fx(() -> workbench.open(place));
      String name = place.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
      Pictures.take(stage, "empty-" + name);
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
