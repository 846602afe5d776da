package dev.eyepiece.ui;

import static dev.eyepiece.ui.OnFx.await;
import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What the window remembers, and what it shows before anything has come. */
@ExtendWith(ApplicationExtension.class)
class NextRunTest {
  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private Path folder;
  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    folder = Files.createTempDirectory("eyepiece-next-run");
    window = TestWindow.show(shown, host());
  }

  private Host host() throws SettingsException {
    return new FakeHost(telemetry, folder)
        .receiving("http://localhost:4319", "")
        .received(new Received(Map.of("HTTP, JSON", 3L), Map.of("span id of 7 bytes", 2L), 0, 1))
        .doctor(
            new Finding(Finding.Level.OK, "clock", "runs", ""),
            new Finding(Finding.Level.FAILURE, "disk", "full", "free at least 1 GB"))
        .host();
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
  }

  private void restart() throws Exception {
    Host again = host();
    fx(() -> {
      window.workbench().stop();
      window.stage().hide();
      window = TestWindow.show(new Stage(), again);
    });
  }

  @Test
  void beforeAnythingCameTheWindowSaysWhatToPasteAndAsksTheDoctor(FxRobot robot) throws Exception {
    await(() -> robot.lookup("#overview-heading").tryQuery().isPresent());
    assertThat(robot.lookup("#overview-heading").queryAs(Label.class).getText())
        .startsWith("Nothing has come yet.");
    assertThat(robot.lookup("#overview-heading").queryAs(Label.class).getEllipsisString())
        .as("as drawings cut")
        .isEqualTo("…");
    assertThat(robot.lookup(".code").queryAllAs(Label.class))
        .anySatisfy(code ->
            assertThat(code.getText())
                .contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317"));
    window.size(960, 600);
    window.picture("overview-empty-960x600");
    window.size(1440, 900);
    Hyperlink look = robot.lookup("#doctor-look").queryAs(Hyperlink.class);
    WaitForAsyncUtils.asyncFx(look::fire).get();
    await(() -> robot.lookup("→ free at least 1 GB").tryQuery().isPresent());
    window.picture("overview-empty-1440x900");
  }

  @Test
  void placeColoursThemeAndSavedViewsComeBackInTheNextRun(FxRobot robot) throws Exception {
    telemetry.add(new FakeShop(7).traces(40));
    window.open(new Place.Traces());
    window.size(1100, 700);
    robot.clickOn("#search").write("status:error");
    robot.type(KeyCode.ENTER);
    robot.press(KeyCode.CONTROL).type(KeyCode.D).release(KeyCode.CONTROL);
    await(() -> robot.lookup("#save-view-name").tryQuery().isPresent());
    window.picture("save-view");
    robot.write("what failed").type(KeyCode.ENTER);
    await(() -> robot.lookup("#save-view").tryQuery().isEmpty());
    WaitForAsyncUtils.asyncFx(
            () -> {
              window.workbench().theme().pin("payment", 6);
              window.workbench().open(new Place.Settings());
            })
        .get();
    await(() -> robot.lookup("#setting-window-theme").tryQuery().isPresent());
    WaitForAsyncUtils.asyncFx(
            () -> choice(robot, "#setting-window-theme").getSelectionModel().select("dark"))
        .get();
    await(() -> window.workbench().theme().darkProperty().get());
    window.picture("settings-dark-1100x700");

    restart();

    assertThat(window.workbench().theme().darkProperty().get()).isTrue();
    assertThat(window.workbench().theme().services().pins()).containsEntry("payment", 6);
    assertThat(window.stage().getWidth()).isEqualTo(1100);
    assertThat(window.stage().getHeight()).isEqualTo(700);
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    await(() -> robot.lookup("#palette").tryQuery().isPresent());
    robot.write("what failed");
    ListView<?> list = robot.lookup("#palette-list").queryAs(ListView.class);
    await(() -> list.getItems().size() == 2);
    robot.type(KeyCode.ENTER);
    await(() -> robot.lookup("#search").queryAs(TextField.class).getText().equals("status:error"));
    await(() -> robot.lookup("#traces").tryQuery().isPresent());
  }

  @SuppressWarnings("unchecked") // the control is built with texts
  private static ChoiceBox<String> choice(FxRobot robot, String id) {
    return (ChoiceBox<String>) robot.lookup(id).queryAs(ChoiceBox.class);
  }

  @Test
  void aSettingThatIsNoneIsSaidBesideIt(FxRobot robot) throws Exception {
    window.open(new Place.Settings());
    await(() -> robot.lookup("#setting-caps-store").tryQuery().isPresent());
    TextField cap = robot.lookup("#setting-caps-store").queryAs(TextField.class);
    WaitForAsyncUtils.asyncFx(
            () -> {
              cap.requestFocus();
              cap.setText("plenty");
            })
        .get();
    robot.type(KeyCode.ENTER);
    Label trouble = robot.lookup("#trouble-caps-store").queryAs(Label.class);
    await(() -> trouble.isVisible() && trouble.getText().contains("expected a size"));
    WaitForAsyncUtils.asyncFx(() -> cap.setText("2GB")).get();
    robot.type(KeyCode.ENTER);
    await(() -> !trouble.isVisible());
    await(() ->
        robot.lookup("#source-caps-store").queryAs(Label.class).getText().contains("next start"));
    assertThat(folder.resolve("config/eyepiece.yaml")).content().contains("2GB");
  }

  @Test
  void namesOfAnyScriptAndManyServicesKeepTheirRows(FxRobot robot) throws Exception {
    telemetry.add(new FakeShop(7).traces(40));
    for (String name :
        List.of(
            "注文サービス", "خدمة الدفع", "שירות", "сервис-оплаты", "🛒 cart", "x".repeat(200), "a b")) {
      WaitForAsyncUtils.asyncFx(() -> window.workbench().theme().services().slot(name)).get();
    }
    window.open(new Place.Settings());
    await(() -> robot.lookup(".service-pin").queryAll().size() >= 7);
    for (Button pin : robot.lookup(".service-pin").queryAllAs(Button.class)) {
      assertThat(pin.getHeight()).as(pin.getText()).isEqualTo(28);
      assertThat(pin.getWidth()).as(pin.getText()).isLessThanOrEqualTo(260);
    }
    window.picture("settings-scripts");
  }
}
