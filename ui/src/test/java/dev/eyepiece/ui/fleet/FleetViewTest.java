package dev.eyepiece.ui.fleet;

import static dev.eyepiece.ui.OnFx.await;
import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ui.FakeHost;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.TestWindow;
import dev.eyepiece.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The fleet in the window. */
@ExtendWith(ApplicationExtension.class)
class FleetViewTest {
  private FakeFleet fleet;
  private TestWindow window;
  private Path folder;

  @Start
  void start(Stage shown) throws Exception {
    folder = Files.createTempDirectory("eyepiece-fleet");
    open(shown, new FakeFleet(2_000));
  }

  private void open(Stage stage, FakeFleet agents) throws Exception {
    fleet = agents;
    window = TestWindow.show(stage, new FakeHost(new FakeTelemetry(), folder).fleet(fleet).host());
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
  }

  @Test
  void anAgentIsFoundLookedIntoAndGivenAConfig(FxRobot robot) throws Exception {
    window.open(new Place.Fleet());
    await(() -> robot.lookup("#fleet-table").tryQuery().isPresent());
    TableView<?> table = robot.lookup("#fleet-table").queryAs(TableView.class);
    await(() -> table.getItems().size() == 2_000);
    assertThat(robot.lookup("#fleet-counts").queryAs(Label.class).getText())
        .isEqualTo("2\u202F000 agents");
    robot.clickOn("#fleet-failed");
    await(() -> table.getItems().size() < 2_000);
    assertThat(robot.lookup("#fleet-counts").queryAs(Label.class).getText())
        .endsWith(" of 2\u202F000 agents");
    robot.clickOn("#fleet-failed");
    await(() -> table.getItems().size() == 2_000);

    MenuButton versions = robot.lookup("#fleet-versions").queryAs(MenuButton.class);
    await(() -> versions.getText().equals("3 versions"));
    robot.clickOn("#fleet-versions");
    await(versions::isShowing);
    fx(() -> versions.getItems().get(2).fire());
    fx(versions::hide);
    await(() -> table.getItems().size() == 667);
    assertThat(versions.getText()).isEqualTo("0.161.0");
    fx(() -> versions.getItems().getFirst().fire());
    await(() -> table.getItems().size() == 2_000);
    assertThat(versions.getText()).isEqualTo("3 versions");

    robot.clickOn("#fleet-filter").write("host-3 ag");
    await(() -> table.getItems().size() < 2_000 && !table.getItems().isEmpty());
    fx(() -> table.getSelectionModel().select(0));
    await(() -> robot.lookup("#agent-name").tryQuery().isPresent());
    await(() ->
        robot.lookup("#agent-name").queryAs(Label.class).getText().startsWith("checkout-agent"));
    window.pictures("fleet");

    TabPane tabs = robot.lookup("#agent-tabs").queryAs(TabPane.class);
    fx(() -> tabs.getSelectionModel().select(1));
    robot.clickOn("Write the next");
    TextArea draft = robot.lookup("#agent-draft").queryAs(TextArea.class);
    Button push = robot.lookup("#agent-push").queryAs(Button.class);
    await(push::isDisabled);
    fx(() -> draft.setText(draft.getText().replace("batch: {}", "batch: {timeout: 1s}")));
    ListView<?> difference = robot.lookup("#agent-diff").queryAs(ListView.class);
    await(() -> !difference.getItems().isEmpty() && !push.isDisabled());
    window.pictures("fleet-push");
    robot.clickOn("#agent-push");
    Label said = robot.lookup("#agent-said").queryAs(Label.class);
    await(() -> said.getText().startsWith("Sent to the agent"));
    assertThat(fleet.done).hasSize(1);
    assertThat(fleet.done.getFirst()).contains("timeout: 1s");

    fx(() -> tabs.getSelectionModel().select(3));
    TableView<?> messages = robot.lookup("#agent-messages").queryAs(TableView.class);
    assertThat(messages.getItems()).hasSize(4);
  }

  @Test
  void anEmptyFleetSaysHowToPointAnAgentHere(FxRobot robot) throws Exception {
    fx(() -> {
      window.workbench().stop();
      try {
        open(window.stage(), new FakeFleet(0));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    window.open(new Place.Fleet());
    await(() -> robot.lookup("#fleet-empty").tryQuery().isPresent());
    assertThat(
            robot.lookup(".code").queryAllAs(Label.class).stream()
                .anyMatch(
                    code -> code.getText().contains("endpoint: ws://localhost:4320/v1/opamp")))
        .isTrue();
    window.pictures("fleet-empty");
  }
}
