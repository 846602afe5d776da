package dev.eyepiece.ui.traces;

import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.ui.FakeShop;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.FakeTime;
import dev.eyepiece.ui.HeldWork;
import dev.eyepiece.ui.OnFx;
import dev.eyepiece.ui.OpenedPlaces;
import dev.eyepiece.ui.Pictures;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import javafx.event.EventType;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
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

/** The list of traces over plain lists of spans. */
@ExtendWith(ApplicationExtension.class)
class TracesViewTest {
  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final Ambient ambient = new Ambient();
  private final OpenedPlaces opened = new OpenedPlaces();
  private final FakeTime time = new FakeTime();
  private final Remembered remembered = Remembered.inMemory();
  private final HeldWork background = new HeldWork("nothing");
  private Theme theme;
  private TracesViewModel model;
  private TracesView view;
  private TableView<TraceRow> table;
  private Stage stage;

  @Start
  @SuppressWarnings("unchecked") // The table of this view holds nothing else.
  void start(Stage shown) {
    stage = shown;
    theme = new Theme(false, new ServiceColours(List.of()));
    build();
    Scene scene = new Scene(new BorderPane(view.node()), 1392, 836);
    theme.dress(scene);
    stage.setScene(scene);
    // The stage is shared with other tests, which may have left it small.
    stage.setWidth(1392);
    stage.setHeight(836);
    stage.show();
    view.show(new Place.Traces());
    table = (TableView<TraceRow>) scene.lookup("#traces");
  }

  private void build() {
    model =
        new TracesViewModel(
            telemetry, ambient, background, InstantSource.system(), time::nanos, time);
    view =
        new TracesView(
            model,
            new Receiving("http://localhost:4317", "http://localhost:4318", "", ""),
            opened,
            theme,
            background,
            remembered,
            ZoneOffset.UTC);
  }

  private void add(List<SpanRecord> spans) throws Exception {
    time.pass(60_000);
    fx(() -> telemetry.add(spans));
  }

  private void size(double width, double height) throws Exception {
    fx(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
    });
  }

  private void picture(String name) throws Exception {
    Pictures.take(stage, "list-" + name);
  }

  private String text(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(Label.class).getText();
  }

  @Test
  void allTracesAreListedAndNothingIsCutOff(FxRobot robot) throws Exception {
    add(new FakeShop(7).traces(360));
    assertThat(table.getItems()).hasSize(360);
    assertThat(text(robot, "#trace-count"))
        .startsWith("360 of 360 traces, sorted over all · ")
        .endsWith(" spans match");
    for (boolean dark : new boolean[] {false, true}) {
      fx(() -> theme.darkProperty().set(dark));
      for (double[] s : new double[][] {{912, 536}, {1392, 836}}) {
        size(s[0], s[1]);
        double columns = table.getColumns().stream().mapToDouble(column -> column.getWidth()).sum();
        assertThat(columns).isLessThanOrEqualTo(table.getWidth());
        picture((dark ? "dark-" : "light-") + (int) s[0]);
      }
    }
    long rows =
        robot.lookup(".table-row-cell").queryAllAs(ListRow.class).stream()
            .filter(row -> row.getItem() != null && row.isVisible())
            .count();
    assertThat(rows).isGreaterThanOrEqualTo(28);
  }

  @Test
  void whileTheFirstAnswerTakesLongItIsSaid(FxRobot robot) throws Exception {
    background.hold("List traces");
    fx(() -> {
      build();
      stage.getScene().setRoot(new BorderPane(view.node()));
      view.show(new Place.Traces());
    });
    OnFx.await(() -> robot.lookup("#no-traces .label").queryLabeled().isVisible());
    assertThat(robot.lookup("#no-traces .label").queryLabeled().getText())
        .isEqualTo("Looking through what is held…");
    picture("waiting");
    fx(background::runNext);
    OnFx.await(() ->
        robot.lookup("#no-traces .title").queryLabeled().getText().equals("No trace has come yet"));
  }

  @Test
  void whileAQuestionTakesLongTheFooterSaysHowOldTheListIs(FxRobot robot) throws Exception {
    FakeShop shop = new FakeShop(9);
    add(shop.traces(40));
    background.hold("List traces");
    add(shop.traces(2));
    Label age = robot.lookup("#traces-age").queryAs(Label.class);
    OnFx.await(age::isVisible);
    assertThat(age.getText()).matches("as of \\d\\d:\\d\\d:\\d\\d, asking…");
    size(912, 536);
    assertThat(age.getWidth()).isGreaterThanOrEqualTo(OnFx.get(() -> age.prefWidth(-1)));
    picture("age");
    fx(background::runNext);
    OnFx.await(() -> !age.isVisible());
    assertThat(table.getItems()).hasSize(42);
  }

  @Test
  void rowsDoNotMoveUnderAReaderAndThePillBringsTheNewOnes(FxRobot robot) throws Exception {
    FakeShop shop = new FakeShop(8);
    add(shop.traces(100));
    fx(() -> table.getSelectionModel().select(5));
    TraceRow chosen = table.getItems().get(5);
    add(shop.traces(12));
    assertThat(table.getItems()).hasSize(100);
    assertThat(table.getItems().get(5)).isEqualTo(chosen);
    Button pill = robot.lookup("#new-traces").queryAs(Button.class);
    assertThat(pill.isVisible()).isTrue();
    assertThat(pill.getText()).isEqualTo("12 new traces");
    picture("pill");
    robot.clickOn("#new-traces");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(table.getItems()).hasSize(112);
    assertThat(pill.isVisible()).isFalse();
    assertThat(table.getSelectionModel().getSelectedIndex()).isEqualTo(-1);
  }

  @Test
  void theChosenRowStaysChosenWhenRowsAreSorted() throws Exception {
    FakeShop shop = new FakeShop(9);
    add(shop.traces(50));
    TraceRow chosen = table.getItems().get(10);
    fx(() -> table.getSelectionModel().select(10));
    clickHead("duration");
    assertThat(table.getItems())
        .isSortedAccordingTo((a, b) -> Long.compare(b.durationNano(), a.durationNano()));
    assertThat(table.getSelectionModel().getSelectedItem().traceId()).isEqualTo(chosen.traceId());
    clickHead("duration");
    assertThat(model.orderProperty().get())
        .isEqualTo(new TraceOrder(TraceQuery.Sort.DURATION, false));
    clickHead("duration");
    assertThat(model.orderProperty().get())
        .isEqualTo(new TraceOrder(TraceQuery.Sort.DURATION, true));
    clickHead("name");
    assertThat(model.orderProperty().get()).isEqualTo(new TraceOrder(TraceQuery.Sort.NAME, false));
  }

  /** The robot's clicks ask for a menu too, which heads of columns take for no click at all. */
  private void clickHead(String id) throws Exception {
    Node head = table.lookup("#" + id);
    for (EventType<MouseEvent> type :
        List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED)) {
      fx(() ->
          head.fireEvent(
              new MouseEvent(
                  type,
                  5,
                  5,
                  5,
                  5,
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
                  true,
                  null)));
    }
  }

  @Test
  void keysOpenCopyAndNarrow(FxRobot robot) throws Exception {
    add(new FakeShop(10).traces(40));
    fx(() -> table.requestFocus());
    robot.type(KeyCode.J, KeyCode.J, KeyCode.K, KeyCode.J);
    WaitForAsyncUtils.waitForFxEvents();
    TraceRow second = table.getItems().get(1);
    assertThat(table.getSelectionModel().getSelectedItem()).isEqualTo(second);
    robot.type(KeyCode.Y);
    assertThat(OnFx.get(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo(second.traceId().toString());
    robot.type(KeyCode.C);
    WaitForAsyncUtils.waitForFxEvents();
    Button compare = robot.lookup("#compare-traces").queryAs(Button.class);
    assertThat(OnFx.get(compare::getText)).startsWith("Compare with ");
    robot.type(KeyCode.K);
    fx(compare::fire);
    assertThat(OnFx.get(compare::getText)).isEqualTo("Compare");
    assertThat(opened.places())
        .containsExactly(
            new Place.Compare(second.traceId(), table.getItems().getFirst().traceId()));
    opened.places().clear();
    robot.type(KeyCode.J);
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(opened.places()).containsExactly(new Place.Trace(second.traceId(), 0));
    robot.type(KeyCode.X);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(ambient.searchProperty().get()).isEqualTo("-service:" + second.rootService());
  }

  @Test
  void facetsAskExcludeAndAreAdded(FxRobot robot) throws Exception {
    add(new FakeShop(11).traces(120));
    robot.clickOn("payment");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(ambient.searchProperty().get()).isEqualTo("service:payment");
    assertThat(table.getItems()).isNotEmpty().hasSizeLessThan(120);
    picture("searched");
    robot.clickOn("payment");
    robot.type(KeyCode.DELETE);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(ambient.searchProperty().get()).isEqualTo("-service:payment");
    robot.type(KeyCode.DELETE);
    robot.clickOn("storefront").clickOn("storefront").type(KeyCode.DELETE);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(ambient.searchProperty().get()).isEqualTo("-service:storefront");
    robot.clickOn("#add-facet").write("status_code").type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(model.addedFacets()).containsExactly("http.response.status_code");
    assertThat(remembered.get("traces.facets", "")).isEqualTo("http.response.status_code");
    picture("facets");
  }

  @Test
  void aBoxTellsWhatDiffersAndNarrows(FxRobot robot) throws Exception {
    add(new FakeShop(12).traces(300));
    Node scatter = robot.lookup("#scatter").query();
    robot
        .moveTo(robot.offset(scatter, -400, -40))
        .press(MouseButton.PRIMARY)
        .moveTo(robot.offset(scatter, 400, 0))
        .release(MouseButton.PRIMARY);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(model.comparison().stateProperty().get()).isInstanceOf(CompareState.Found.class);
    assertThat(robot.lookup(".difference").queryAll()).isNotEmpty();
    picture("differs");
    robot.clickOn("#only-box");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(table.getItems()).isNotEmpty().hasSizeLessThan(300);
    assertThat(robot.lookup("#box-chip").query().isVisible()).isTrue();
    picture("boxed");
    robot.clickOn("#box-chip");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(table.getItems()).hasSize(300);
  }

  @Test
  void anEmptyListTellsWhatToDo(FxRobot robot) throws Exception {
    assertThat(robot.lookup(".code").queryAllAs(Label.class))
        .extracting(Label::getText)
        .anyMatch(text -> text.contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317"));
    picture("nothing");
    add(new FakeShop(13).traces(30));
    fx(() -> ambient.searchProperty().set("service:payment name:nothing"));
    assertThat(robot.lookup(".way-out").queryAll()).hasSize(2);
    picture("no-match");
    robot.clickOn("Leave out name:nothing");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(ambient.searchProperty().get()).isEqualTo("service:payment");
    assertThat(table.getItems()).isNotEmpty();
  }

  @Test
  void afterAFailureTheRowsStayAndItIsSaid(FxRobot robot) throws Exception {
    add(new FakeShop(14).traces(30));
    telemetry.failWith("the disk is gone");
    fx(() -> model.refresh());
    assertThat(table.getItems()).hasSize(30);
    assertThat(text(robot, "#traces-trouble")).contains("the disk is gone");
    assertThat(robot.lookup("#traces-trouble").query().isVisible()).isTrue();
    picture("failed");
    telemetry.failWith(null);
    fx(() -> model.refresh());
    assertThat(robot.lookup("#traces-trouble").query().isVisible()).isFalse();
  }

  @Test
  void rowsSayWhatTheyAre(FxRobot robot) throws Exception {
    add(new FakeShop(15).traces(3));
    ListRow row =
        robot.lookup(".table-row-cell").queryAllAs(ListRow.class).stream()
            .filter(each -> each.getIndex() == 0)
            .findFirst()
            .orElseThrow();
    String spoken = (String) row.queryAccessibleAttribute(AccessibleAttribute.TEXT);
    assertThat(spoken)
        .startsWith("trace " + row.getItem().rootName() + ", storefront, ")
        .contains(" spans, ");
  }

  @Test
  void servicesAreNamedWhereAllOfTheirNamesFit() throws Exception {
    List<FacetValue> two =
        List.of(new FacetValue("storefront", 3), new FacetValue("recommendation", 5));
    List<FacetValue> one = two.subList(0, 1);
    ServicePainter painter =
        OnFx.get(() -> new ServicePainter(new Look(new Pen(theme), ZoneOffset.UTC)));
    assertThat(OnFx.get(() -> painter.areNamed(two, "storefront", 300))).isTrue();
    assertThat(OnFx.get(() -> painter.areNamed(two, "storefront", 110))).isFalse();
    assertThat(OnFx.get(() -> painter.areNamed(one, "storefront", 300)))
        .as("the root's, which stands beside it")
        .isFalse();
    List<FacetValue> endless = List.of(two.getFirst(), new FacetValue("x".repeat(1_000_000), 1));
    assertThat(OnFx.get(() -> painter.areNamed(endless, "storefront", 1e9))).isFalse();
  }

  @Test
  void serviceHasTheRoomThatItsOperationLeaves() throws Exception {
    Painters.Name painter =
        OnFx.get(() -> new Painters.Name(new Look(new Pen(theme), ZoneOffset.UTC)));
    assertThat(OnFx.get(() -> painter.serviceRoom("GET /", 400))).isBetween(330.0, 380.0);
    assertThat(OnFx.get(() -> painter.serviceRoom("x".repeat(90), 400))).isEqualTo(180);
    assertThat(OnFx.get(() -> painter.serviceRoom("i".repeat(1_000_000), 1e9))).isEqualTo(4.5e8);
  }
}
