package dev.eyepiece.ui.compare;

import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.OpenedPlaces;
import dev.eyepiece.ui.Pictures;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.TraceCases;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Two orders, the second with a slow payment, without shipping, with a second look for fraud. */
@ExtendWith(ApplicationExtension.class)
class CompareViewTest {
  private static final int SERVER = 2;

  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final CompareModel model = new CompareModel(telemetry, new InPlace());
  private final OpenedPlaces opened =
      new OpenedPlaces() {
        @Override
        public void open(Place place) {
          super.open(place);
          view.show(place);
        }
      };
  private Theme theme;
  private CompareView view;
  private Stage stage;

  @Start
  void start(Stage shown) {
    stage = shown;
    theme = new Theme(false, new ServiceColours(List.of()));
    view = new CompareView(model, opened, theme, new InPlace(), ZoneOffset.UTC);
    Scene scene = new Scene(new BorderPane(view.node()), 1392, 836);
    theme.dress(scene);
    shown.setScene(scene);
    shown.show();
  }

  private TraceId hold(long number, boolean second) {
    TraceCases t = new TraceCases(number);
    long slow = second ? 90_000_000 : 0;
    t.span(1, 0, 0, 105_000_000 + slow, "storefront", "POST /cart/checkout", SERVER);
    t.span(2, 1, 3_000_000, 101_000_000 + slow, "checkout", "POST /orders", SERVER);
    t.span(3, 2, 4_000_000, 16_000_000, "inventory", "reserve", SERVER);
    t.span(4, 3, 5_000_000, 12_345_678, "inventory-db", "SELECT shop.stock", SERVER);
    t.span(5, 2, 18_000_000, 61_000_000 + slow, "payment", "POST /charges", SERVER);
    t.span(6, 2, 62_000_000, 65_000_000, "fraud", "score", SERVER);
    if (second) {
      t.span(7, 6, 66_000_000, 69_000_000, "fraud", "score again, with the address", SERVER);
      t.span(8, 2, 72_000_000, 72_400_000, "mail", "receive orders", SERVER).setStatusCode(2);
    } else {
      t.span(7, 2, 63_000_000, 70_000_000, "shipping", "book truck", SERVER);
      t.span(8, 2, 72_000_000, 99_000_000, "mail", "receive orders", SERVER);
    }
    telemetry.add(t.spans());
    return t.id();
  }

  @Test
  void callsAreMatchedByTheirCallersAndTellWhatDiffers(FxRobot robot) throws Exception {
    TraceId a = hold(1, false);
    TraceId b = hold(2, true);
    fx(() -> view.show(new Place.Compare(a, b)));
    Map<String, Verdict> verdicts =
        model.rowsProperty().get().stream()
            .collect(Collectors.toMap(CallRow::name, CallRow::verdict));
    assertThat(verdicts)
        .containsEntry("POST /cart/checkout", Verdict.SLOWER)
        .containsEntry("reserve", Verdict.SAME)
        .containsEntry("POST /charges", Verdict.SLOWER)
        .containsEntry("book truck", Verdict.ONLY_LEFT)
        .containsEntry("score again, with the address", Verdict.ONLY_RIGHT)
        .containsEntry("receive orders", Verdict.FASTER)
        .hasSize(9);
    CallRow payment =
        model.rowsProperty().get().stream()
            .filter(row -> row.name().equals("POST /charges"))
            .findFirst()
            .orElseThrow();
    assertThat(payment.difference()).isEqualTo(90_000_000);
    assertThat(payment.depth()).isEqualTo(2);
    Pictures.take(stage, "compare");
    fx(() -> theme.darkProperty().set(true));
    fx(() -> {
      stage.setWidth(912);
      stage.setHeight(536);
    });
    Pictures.take(stage, "compare-narrow-dark");

    TableView<CallRow> table = robot.lookup("#compare-table").queryTableView();
    robot.clickOn("Slower in B 3");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(table.getItems()).hasSize(3);
    assertThat(robot.lookup("#compare-said").queryAs(Label.class).getText())
        .isEqualTo("3 of 9 calls");
    fx(() -> {
      table.getSelectionModel().select(2);
      table.requestFocus();
    });
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(opened.places()).containsExactly(new Place.Trace(b, 5));
    robot.type(KeyCode.X);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(opened.places().getLast()).isEqualTo(new Place.Compare(b, a));
    assertThat(model.count(CompareModel.Only.SLOWER)).isOne();
  }

  @Test
  void whatIsListedIsWrittenAndWhatIsGoneIsSaid() throws Exception {
    TraceId a = hold(1, false);
    TraceId b = hold(2, true);
    fx(() -> view.show(new Place.Compare(a, b)));
    StringBuilder csv = new StringBuilder();
    CompareExport.csv(model.rowsProperty().get(), csv);
    assertThat(csv.toString().lines())
        .contains("2,payment,POST /charges,1,1,0,0,43000000,133000000,slower in B")
        .contains("2,mail,receive orders,1,1,0,1,27000000,400000,faster in B");
    StringBuilder json = new StringBuilder();
    CompareExport.json(model.rowsProperty().get(), json);
    assertThat(json).contains("\"b\": {\"spans\": 0, \"errors\": 0, \"nano\": 0}");
    TraceId gone = new TraceId(4, 4);
    fx(() -> view.show(new Place.Compare(a, gone)));
    assertThat(model.saidProperty().get()).isEqualTo("Trace " + gone + " is not held any more.");
    assertThat(model.rowsProperty().get()).isEmpty();
  }

  @Test
  void verdictsLeaveNoiseOut() {
    assertThat(Verdict.of(1, 1, 1_000, 90_000)).isEqualTo(Verdict.SAME);
    assertThat(Verdict.of(1, 1, 1_000_000, 1_099_999)).isEqualTo(Verdict.SAME);
    assertThat(Verdict.of(1, 1, 1_000_000, 1_100_000)).isEqualTo(Verdict.SLOWER);
    assertThat(Verdict.of(2, 1, 9_000_000, 7_000_000)).isEqualTo(Verdict.FASTER);
    assertThat(Verdict.of(0, 1, 0, 1)).isEqualTo(Verdict.ONLY_RIGHT);
  }
}
