package dev.eyepiece.ui.logs;

import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.FakeTime;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.OnFx;
import dev.eyepiece.ui.OpenedPlaces;
import dev.eyepiece.ui.Pictures;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.LogRow;
import dev.eyepiece.ui.traces.Pen;
import dev.eyepiece.ui.traces.SearchFromSpan;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The list of log records over plain lists. */
@ExtendWith(ApplicationExtension.class)
class LogsViewTest {
  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final Ambient ambient = new Ambient();
  private final OpenedPlaces opened = new OpenedPlaces();
  private final FakeTime time = new FakeTime();
  private final Remembered remembered = Remembered.inMemory();
  private Theme theme;
  private LogsViewModel model;
  private LogList list;
  private Stage stage;

  @Start
  void start(Stage shown) {
    stage = shown;
    theme = new Theme(false, new ServiceColours(List.of()));
    InPlace inPlace = new InPlace();
    model =
        new LogsViewModel(telemetry, ambient, inPlace, InstantSource.system(), time::nanos, time);
    LogsView view =
        new LogsView(
            model,
            new Receiving("http://localhost:4317", "http://localhost:4318", "", ""),
            opened,
            new SearchFromSpan(ambient, opened),
            theme,
            inPlace,
            remembered,
            ZoneOffset.UTC);
    Scene scene = new Scene(new BorderPane(view.node()), 1392, 836);
    theme.dress(scene);
    stage.setScene(scene);
    stage.show();
    view.show(new Place.Logs());
    list = (LogList) scene.lookup("#logs");
  }

  private void add(List<ScopedLog> logs) throws Exception {
    time.pass(60_000);
    fx(() -> telemetry.addLogs(logs));
  }

  private void picture(String name) throws Exception {
    Pictures.take(stage, "logs-" + name);
  }

  @Test
  void theNewestStayInSightWhateverHeightTheListHas() throws Exception {
    add(new ShopLogs(21).next(400));
    for (int height : new int[] {500, 360, 800, 421, 700}) {
      fx(() -> stage.setHeight(height));
      OnFx.await(() -> isInSight(399));
    }
  }

  private boolean isInSight(int index) {
    double bottom = list.localToScene(0, list.getHeight()).getY();
    return list.lookupAll(".log-cell").stream()
        .anyMatch(node ->
            node instanceof LogCell cell
                && cell.isVisible()
                && cell.getIndex() == index
                && cell.localToScene(0, cell.getHeight()).getY() <= bottom + 1);
  }

  @Test
  void theNewestAreInSightUntilSomebodyReads(FxRobot robot) throws Exception {
    ShopLogs shop = new ShopLogs(21);
    add(shop.next(400));
    LogCell last =
        robot.lookup(".log-cell").queryAllAs(LogCell.class).stream()
            .filter(cell -> cell.getIndex() == 399)
            .findFirst()
            .orElseThrow();
    assertThat(last.isVisible()).isTrue();
    fx(() -> theme.darkProperty().set(true));
    picture("dark");
    fx(() -> theme.darkProperty().set(false));
    fx(() -> list.getSelectionModel().select(395));
    List<LogRow> before = model.rows();
    add(shop.next(128));
    assertThat(model.rows()).isSameAs(before);
    Button pill = robot.lookup("#new-logs").queryAs(Button.class);
    assertThat(pill.isVisible()).isTrue();
    assertThat(pill.getText()).isEqualTo("128 new");
    picture("reading");
    robot.clickOn("#new-logs");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(model.rows()).hasSize(528);
    assertThat(pill.isVisible()).isFalse();
  }

  @Test
  void aRecordOpensInPlaceAndWholeAndLeadsToItsTrace(FxRobot robot) throws Exception {
    add(new ShopLogs(22).next(300));
    fx(() -> list.requestFocus());
    robot.type(KeyCode.E);
    WaitForAsyncUtils.waitForFxEvents();
    LogRow error = model.selectedProperty().get();
    assertThat(error.isError()).isTrue();
    assertThat(robot.lookup("#log-body").queryAs(TextArea.class).getText())
        .contains("gateway did not answer");
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(model.lines()).hasSize(303);
    assertThat(model.selectedProperty().get()).isEqualTo(error);
    picture("opened");
    LogRow traced = model.rows().stream().filter(LogRow::hasTrace).findFirst().orElseThrow();
    fx(() -> model.selectedProperty().set(traced));
    robot.type(KeyCode.O);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(opened.places())
        .containsExactly(new Place.Trace(traced.traceId(), traced.source().log().spanId()));
  }

  @Test
  void rowsOfSeveralDaysTellTheirDay(FxRobot robot) throws Exception {
    List<ScopedLog> logs = new ShopLogs(25).next(40);
    logs.subList(0, 20)
        .forEach(one -> one.log().setTimeUnixNano(one.log().timeUnixNano() - 86_400_000_000_000L));
    add(logs);
    assertThat(spoken(robot, 39)).contains(", 11-23 02:");
    picture("days");
    long first = model.rows().get(20).timeUnixNano();
    fx(() -> model.sought().only(new TimeRange(first, Long.MAX_VALUE)));
    assertThat(model.rows()).hasSize(20);
    assertThat(spoken(robot, 19)).doesNotContain("11-23").contains(", 02:");
  }

  private static String spoken(FxRobot robot, int index) {
    LogCell cell =
        robot.lookup(".log-cell").queryAllAs(LogCell.class).stream()
            .filter(one -> one.getIndex() == index)
            .findFirst()
            .orElseThrow();
    return String.valueOf(cell.queryAccessibleAttribute(AccessibleAttribute.TEXT));
  }

  private static void mouse(FxRobot robot, EventType<MouseEvent> type, double x) {
    Event.fireEvent(
        robot.lookup("#log-edge").query(),
        new MouseEvent(
            type,
            x,
            80,
            x,
            80,
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            true,
            false,
            false,
            false,
            false,
            false,
            null));
  }

  @Test
  void theServiceIsAsWideAsTheUserWantsAlsoInTheNextRun(FxRobot robot) throws Exception {
    add(new ShopLogs(26).next(40));
    double before = robot.lookup("#log-edge").query().getLayoutX();
    // The robot lets go before its last moves have come, so the events are made here.
    fx(() -> {
      mouse(robot, MouseEvent.MOUSE_PRESSED, 400);
      mouse(robot, MouseEvent.MOUSE_DRAGGED, 431);
      mouse(robot, MouseEvent.MOUSE_DRAGGED, 460);
      mouse(robot, MouseEvent.MOUSE_RELEASED, 460);
    });
    WaitForAsyncUtils.waitForFxEvents();
    double after = robot.lookup("#log-edge").query().getLayoutX();
    assertThat(after - before).isEqualTo(60);
    fx(() -> robot.lookup("#log-edge").query().requestFocus());
    robot.type(KeyCode.LEFT);
    assertThat(OnFx.get(() -> robot.lookup("#log-edge").query().getLayoutX())).isLessThan(after);
    double kept = remembered.number("logs.column.service", 0);
    assertThat(kept).isBetween(124.0 + 30, 124.0 + 59);
    LogColumns next = new LogColumns(new Pen(theme), remembered);
    assertThat(next.serviceWidth().get()).isEqualTo(kept);
    next.setServiceWidth(-4);
    assertThat(next.serviceWidth().get()).isPositive();
  }

  @Test
  void inASmallWindowDetailsLieBelow(FxRobot robot) throws Exception {
    fx(() -> {
      stage.setWidth(912);
      stage.setHeight(536);
    });
    add(new ShopLogs(23).next(100));
    fx(() -> list.getSelectionModel().select(90));
    double listBottom = OnFx.get(() -> list.localToScene(list.getBoundsInLocal()).getMaxY());
    double detailsTop =
        OnFx.get(() ->
            robot
                .lookup("#log-details")
                .query()
                .localToScene(robot.lookup("#log-details").query().getBoundsInLocal())
                .getMinY());
    assertThat(detailsTop).isGreaterThanOrEqualTo(listBottom);
    picture("small");
  }

  @Test
  void anEmptyListTellsWhatToDo(FxRobot robot) throws Exception {
    assertThat(robot.lookup(".code").queryAs(Label.class).getText())
        .contains("OTEL_LOGS_EXPORTER=otlp");
    picture("nothing");
    add(new ShopLogs(24).next(20));
    fx(() -> ambient.searchProperty().set("zebra"));
    robot.clickOn("Clear the search");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(model.rows()).hasSize(20);
  }
}
