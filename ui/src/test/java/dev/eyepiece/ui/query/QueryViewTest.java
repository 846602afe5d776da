package dev.eyepiece.ui.query;

import static dev.eyepiece.ui.OnFx.await;
import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.FakeHost;
import dev.eyepiece.ui.HeldShop;
import dev.eyepiece.ui.TestWindow;
import dev.eyepiece.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The console in the window, over a real road and store. */
@ExtendWith(ApplicationExtension.class)
class QueryViewTest {
  private static final long START = 1_790_000_000_000_000_000L;
  private static final List<String> SERVICES =
      List.of("storefront", "checkout", "payment", "inventory", "recommendation-of-goods");

  /** A chart is drawn in the background, twice when a size came in two steps. */
  private static final int DRAWN = 40;

  private HeldShop shop;
  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-query");
    shop = new HeldShop(folder);
    for (int i = 0; i < 240; i++) {
      String method = i % 4 == 0 ? "POST" : "GET";
      String service = SERVICES.get((i * i + i / 7) % SERVICES.size());
      long wave = (long) (400_000_000L * (1.3 + Math.sin(i / 20.0)));
      shop.take(
          Signal.TRACES,
          HeldShop.span(service, method + " /goods/" + i % 9, method, START + i * wave));
    }
    shop.settle();
    window = TestWindow.show(shown, new FakeHost(shop.telemetry(), folder).host());
    window.workbench().open(new Place.Query());
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
    shop.close();
  }

  private static CodeArea code(FxRobot robot) {
    return robot.lookup("#sql-text").queryAs(CodeArea.class);
  }

  private static String said(FxRobot robot) {
    return robot.lookup("#sql-said").queryAs(Label.class).getText();
  }

  private void run(FxRobot robot, String sql) throws Exception {
    fx(() -> {
      code(robot).replaceText(sql);
      code(robot).requestFocus();
    });
    await(() -> code(robot).isFocused());
    robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
  }

  @Test
  void examplesStandWhereNothingWasAskedAndWork(FxRobot robot) throws Exception {
    await(() -> robot.lookup(".sql-example").queryAll().size() == 3);
    await(() ->
        robot.lookup(".sql-page .muted").queryAllAs(Label.class).stream()
            .anyMatch(label -> label.getText().contains("spans (240)")));
    window.pictures("query-empty", DRAWN);
    robot.clickOn(robot.lookup(".sql-example").queryAll().iterator().next());
    await(() -> said(robot).contains(" rows · "));
    assertThat(code(robot).getText()).contains("FROM spans");
  }

  @Test
  void aStatementIsTypedCompletedRunSortedAndDrawn(FxRobot robot) throws Exception {
    await(() -> code(robot).isFocused());
    robot.write("select serv");
    await(() -> robot.lookup("#sql-offers").query().isVisible());
    ListView<?> offers = robot.lookup("#sql-offers").queryAs(ListView.class);
    assertThat(offers.getItems().toString()).contains("service");
    robot.press(KeyCode.TAB).release(KeyCode.TAB);
    await(() -> code(robot).getText().startsWith("select service"));
    run(
        robot,
        """
        -- what each operation costs
        SELECT service, name, "http.method", count(*) AS spans,
          round(avg(duration_ns) / 1e6, 3) AS mean_ms, max(start) AS newest,
          any_value(trace_id) AS trace_id
        FROM spans
        WHERE duration_ns >= 0 AND service <> 'none'
        GROUP BY ALL
        ORDER BY spans DESC\
        """);
    await(() -> said(robot).contains(" rows · "));
    TableView<?> rows = robot.lookup("#sql-rows").queryAs(TableView.class);
    assertThat(rows.getColumns()).hasSize(7);
    window.pictures("query", DRAWN);
    fx(() -> {
      rows.getColumns().get(1).setSortType(javafx.scene.control.TableColumn.SortType.ASCENDING);
      sort(rows, 1);
    });
    await(() -> said(robot).contains("sorted by name"));
    assertThat(rows.getItems().getFirst().toString()).contains("GET /goods/0");
    run(robot, "SELECT service, count(*) AS spans FROM spans GROUP BY ALL ORDER BY spans DESC");
    await(() -> said(robot).startsWith("5 rows"));
    fx(() -> robot.lookup("#sql-as-chart").queryAs(ToggleButton.class).setSelected(true));
    await(() -> robot.lookup("#sql-chart").tryQuery().filter(Node::isVisible).isPresent());
    window.pictures("query-bars", DRAWN);
    run(
        robot,
        "SELECT date_trunc('second', start) AS second, count(*) AS spans\n"
            + "FROM spans\nGROUP BY ALL\nORDER BY second");
    await(() -> said(robot).contains(" rows · "));
    window.pictures("query-chart", DRAWN);
  }

  @Test
  void manyColumnsAndLongTextsStayInTheirCells(FxRobot robot) throws Exception {
    run(
        robot,
        "SELECT *, repeat('a long text with words, ', 4000) AS words, NULL AS nothing,\n"
            + "  'two\nlines' AS lines, -12345.678901 AS figure\nFROM spans");
    await(() -> said(robot).startsWith("240 rows"));
    TableView<?> rows = robot.lookup("#sql-rows").queryAs(TableView.class);
    assertThat(rows.getColumns()).hasSizeGreaterThan(50);
    fx(() -> rows.scrollToColumnIndex(rows.getColumns().size() - 1));
    window.pictures("query-wide", DRAWN);
    run(robot, "SELECT name FROM spans WHERE FALSE");
    await(() ->
        robot.lookup(".sql-page .title").queryAllAs(Label.class).stream()
            .anyMatch(label -> label.getText().equals("No rows")));
    window.pictures("query-none", DRAWN);
  }

  private static <T> void sort(TableView<T> rows, int column) {
    rows.getSortOrder().setAll(List.of(rows.getColumns().get(column)));
  }

  @Test
  void aMistakeIsSaidWhereItIs(FxRobot robot) throws Exception {
    run(robot, "SELECT service, nane\nFROM spans\nLIMIT 10");
    await(() -> robot.lookup("#sql-problem").tryQuery().isPresent());
    assertThat(robot.lookup("#sql-problem").queryAs(Label.class).getText()).contains("nane");
    await(() -> robot.lookup("#sql-message").query().isVisible());
    window.pictures("query-wrong", DRAWN);
  }

  @Test
  void anIdOfATraceLeadsToItsPage(FxRobot robot) throws Exception {
    run(robot, "SELECT trace_id, span_id, name FROM spans LIMIT 3");
    await(() -> said(robot).startsWith("3 rows"));
    fx(() -> robot.lookup("#sql-rows").queryAs(TableView.class).requestFocus());
    fx(() -> robot.lookup("#sql-rows").queryAs(TableView.class).getSelectionModel().select(0));
    robot.type(KeyCode.O);
    await(() -> robot.lookup("#rail-traces").queryAs(ToggleButton.class).isSelected());
  }

  @Test
  void aSearchIsOpenedAsSqlFromWhereItsMatchesAre(FxRobot robot) throws Exception {
    window.open(new Place.Traces());
    await(() -> robot.lookup("#open-as-sql").query().isVisible());
    fx(() -> robot.lookup("#search").queryAs(TextField.class).setText("service:payment"));
    robot.clickOn("#search").type(KeyCode.END).type(KeyCode.ENTER);
    robot.clickOn("#open-as-sql");
    await(() -> said(robot).contains(" rows · "));
    assertThat(code(robot).getText())
        .contains("FROM spans\nWHERE service ILIKE 'payment'\nORDER BY start_ns DESC");
    assertThat(robot.lookup("#open-as-sql").query().isVisible()).isFalse();
    window.pictures("query-search", DRAWN);
  }

  @Test
  void statementsAreKeptAndSaved(FxRobot robot) throws Exception {
    run(robot, "SELECT 42 AS answer");
    await(() -> said(robot).startsWith("1 row"));
    robot.press(KeyCode.CONTROL, KeyCode.H).release(KeyCode.H, KeyCode.CONTROL);
    await(() -> robot.lookup("#sql-save-name").tryQuery().isPresent());
    fx(() -> robot.lookup("#sql-save-name").queryAs(TextField.class).setText("The answer"));
    robot.clickOn("#sql-save");
    await(() -> robot.lookup("#sql-kept").queryAs(ListView.class).getItems().size() == 2);
    window.pictures("query-history", DRAWN);
    fx(() -> code(robot).clear());
    fx(() -> robot.lookup("#sql-kept").queryAs(ListView.class).getSelectionModel().select(0));
    fx(() -> robot.lookup("#sql-kept").queryAs(ListView.class).requestFocus());
    robot.type(KeyCode.ENTER);
    await(() -> code(robot).getText().equals("SELECT 42 AS answer"));
  }
}
