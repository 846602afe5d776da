package dev.eyepiece.ui;

import static dev.eyepiece.ui.OnFx.await;
import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.HostProfiling;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Fonts;
import dev.eyepiece.ui.theme.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Profiles and rules in the window, over a real road and store. */
@ExtendWith(ApplicationExtension.class)
class AllSignalsTest {
  private static final List<Place> PLACES =
      List.of(
          new Place.Overview(),
          new Place.Traces(),
          new Place.Logs(),
          new Place.Metrics("", ""),
          new Place.Profiles(),
          new Place.Rules(),
          new Place.Fleet(),
          new Place.Receiver(),
          new Place.Forward(),
          new Place.Query(),
          new Place.Settings());

  private HeldShop shop;
  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-signals");
    shop = new HeldShop(folder);
    long now = System.currentTimeMillis() * 1_000_000L;
    shop.take(Signal.PROFILES, HeldShop.profile("payment", "cpu", 1_000_000, now));
    shop.take(Signal.PROFILES, HeldShop.profile("cart", "wall", 700_000, now));
    for (int i = 0; i < 12; i++) {
      String method = i % 3 == 0 ? "POST" : "GET";
      shop.take(
          Signal.TRACES,
          HeldShop.span("payment", method + " /charges/" + i, method, now + i * 1_000_000L));
    }
    shop.settle();
    Host host =
        new FakeHost(shop.telemetry(), folder)
            .profiling(
                new HostProfiling(
                    options -> new FakeProfiler(),
                    new RequestDecoder(new SymbolTable()),
                    new TakenBatches()))
            .host();
    window = TestWindow.show(shown, host);
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
    shop.close();
  }

  @Test
  void profilesAreListedAndDrawn(FxRobot robot) throws Exception {
    window.open(new Place.Profiles());
    await(() -> robot.lookup("#profile-types").tryQuery().isPresent());
    ListView<?> types = robot.lookup("#profile-types").queryAs(ListView.class);
    await(() -> types.getItems().size() == 2);
    await(() -> robot.lookup("#flame-graph").tryQuery().isPresent());
    await(() ->
        robot
            .lookup("#flame-detail")
            .tryQueryAs(Label.class)
            .map(label -> !label.getText().isEmpty())
            .orElse(false));
    window.themes("profiles");
    assertThat(robot.lookup("#profiles-state").queryAs(Label.class).getText()).isEmpty();
  }

  @Test
  void thisHostIsProfiledAndDrawnWhileItRuns(FxRobot robot) throws Exception {
    window.open(new Place.Profiles());
    await(() -> robot.lookup("#host-profile-start").tryQuery().isPresent());
    robot.clickOn("#host-profile-start");
    Label state = robot.lookup("#host-profile-state").queryAs(Label.class);
    await(() ->
        state.getText().contains("1\u202F200 samples") && state.getText().contains("of a core"));
    await(() ->
        robot
            .lookup("#flame-detail")
            .tryQueryAs(Label.class)
            .map(label -> !label.getText().isEmpty())
            .orElse(false));
    assertThat(robot.lookup("What runs on this host, last minute").tryQuery()).isPresent();
    window.themes("profiles-host");
    window.size(960, 600);
    window.themes("profiles-host-960x600");
    robot.clickOn("#host-profile-start");
    await(() ->
        robot
            .lookup("#host-profile-start")
            .queryAs(Button.class)
            .getText()
            .equals("Profile this host"));
    ListView<?> types = robot.lookup("#profile-types").queryAs(ListView.class);
    await(() -> types.getItems().size() == 2);
    WaitForAsyncUtils.asyncFx(() -> types.getSelectionModel().select(1)).get();
    await(() -> robot.lookup("What runs on this host, last minute").tryQuery().isEmpty());
  }

  @Test
  void aRuleIsTriedOnTheSpansThatCame(FxRobot robot) throws Exception {
    window.open(new Place.Rules());
    await(() -> robot.lookup("#rule-text").tryQuery().isPresent());
    CodeArea area = robot.lookup("#rule-text").queryAs(CodeArea.class);
    String rule =
        "set(span.attributes[\"charged\"], true) where span.attributes[\"http.method\"] == \"POST\"";
    WaitForAsyncUtils.asyncFx(() -> area.replaceText(rule)).get();
    robot.clickOn("#rule-run");
    Label state = robot.lookup("#rule-state").queryAs(Label.class);
    await(() -> state.getText().startsWith("Tried on"));
    assertThat(state.getText())
        .isEqualTo("Tried on 12 records: 4 changed, 0 dropped, 0 failed, 8 untouched");
    window.themes("rules");
  }

  /** Texts in sight with their sizes; icons, which are texts too, keep theirs. */
  private static Map<Text, Double> sizes(FxRobot robot) throws Exception {
    return WaitForAsyncUtils.asyncFx(() ->
            robot
                .lookup(node -> node instanceof Text && !(node instanceof FontIcon))
                .queryAll()
                .stream()
                .map(Text.class::cast)
                .filter(text -> !text.getText().isBlank() && isSeen(text))
                .collect(Collectors.toMap(text -> text, text -> text.getFont().getSize())))
        .get();
  }

  /** The colour that a text lies on: that of the nearest region behind it that has one. */
  private static @Nullable Color behind(Node text) {
    for (Node at = text.getParent(); at != null; at = at.getParent()) {
      if (at instanceof Region region && region.getBackground() != null) {
        for (BackgroundFill fill : region.getBackground().getFills().reversed()) {
          if (fill.getFill() instanceof Color colour && colour.getOpacity() > 0) {
            return colour.getOpacity() < 1 ? null : colour;
          }
        }
      }
    }
    return null;
  }

  /** Texts in sight that are not dimmed on purpose, as what cannot be used is. */
  private static List<Text> texts(FxRobot robot) {
    return robot
        .lookup(node -> node instanceof Text && !(node instanceof FontIcon))
        .queryAll()
        .stream()
        .map(Text.class::cast)
        .filter(text -> !text.getText().isBlank() && !text.isDisabled() && isSeen(text))
        .toList();
  }

  private static boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible() || at.getOpacity() < 1) {
        return false;
      }
    }
    return true;
  }

  /** Texts that are in sight and no larger than they were. */
  private static List<String> asBefore(Map<Text, Double> before, FxRobot robot) throws Exception {
    return sizes(robot).entrySet().stream()
        .filter(now -> now.getValue() <= before.getOrDefault(now.getKey(), 0.0))
        .map(now -> now.getKey().getText() + " of size " + now.getValue())
        .toList();
  }

  @Test
  void everyTextStandsOutFromWhatItLiesOn(FxRobot robot) throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      window.dark(dark);
      for (Place place : PLACES) {
        window.open(place);
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.asyncFx(() ->
                assertThat(texts(robot))
                    .isNotEmpty()
                    .allSatisfy(text -> {
                      Color ground = behind(text);
                      if (ground != null && text.getFill() instanceof Color colour) {
                        assertThat(Tokens.contrast(colour, ground))
                            .as(
                                "'%s' in %s, dark %s: %s on %s",
                                text.getText(), place, dark, colour, ground)
                            .isGreaterThanOrEqualTo(4.5);
                      }
                    }))
            .get();
      }
    }
  }

  private void text(Fonts fonts) throws Exception {
    fx(() -> window.workbench().theme().fontsProperty().set(fonts));
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void theSizeOfTextIsThatOfEveryView(FxRobot robot) throws Exception {
    for (Place place : PLACES) {
      text(Fonts.DESIGNED);
      window.open(place);
      WaitForAsyncUtils.waitForFxEvents();
      Map<Text, Double> designed = sizes(robot);
      text(new Fonts(1.15));
      assertThat(designed).as("texts of %s", place).isNotEmpty();
      // Cells that a table has just made take their styles with the next frame.
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      List<String> small = asBefore(designed, robot);
      while (!small.isEmpty() && System.nanoTime() < until) {
        WaitForAsyncUtils.waitForFxEvents();
        small = asBefore(designed, robot);
      }
      assertThat(small).as("texts of %s", place).isEmpty();
      window.picture("large-text-" + place.getClass().getSimpleName());
    }
  }

  @Test
  void theOverviewCountsEverySignal(FxRobot robot) throws Exception {
    window.open(new Place.Overview());
    await(() -> robot.lookup("profile samples").tryQuery().isPresent());
    await(
        () -> robot.lookup("#status-held").queryAs(Label.class).getText().startsWith("18 records"));
    window.themes("overview-signals");
  }
}
