package dev.eyepiece.ui.trace;

import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.FakeTime;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.OpenedPlaces;
import dev.eyepiece.ui.Pictures;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The trace page over plain lists of spans. */
@ExtendWith(ApplicationExtension.class)
class TraceViewTest {

  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final Ambient ambient = new Ambient();
  private final OpenedPlaces opened =
      new OpenedPlaces() {
        @Override
        public void open(Place place) {
          super.open(place);
          view.show(place);
        }
      };
  private final List<String> searched = new ArrayList<>();
  private final List<TraceId> walked = new ArrayList<>();
  private final FakeTime time = new FakeTime();
  private final Remembered remembered = Remembered.inMemory();
  private Theme theme;
  private TraceViewModel model;
  private TraceView view;
  private Stage stage;

  private final class Searches implements SearchActions {
    @Override
    public void filter(String key, String value) {
      searched.add(key + ":" + value);
    }

    @Override
    public void exclude(String key, String value) {
      searched.add("-" + key + ":" + value);
    }
  }

  private final class Walk implements TraceWalk {
    @Override
    public int indexOf(TraceId id) {
      return walked.indexOf(id);
    }

    @Override
    public int size() {
      return walked.size();
    }

    @Override
    public @Nullable TraceId at(int index) {
      return index < 0 || index >= walked.size() ? null : walked.get(index);
    }
  }

  @Start
  void start(Stage shown) {
    stage = shown;
    theme = new Theme(false, new ServiceColours(List.of()));
    InPlace inPlace = new InPlace();
    model = new TraceViewModel(telemetry, ambient, inPlace, time::nanos, time);
    view =
        new TraceView(
            model,
            telemetry,
            opened,
            new Walk(),
            new Searches(),
            theme,
            remembered,
            inPlace,
            ZoneOffset.UTC);
    BorderPane root = new BorderPane(view.node());
    Scene scene = new Scene(root, 1392, 836);
    theme.dress(scene);
    shown.setScene(scene);
    shown.show();
  }

  private void open(TraceCases cases) throws Exception {
    telemetry.add(cases.spans());
    walked.add(cases.id());
    fx(() -> view.show(new Place.Trace(cases.id(), 0)));
  }

  private void press(FxRobot robot, KeyCode... keys) throws Exception {
    fx(() -> view.node().lookup("#waterfall").requestFocus());
    if (keys[0].isModifierKey()) {
      robot.push(keys);
    } else {
      robot.type(keys);
    }
    WaitForAsyncUtils.waitForFxEvents();
  }

  private String selectedName() {
    return model.tree().name(model.selectedProperty().get());
  }

  private void size(double width, double height) throws Exception {
    fx(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
    });
  }

  private void picture(String name) throws Exception {
    Pictures.take(stage, name);
  }

  private String accessible(int row) {
    Node node =
        (Node)
            view.node()
                .lookup("#waterfall")
                .queryAccessibleAttribute(AccessibleAttribute.ROW_AT_INDEX, row);
    return String.valueOf(node.queryAccessibleAttribute(AccessibleAttribute.TEXT));
  }

  @Test
  void picturesOfWhatViewersStumbleOver() throws Exception {
    open(TraceCases.nineServices());
    fx(() -> model.select(model.tree().nodeOf(7)));
    for (boolean dark : new boolean[] {false, true}) {
      fx(() -> theme.darkProperty().set(dark));
      size(1392, 836);
      picture("trace-page-errors-" + (dark ? "dark" : "light"));
      size(912, 536);
      picture("trace-page-errors-narrow-" + (dark ? "dark" : "light"));
    }
    size(1392, 836);
    fx(() -> theme.darkProperty().set(false));
    open(TraceCases.broken());
    picture("trace-page-broken");
    open(TraceCases.longNames());
    picture("trace-page-long-names");
    size(912, 536);
    picture("trace-page-long-names-narrow");
    size(1392, 836);
    open(TraceCases.deep(200));
    fx(() -> model.steps().rows(100));
    picture("trace-page-deep");
    open(TraceCases.single());
    picture("trace-page-single");
  }

  @Test
  void tracesOfAnyShapeAreShownInEveryWay(FxRobot robot) throws Exception {
    for (TraceCases cases :
        List.of(
            TraceCases.deep(10_000),
            TraceCases.wide(50_000),
            TraceCases.scripts(),
            TraceCases.single(),
            TraceCases.broken())) {
      fx(() -> model.modeProperty().set(PageMode.WATERFALL));
      open(cases);
      int last = model.tree().nodes() - 1;
      press(robot, KeyCode.END);
      assertThat(model.rows().rowOf(model.tree(), model.selectedProperty().get())).isEqualTo(last);
      assertThat(accessible(last)).startsWith("span ").contains("level ");
      press(robot, KeyCode.HOME);
      press(robot, KeyCode.V, KeyCode.S);
      assertThat(robot.lookup("#statistics-table").queryTableView().getItems()).isNotEmpty();
      fx(() -> model.modeProperty().set(PageMode.FLAME));
      assertThat(model.flame().calls()).isNotNull();
      assertThat(robot.lookup("#flame-said").queryAs(Label.class).getText())
          .contains(Formats.count(cases.spans().size(), "span"));
    }
    fx(() -> model.modeProperty().set(PageMode.WATERFALL));
    fx(() -> view.show(new Place.Trace(TraceCases.scripts().id(), 0)));
    picture("trace-page-scripts");
    fx(() -> view.show(new Place.Trace(TraceCases.deep(1).id(), 0)));
    fx(() -> model.steps().rows(5_000));
    picture("trace-page-deepest");
  }

  @Test
  void statisticsAndFlameGraphStandBesideTheWaterfall(FxRobot robot) throws Exception {
    open(TraceCases.nineServices());
    press(robot, KeyCode.V, KeyCode.S);
    TableView<?> table = robot.lookup("#statistics-table").queryTableView();
    assertThat(table.getItems()).hasSize(13);
    assertThat(table.isFocused()).isTrue();
    assertThat(robot.lookup("#statistics-of").queryAs(Label.class).getText())
        .isEqualTo("all of 13 spans in 13 groups");
    picture("trace-page-statistics");
    SpanGroup most = (SpanGroup) table.getItems().getFirst();
    assertThat(most.name()).as("the most self time comes first").isEqualTo("authorize card");
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(model.modeProperty().get()).isEqualTo(PageMode.WATERFALL);
    assertThat(model.finder().foundProperty().get()).isEqualTo("match 1 of 1 in 13 spans");
    assertThat(selectedName()).isEqualTo("authorize card");

    fx(() -> model.leaveFind());
    press(robot, KeyCode.V, KeyCode.F);
    assertThat(robot.lookup("#flame-drawing").query().isFocused()).isTrue();
    robot.push(KeyCode.DOWN);
    robot.push(KeyCode.DOWN);
    robot.push(KeyCode.DOWN);
    robot.push(KeyCode.DOWN);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("#flame-said").queryAs(Label.class).getText())
        .startsWith("payment POST /charges  ·  1 span  ·  43.0 ms (");
    picture("trace-page-flame");
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(model.flame().scale().isWhole()).isFalse();
    fx(() -> theme.darkProperty().set(true));
    size(912, 536);
    picture("trace-page-flame-zoomed-narrow-dark");
    assertThat(view.closeLayer()).isTrue();
    assertThat(model.flame().scale().isWhole()).isTrue();
    fx(() -> model.modeProperty().set(PageMode.STATISTICS));
    picture("trace-page-statistics-narrow-dark");
    assertThat(remembered.get("trace.mode", "")).isEqualTo("STATISTICS");
  }

  @Test
  void everyRowInSightHasANameThatTellsWhatIsDrawn() throws Exception {
    open(TraceCases.nineServices());
    assertThat(accessible(0)).isEqualTo("span POST /cart/checkout, storefront, 105 ms, level 1");
    assertThat(accessible(5)).isEqualTo("span POST /charges, payment, 43.0 ms, error, level 4");
    Node waterfall = view.node().lookup("#waterfall");
    assertThat(waterfall.queryAccessibleAttribute(AccessibleAttribute.ROW_COUNT)).isEqualTo(13);
    Node focus = (Node) waterfall.queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM);
    assertThat(focus.queryAccessibleAttribute(AccessibleAttribute.SELECTED)).isEqualTo(true);
    assertThat(focus.queryAccessibleAttribute(AccessibleAttribute.INDEX)).isEqualTo(0);
  }

  @Test
  void keysDoWhatTheyAreSaidToDo(FxRobot robot) throws Exception {
    open(TraceCases.nineServices());
    press(robot, KeyCode.E);
    assertThat(selectedName()).isEqualTo("POST /charges");
    press(robot, KeyCode.E);
    assertThat(selectedName()).isEqualTo("authorize card");
    press(robot, KeyCode.SHIFT, KeyCode.E);
    assertThat(selectedName()).isEqualTo("POST /charges");
    press(robot, KeyCode.PERIOD);
    assertThat(selectedName()).isEqualTo("book truck");
    press(robot, KeyCode.COMMA);
    press(robot, KeyCode.P);
    assertThat(model.pins().size()).isOne();
    press(robot, KeyCode.H);
    assertThat(model.rows().size()).isEqualTo(12);
    press(robot, KeyCode.L);
    assertThat(model.rows().size()).isEqualTo(13);
    press(robot, KeyCode.CLOSE_BRACKET);
    assertThat(model.rows().size()).isEqualTo(2);
    press(robot, KeyCode.OPEN_BRACKET);
    assertThat(model.rows().size()).isEqualTo(13);
    press(robot, KeyCode.W);
    assertThat(model.time().scale().isWhole()).isFalse();
    double from = model.time().scale().from();
    press(robot, KeyCode.D);
    assertThat(model.time().scale().from()).isGreaterThan(from);
    press(robot, KeyCode.F);
    assertThat(model.time().scale().isWhole()).isTrue();
    press(robot, KeyCode.C);
    assertThat(model.showCriticalProperty().get()).isFalse();
    press(robot, KeyCode.END);
    assertThat(selectedName()).isEqualTo("cache hit");
    press(robot, KeyCode.Y);
    assertThat(clipboard()).isEqualTo("000000000000000d");
  }

  private static String clipboard() throws Exception {
    return WaitForAsyncUtils.asyncFx(() -> Clipboard.getSystemClipboard().getString()).get();
  }

  @Test
  void theWheelScrollsAndWithControlZoomsAtThePointer() throws Exception {
    open(TraceCases.large(2_000, 3));
    wheel(false, 900, -240);
    assertThat(model.topProperty().get()).isEqualTo(10);
    double pixels = 1392 - 900;
    assertThat(pixels).isPositive();
    TimeScale before = model.time().scale();
    wheel(true, 900, 400);
    TimeScale after = model.time().scale();
    assertThat(after.length()).isLessThan(before.length() / 2);
    assertThat(after.from()).isGreaterThan(before.from());
    assertThat(after.to()).isLessThan(before.to());
  }

  private void wheel(boolean control, double x, double delta) throws Exception {
    Node canvas = view.node().lookup("#waterfall").lookup("Canvas");
    fx(() ->
        canvas.fireEvent(
            new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                300,
                x,
                300,
                false,
                control,
                false,
                false,
                false,
                false,
                0,
                delta,
                0,
                delta,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null)));
  }

  @Test
  void detailsTellTimesExactlyAndLinksLeadBothWays(FxRobot robot) throws Exception {
    open(TraceCases.nineServices());
    fx(() -> model.select(model.tree().nodeOf(9)));
    TabPane tabs = robot.lookup("#details .tab-pane").queryAs(TabPane.class);
    fx(() -> tabs.getSelectionModel().select(2));
    Hyperlink back =
        robot.lookup("#details .hyperlink").<Hyperlink>queryAll().stream()
            .filter(link -> link.getText().startsWith("mail"))
            .findFirst()
            .orElseThrow();
    assertThat(back.getText())
        .isEqualTo("mail  receive orders\n2026-11-23 02:08:42.736123456 +00:00\nthis trace");
    fx(back::fire);
    assertThat(opened.places()).containsExactly(new Place.Trace(walked.getFirst(), 10));
    assertThat(selectedName()).isEqualTo("receive orders");

    fx(() -> tabs.getSelectionModel().select(4));
    ListView<?> json = robot.lookup("#span-json").queryListView();
    assertThat(json.getItems().toString())
        .contains("\"startTimeUnixNano\": \"" + (TraceCases.START + 80_000_000) + "\"");
  }

  @Test
  void logRecordsLieOnTheBarsAndInTheDetails(FxRobot robot) throws Exception {
    TraceCases cases = TraceCases.nineServices();
    telemetry.addLogs(TraceLogsTest.logs(cases.id()));
    open(cases);
    fx(() -> model.select(model.tree().nodeOf(8)));
    TabPane tabs = robot.lookup("#details .tab-pane").queryAs(TabPane.class);
    assertThat(tabs.getTabs().stream().map(Tab::getText))
        .containsExactly("Attributes", "Events", "Links", "Logs", "JSON");
    Waterfall waterfall = robot.lookup("#waterfall").queryAs(Waterfall.class);
    int card = model.tree().nodeOf(7);
    double dot =
        waterfall.treeWidth() + model.time().scale().withWidth(waterfall.timeWidth()).x(59.5e6);
    assertThat(waterfall.markAt(card, dot)).get().isInstanceOf(Mark.Logs.class);
    double y =
        Grid.HEADER + (model.rows().rowOf(model.tree(), card) + 0.5) * waterfall.grid().row();
    Bounds at =
        WaitForAsyncUtils.asyncFx(() -> waterfall.localToScreen(waterfall.getBoundsInLocal()))
            .get();
    robot.clickOn(at.getMinX() + dot, at.getMinY() + y);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(selectedName()).isEqualTo("authorize card");
    assertThat(tabs.getSelectionModel().getSelectedItem().getText()).isEqualTo("Logs 4");
    ListView<LogRow> list = robot.lookup("#span-logs").queryListView();
    assertThat(list.getSelectionModel().getSelectedItem().line())
        .startsWith("authorisation failed");
    picture("trace-page-logs");
    robot.clickOn("Whole trace");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(list.getItems()).hasSize(9);
    assertThat(robot.lookup("#span-logs-said").queryAs(Label.class).getText())
        .isEqualTo("9 records");
    fx(() -> theme.darkProperty().set(true));
    size(912, 536);
    picture("trace-page-logs-narrow-dark");
    fx(() -> list.getSelectionModel().select(0));
    fx(list::requestFocus);
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(opened.places())
        .containsExactly(
            new Place.Logs(new Place.LogPoint(cases.id(), 1, TraceCases.START + 200_000)));
  }

  @Test
  void theTablesOfTheTraceAreWrittenToFiles() throws Exception {
    open(TraceCases.nineServices());
    TraceData data = TraceData.of(model.tree().spans());
    StringBuilder csv = new StringBuilder();
    TraceExport.csv(data, csv);
    List<String> lines = csv.toString().lines().toList();
    assertThat(lines).hasSize(14);
    assertThat(lines.get(6))
        .isEqualTo(
            "3,0000000000000006,0000000000000003,payment,POST /charges,server,error,"
                + (TraceCases.START + 18_000_000)
                + ",43000000,3000000,3000000");
    StringBuilder json = new StringBuilder();
    TraceExport.json(data, json);
    assertThat(JsonPretty.of(json.toString())).get().asString().contains("authorize card");
    List<SpanGroup> groups =
        TraceStatistics.of(data, TraceStatistics.By.SERVICE, -1, null).groups();
    StringBuilder statistics = new StringBuilder();
    StatisticsExport.csv(groups, statistics);
    assertThat(statistics.toString().lines().filter(line -> line.startsWith("storefront,,2,0,")))
        .hasSize(1);
    StringBuilder objects = new StringBuilder();
    StatisticsExport.json(groups, objects);
    assertThat(objects).contains("{\"service\": \"storefront\", \"name\": \"\", \"spans\": 2,");
  }

  @Test
  void resultsAreWalkedAndTheHeadSaysWhatTheTraceIs(FxRobot robot) throws Exception {
    open(TraceCases.broken());
    open(TraceCases.nineServices());
    Label walk = robot.lookup("#walk").queryAs(Label.class);
    assertThat(walk.getText()).isEqualTo("2 of 2 traces");
    press(robot, KeyCode.SHIFT, KeyCode.COMMA);
    assertThat(walk.getText()).isEqualTo("1 of 2 traces");
    assertThat(robot.lookup("#trace-facts").queryAs(Label.class).getText())
        .isEqualTo("all of 11 shown");
    assertThat(
            robot.lookup(".facts .label").<Label>queryAll().stream().map(Label::getText).toList())
        .containsSubsequence("Start", "2026-11-23 02:08:42.656123456 +00:00", "Duration", "70.0 ms")
        .contains("1 parent not received");
  }
}
