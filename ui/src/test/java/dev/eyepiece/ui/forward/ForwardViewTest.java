package dev.eyepiece.ui.forward;

import static dev.eyepiece.ui.OnFx.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Folders;
import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.ui.FakeRules;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.Pictures;
import dev.eyepiece.ui.Received;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.Workbench;
import dev.eyepiece.ui.fleet.FleetSource;
import dev.eyepiece.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Forwarding in the window. */
@ExtendWith(ApplicationExtension.class)
class ForwardViewTest {
  private final FakeForwarding forwarding = new FakeForwarding();
  private Workbench workbench;
  private Stage stage;

  @Start
  void start(Stage shown) throws Exception {
    stage = shown;
    Path folder = Files.createTempDirectory("eyepiece-forward");
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
                FleetSource.NONE,
                null,
                () -> ReceiverReport.NOTHING,
                forwarding),
            new SimpleBooleanProperty(false));
    workbench.show(stage);
  }

  @AfterEach
  void stop() throws Exception {
    fx(() -> workbench.stop());
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
  void anEndpointIsAddedTestedSwitchedAndRemoved(FxRobot robot) throws Exception {
    fx(() -> workbench.open(new Place.Settings()));
    await(() -> robot.lookup("#open-forwarding").tryQuery().isPresent());
    Button open = robot.lookup("#open-forwarding").queryAs(Button.class);
    fx(open::fire);
    await(() -> robot.lookup("#forward-list").tryQuery().isPresent());
    ListView<?> list = robot.lookup("#forward-list").queryAs(ListView.class);
    assertThat(list.getItems()).hasSize(3);

    robot.clickOn("#forward-add");
    await(() -> robot.lookup("#forward-url").tryQuery().isPresent());
    fx(() -> {
      robot.lookup("#forward-name").queryAs(TextField.class).setText("mine");
      robot.lookup("#forward-url").queryAs(TextField.class).setText("grpc://mine.example:4317");
      robot
          .lookup("#forward-headers")
          .queryAs(TextArea.class)
          .setText("authorization: Bearer ${env:TOKEN}");
    });
    robot.clickOn("#forward-test");
    Label said = robot.lookup("#forward-said").queryAs(Label.class);
    await(() -> said.getText().equals("grpc://mine.example:4317 answers"));
    robot.clickOn("#forward-save");
    await(() -> said.getText().equals("Saved") && list.getItems().size() == 4);
    assertThat(forwarding.all.getLast().info().headers())
        .containsEntry("authorization", "Bearer ${env:TOKEN}");
    pictures("forwarding");

    robot.clickOn("#forward-switch");
    await(() -> said.getText().startsWith("Switched off"));
    assertThat(forwarding.all.getLast().info().enabled()).isFalse();

    robot.clickOn("#forward-remove");
    Button remove = robot.lookup("#forward-remove").queryAs(Button.class);
    await(() -> remove.getText().startsWith("Remove, and the 1 requests"));
    robot.clickOn("#forward-remove");
    await(() -> list.getItems().size() == 3);
    assertThat(forwarding.all).hasSize(3);
  }

  @Test
  void figuresFollowWhileAnEndpointIsWritten(FxRobot robot) throws Exception {
    fx(() -> workbench.open(new Place.Forward()));
    await(() -> robot.lookup("#forward-list").tryQuery().isPresent());
    ListView<?> list = robot.lookup("#forward-list").queryAs(ListView.class);
    fx(() -> list.getSelectionModel().select(0));
    await(() -> robot.lookup("#forward-url").tryQuery().isPresent());
    TextField url = robot.lookup("#forward-url").queryAs(TextField.class);
    fx(() -> url.setText("being written"));
    fx(() -> forwarding.send());
    await(() ->
        robot.lookup("#forward-list .label").queryAllAs(Label.class).stream()
            .anyMatch(label -> label.getText().startsWith("12\u202F346 requests sent")));
    assertThat(url.getText()).isEqualTo("being written");
    assertThat(list.getSelectionModel().getSelectedIndex()).isZero();
  }
}
