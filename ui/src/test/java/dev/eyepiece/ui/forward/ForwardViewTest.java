package dev.eyepiece.ui.forward;

import static dev.eyepiece.ui.OnFx.await;
import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.ui.FakeHost;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.TestWindow;
import dev.eyepiece.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** Forwarding in the window. */
@ExtendWith(ApplicationExtension.class)
class ForwardViewTest {
  private final FakeForwarding forwarding = new FakeForwarding();
  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-forward");
    window =
        TestWindow.show(
            shown, new FakeHost(new FakeTelemetry(), folder).forwarding(forwarding).host());
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
  }

  @Test
  void anEndpointIsAddedTestedSwitchedAndRemoved(FxRobot robot) throws Exception {
    window.open(new Place.Settings());
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
    window.pictures("forwarding");

    robot.clickOn("#forward-switch");
    await(() -> said.getText().startsWith("Switched off"));
    assertThat(forwarding.all.getLast().info().enabled()).isFalse();

    robot.clickOn("#forward-remove");
    Button remove = robot.lookup("#forward-remove").queryAs(Button.class);
    await(() -> remove.getText().startsWith("Remove, and 1 waiting request"));
    robot.clickOn("#forward-remove");
    await(() -> list.getItems().size() == 3);
    assertThat(forwarding.all).hasSize(3);
  }

  @Test
  void whatIsOddIsSaidAboveTheList(FxRobot robot) throws Exception {
    window.open(new Place.Forward());
    await(() -> robot.lookup("#forward-odd").tryQuery().isPresent());
    Label odd = robot.lookup("#forward-odd").queryAs(Label.class);
    assertThat(odd.isManaged()).isFalse();
    forwarding.findings =
        List.of(
            Finding.warning("forward loop", "12 requests came back", "take one away"),
            Finding.warning("forward old", "3000 bytes are queued", "delete it"));
    await(() ->
        odd.isManaged()
            && odd.getText()
                .equals("12 requests came back: take one away\n3000 bytes are queued: delete it"));
  }

  @Test
  void figuresFollowWhileAnEndpointIsWritten(FxRobot robot) throws Exception {
    window.open(new Place.Forward());
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
