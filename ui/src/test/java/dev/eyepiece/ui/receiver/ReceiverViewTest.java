package dev.eyepiece.ui.receiver;

import static dev.eyepiece.ui.OnFx.await;
import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.ui.FakeHost;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.TestWindow;
import dev.eyepiece.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
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
  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-receiver");
    window =
        TestWindow.show(
            shown, new FakeHost(new FakeTelemetry(), folder).receiver(report::get).host());
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
  }

  @Test
  void whileNobodySendsThePageSaysHowTo(FxRobot robot) throws Exception {
    window.open(new Place.Receiver());
    await(() -> robot.lookup("#receiver-ports .port-name").tryQuery().isPresent());
    assertThat(robot.lookup("#receiver-heading").queryAs(Label.class).getText())
        .isEqualTo("Nobody has sent anything since the start");
    window.pictures("receiver-empty");
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
    window.open(new Place.Receiver());
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
    window.pictures("receiver");
    robot.press(javafx.scene.input.KeyCode.ESCAPE).release(javafx.scene.input.KeyCode.ESCAPE);
    await(() -> !robot.lookup("#sender-facts").query().isVisible());
  }
}
