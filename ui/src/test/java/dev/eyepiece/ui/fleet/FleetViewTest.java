package dev.eyepiece.ui.fleet;

import static dev.eyepiece.ui.OnFx.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Folders;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.ui.FakeRules;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.Pictures;
import dev.eyepiece.ui.Received;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.Workbench;
import dev.eyepiece.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
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
import org.testfx.util.WaitForAsyncUtils;

/** The fleet in the window. */
@ExtendWith(ApplicationExtension.class)
class FleetViewTest {
  private FakeFleet fleet;
  private Workbench workbench;
  private Stage stage;
  private Path folder;

  @Start
  void start(Stage shown) throws Exception {
    folder = Files.createTempDirectory("eyepiece-fleet");
    stage = shown;
    open(new FakeFleet(2_000));
  }

  private void open(FakeFleet agents) throws Exception {
    fleet = agents;
    Folders folders = new Folders(folder, folder.resolve("config"), folder.resolve("state"));
    workbench =
        new Workbench(
            new Host(
                new FakeTelemetry(),
                new FakeRules(),
                new Receiving("http://localhost:4317", "http://localhost:4318", "", ""),
                () -> Received.NOTHING,
                Settings.read(folders, Map.of(), Map.of()),
                folder.resolve("state/window.properties"),
                List::of,
                fleet),
            new SimpleBooleanProperty(false));
    workbench.show(stage);
  }

  @AfterEach
  void stop() throws Exception {
    WaitForAsyncUtils.asyncFx(() -> workbench.stop()).get();
  }

  private void fx(Runnable action) throws Exception {
    WaitForAsyncUtils.asyncFx(action).get();
  }

  private void pictures(String name) throws Exception {
    for (int[] size : new int[][] {{960, 600}, {1440, 900}}) {
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

  @Test
  void anAgentIsFoundLookedIntoAndGivenAConfig(FxRobot robot) throws Exception {
    fx(() -> workbench.open(new Place.Fleet()));
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

    robot.clickOn("#fleet-filter").write("host-3 ag");
    await(() -> table.getItems().size() < 2_000 && !table.getItems().isEmpty());
    fx(() -> table.getSelectionModel().select(0));
    await(() -> robot.lookup("#agent-name").tryQuery().isPresent());
    await(() ->
        robot.lookup("#agent-name").queryAs(Label.class).getText().startsWith("checkout-agent"));
    pictures("fleet");

    TabPane tabs = robot.lookup("#agent-tabs").queryAs(TabPane.class);
    fx(() -> tabs.getSelectionModel().select(1));
    robot.clickOn("Write the next");
    TextArea draft = robot.lookup("#agent-draft").queryAs(TextArea.class);
    Button push = robot.lookup("#agent-push").queryAs(Button.class);
    await(push::isDisabled);
    fx(() -> draft.setText(draft.getText().replace("batch: {}", "batch: {timeout: 1s}")));
    ListView<?> difference = robot.lookup("#agent-diff").queryAs(ListView.class);
    await(() -> !difference.getItems().isEmpty() && !push.isDisabled());
    pictures("fleet-push");
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
      workbench.stop();
      try {
        open(new FakeFleet(0));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    fx(() -> workbench.open(new Place.Fleet()));
    await(() -> robot.lookup("#fleet-empty").tryQuery().isPresent());
    assertThat(
            robot.lookup(".code").queryAllAs(Label.class).stream()
                .anyMatch(
                    code -> code.getText().contains("endpoint: ws://localhost:4320/v1/opamp")))
        .isTrue();
    pictures("fleet-empty");
  }
}
