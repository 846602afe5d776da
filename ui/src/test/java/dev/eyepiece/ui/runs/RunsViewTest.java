package dev.eyepiece.ui.runs;

import static dev.eyepiece.ui.OnFx.await;
import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.RunBook;
import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.ui.FakeHost;
import dev.eyepiece.ui.HeldShop;
import dev.eyepiece.ui.TestWindow;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Why;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The page of runs in the window, over a real road and store. */
@ExtendWith(ApplicationExtension.class)
class RunsViewTest {
  private HeldShop shop;
  private RunBook book;
  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-runs");
    shop = new HeldShop(folder);
    book = new RunBook(folder);
    window = TestWindow.show(shown, new FakeHost(shop.telemetry(), folder).runs(book).host());
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
    shop.close();
  }

  @Test
  void whileThereIsNoRunThePageSaysHowOneComesAbout(FxRobot robot) throws Exception {
    window.open(new Place.Runs());
    await(() -> robot.lookup("#runs-none").tryQuery().isPresent());
    window.pictures("runs-empty");
    Node start = robot.lookup("#runs-start").query();
    Why whether = (Why) start.getParent();
    assertThat(start.isDisabled()).isTrue();
    assertThat(whether.reason()).isEqualTo("A run needs a name to be found by");
    robot.clickOn("#runs-label").write("by hand");
    await(() -> !start.isDisabled() && whether.reason().isEmpty());
    robot.clickOn("#runs-start");
    await(() -> robot.lookup("#runs-end").query().isVisible());
    assertThat(book.notes().values()).hasSize(1).allMatch(note -> note.open());
    robot.clickOn("#runs-end");
    await(() -> robot.lookup("#runs-start").query().isVisible());
    assertThat(book.notes().values()).allMatch(note -> note.label().equals("by hand"));
    assertThat(book.notes().values()).noneMatch(note -> note.open());
  }

  @Test
  void runsAreListedComparedRenamedAndLedFrom(FxRobot robot) throws Exception {
    RunShop held = new RunShop(shop);
    held.fill();
    for (int i = 1; i <= 9; i++) {
      held.run("nightly-" + i, RunShop.START - i * 600L * RunShop.MINUTE, 1, 0);
    }
    shop.settle();
    book.began(
        RunShop.AFTER,
        "node --require ./tracing.js shop.js --port 8080 --payment-provider https://pay.example/v2",
        RunShop.START + 4 * RunShop.MINUTE);
    book.ended(RunShop.AFTER, RunShop.START + 5 * RunShop.MINUTE, 1);
    book.began(RunShop.BEFORE, "node shop.js", RunShop.START);
    book.ended(RunShop.BEFORE, RunShop.START + RunShop.MINUTE, 0);
    book.call("nightly-3", "first of the release");
    window.open(new Place.Runs());
    await(() -> robot.lookup("#runs-table").tryQuery().isPresent());
    TableView<RunSummary> runs = robot.lookup("#runs-table").queryTableView();
    await(() -> runs.getItems().size() == 11);
    fx(() -> runs.getSelectionModel().select(0));
    await(() -> robot.lookup("#compared-table").tryQuery().isPresent());
    TableView<ComparedRow> compared = robot.lookup("#compared-table").queryTableView();
    await(() -> compared.getItems().size() == 12);
    assertThat(robot.lookup("#runs-told").queryAs(Label.class).getText())
        .isEqualTo("1 slower, 0 faster, 0 new, 0 gone of 12");
    window.pictures("runs");
    robot.clickOn("Services");
    await(() -> compared.getItems().size() == 4);
    ComboBox<RunSummary> from = robot.lookup("#runs-from").queryComboBox();
    fx(() -> from.setValue(from.getItems().getLast()));
    await(() -> from.getItems().size() == 10 && compared.getItems().size() == 4);

    robot.clickOn("#runs-rename");
    await(() -> robot.lookup("#run-name").tryQuery().isPresent());
    robot.lookup("#run-name").queryAs(TextField.class).selectAll();
    robot.write("after").type(KeyCode.ENTER);
    await(() -> runs.getItems().getFirst().label().equals("after"));
    assertThat(book.notes().values()).anyMatch(note -> note.label().equals("after"));

    robot.clickOn("#runs-pin");
    await(() -> runs.getItems().getFirst().pinned());

    robot.clickOn("#runs-traces");
    await(() ->
        robot
            .lookup("#trace-count")
            .queryAs(Label.class)
            .getText()
            .equals("240 of 240 traces, sorted over all · 240 of 240 spans match"));
    robot.type(KeyCode.G).type(KeyCode.U);
    await(() -> robot.lookup("#runs-table").tryQuery().isPresent());
  }
}
