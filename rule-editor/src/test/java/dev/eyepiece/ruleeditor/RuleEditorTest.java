package dev.eyepiece.ruleeditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.telemetry.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A rule with a mistake is typed, seen, mended and tried. */
@ExtendWith(ApplicationExtension.class)
class RuleEditorTest {
  private Stage stage;

  private static final class Shop implements RuleHost {
    @Override
    public List<Sample> samples(Signal signal, boolean matching, int most) {
      return Samples.shop();
    }

    @Override
    public List<String> attributeKeys(Signal signal) {
      return List.of("http.method", "http.status_code");
    }

    @Override
    public List<Signal> signals() {
      return List.of(Signal.TRACES, Signal.LOGS);
    }

    @Override
    public <T> void run(
        String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
      try {
        done.accept(work.call());
      } catch (Exception e) {
        failed.accept(e);
      }
    }

    @Override
    public void later(long afterNanos, Runnable action) {
      Platform.runLater(action);
    }
  }

  @Start
  void start(Stage shown) {
    stage = shown;
    RuleModel model = new RuleModel(new Ottl(), new Shop());
    model.askKeys();
    Scene scene = new Scene(new RuleEditor(model), 1100, 700);
    scene
        .getRoot()
        .setStyle(
            "-ep-ground: white; -ep-raised: #F4F6F8; -ep-hover: #EBEFF3; -ep-selected: #DCE9FA;"
                + "-ep-text: #1B2129; -ep-muted: #55606E; -ep-faint: #6B7683; -ep-divider: #D5DBE2;"
                + "-ep-accent: #0B62C4; -ep-warn: #8A5A00; -ep-error: #C21F32; -ep-fatal: #8E0E63;"
                + "-ep-ok: #1B7340; -ep-border: #87919D");
    shown.setScene(scene);
    shown.show();
  }

  private interface Shown {
    boolean is();
  }

  private static void await(Shown shown) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(shown::is).get());
    WaitForAsyncUtils.waitForFxEvents();
  }

  private void picture(String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents();
    Path target = Path.of("target/pictures");
    Files.createDirectories(target);
    WritableImage image = WaitForAsyncUtils.asyncFx(() -> stage.getScene().snapshot(null)).get();
    ImageIO.write(
        SwingFXUtils.fromFXImage(image, null), "png", target.resolve(name + ".png").toFile());
  }

  private void text(FxRobot robot, String rules) throws Exception {
    CodeArea area = robot.lookup("#rule-text").queryAs(CodeArea.class);
    WaitForAsyncUtils.asyncFx(
            () -> {
              area.requestFocus();
              area.replaceText(rules);
              area.moveTo(rules.length());
            })
        .get();
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void aMistakeIsSeenMendedAndTheRuleTried(FxRobot robot) throws Exception {
    await(() -> robot.lookup("#rule-text").tryQuery().isPresent());
    Label state = robot.lookup("#rule-state").queryAs(Label.class);
    text(robot, "set(span.nme, \"x\")");
    Label message = robot.lookup("#rule-message").queryAs(Label.class);
    await(() -> state.getText().contains("wrong") && !state.getText().contains("nothing"));
    robot.type(KeyCode.ESCAPE).type(KeyCode.LEFT);
    await(message::isVisible);
    assertThat(message.getText()).contains("nme");
    picture("rule-mistake");
    text(robot, "set(span.name, \"checkout\") where span.attributes[\"http.method\"] == \"POST\"");
    await(() -> state.getText().equals("1 statement, nothing wrong"));
    robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
    ListView<?> outcomes = robot.lookup("#rule-outcomes").queryAs(ListView.class);
    await(() -> outcomes.getItems().size() == 4);
    assertThat(state.getText())
        .isEqualTo("Tried on 4 records: 1 changed, 0 dropped, 0 failed, 3 untouched");
    ListView<?> diff = robot.lookup("#rule-diff").queryAs(ListView.class);
    await(() -> !diff.getItems().isEmpty());
    assertThat(diff.getItems())
        .anySatisfy(line -> assertThat(line.toString()).contains("ADDED").contains("checkout"));
    picture("rule-dry-run");
    WaitForAsyncUtils.asyncFx(() -> outcomes.getSelectionModel().select(0)).get();
    await(() ->
        robot.lookup("    span.attributes[\"http.method\"] = \"GET\"").tryQuery().isPresent());
    picture("rule-why-not");
  }

  @Test
  void keysThatAreThereAreOfferedAndTaken(FxRobot robot) throws Exception {
    await(() -> robot.lookup("#rule-text").tryQuery().isPresent());
    text(robot, "set(span.attributes[\"http.m");
    ListView<?> offers = robot.lookup("#rule-offers").queryAs(ListView.class);
    await(() -> offers.isVisible() && offers.getItems().size() == 1);
    picture("rule-completion");
    robot.type(KeyCode.TAB);
    CodeArea area = robot.lookup("#rule-text").queryAs(CodeArea.class);
    await(() -> area.getText().equals("set(span.attributes[\"http.method\"]"));
  }
}
