package dev.eyepiece.ui.receiver;

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
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The receiver's page in the window. */
@ExtendWith(ApplicationExtension.class)
class ReceiverViewTest {
  private final AtomicReference<ReceiverReport> report =
      new AtomicReference<>(FakeReceiver.empty());
  private Workbench workbench;
  private Stage stage;

  @Start
  void start(Stage shown) throws Exception {
    stage = shown;
    Path folder = Files.createTempDirectory("eyepiece-receiver");
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
                report::get),
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
  void whileNobodySendsThePageSaysHowTo(FxRobot robot) throws Exception {
    fx(() -> workbench.open(new Place.Receiver()));
    await(() -> robot.lookup("#receiver-ports .port-name").tryQuery().isPresent());
    assertThat(robot.lookup("#receiver-heading").queryAs(Label.class).getText())
        .isEqualTo("Nobody has sent anything since the start");
    pictures("receiver-empty");
    robot.clickOn("#copy-gRPC");
    String pasted =
        WaitForAsyncUtils.asyncFx(() -> Clipboard.getSystemClipboard().getString()).get();
    assertThat(pasted)
        .contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317")
        .contains("OTEL_EXPORTER_OTLP_PROTOCOL=grpc");
  }

  @Test
  void sendersAndRefusalsAreListedAndASenderIsSeenWhole(FxRobot robot) throws Exception {
    report.set(FakeReceiver.busy(48_000));
    fx(() -> workbench.open(new Place.Receiver()));
    await(() -> robot.lookup("#senders").tryQuery().isPresent());
    TableView<?> senders = robot.lookup("#senders").queryAs(TableView.class);
    await(() -> senders.getItems().size() == 4);
    TableView<?> refusals = robot.lookup("#refusals").queryAs(TableView.class);
    assertThat(refusals.getItems()).hasSize(3);
    fx(() -> senders.getSelectionModel().select(1));
    await(() -> robot.lookup("#sender-facts").query().isVisible());
    assertThat(robot.lookup("#sender-facts .label").queryAllAs(Label.class))
        .extracting(Label::getText)
        .contains("otelcol (812)", "yes, certificate of CN=collector", "cart, payment, shipping");
    pictures("receiver");
    robot.press(javafx.scene.input.KeyCode.ESCAPE).release(javafx.scene.input.KeyCode.ESCAPE);
    await(() -> !robot.lookup("#sender-facts").query().isVisible());
  }
}
