package dev.eyepiece.ui;

import static dev.eyepiece.ui.OnFx.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.pipeline.Pipeline;
import dev.eyepiece.pipeline.PipelineConfig;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.ui.shell.Place;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
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
import org.testfx.util.WaitForAsyncUtils;

/** The whole window over a real road and store that hold the recorded traces of a real shop. */
@ExtendWith(ApplicationExtension.class)
class WorkbenchTest {

  private Path folder;
  private DuckDbStore store;
  private Pipeline pipeline;
  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    folder = Files.createTempDirectory("eyepiece-window");
    store = DuckDbStore.open(StoreConfig.of(folder.resolve("windows")));
    SymbolTable symbols = new SymbolTable();
    RequestDecoder decoder = new RequestDecoder(symbols);
    pipeline = Pipeline.open(PipelineConfig.of(folder), store, decoder, InstantSource.system());
    try (InputStream sample =
            WorkbenchTest.class.getResourceAsStream("/dev/eyepiece/sample/shop-traces.jsonl.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(sample), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        byte[] request = OtlpJson.readTraces(line.getBytes(StandardCharsets.UTF_8));
        pipeline.take(decoder.decode(Signal.TRACES, request, request.length).batch(), reply -> {});
      }
    }
    window = TestWindow.show(shown, host(folder, pipeline));
  }

  private static Host host(Path folder, Telemetry telemetry) throws SettingsException {
    return new FakeHost(telemetry, folder)
        .receiving("http://localhost:4319", "~/.local/share/eyepiece")
        .received(new Received(Map.of("gRPC, protobuf", 143L), Map.of(), 0, 0))
        .doctor(new Finding(Finding.Level.OK, "clock", "runs", ""))
        .host();
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
    pipeline.close();
    store.close();
  }

  @Test
  void tracesAreListedSearchedOpenedAndLookedInto(FxRobot robot) throws Exception {
    window.open(new Place.Overview());
    window.open(new Place.Traces());
    TableView<?> table = robot.lookup("#traces").queryAs(TableView.class);
    Label count = robot.lookup("#trace-count").queryAs(Label.class);
    await(() -> count.getText().contains("5\u202F008 of 5\u202F008 spans match"));
    int all = table.getItems().size();
    for (int[] s : new int[][] {{1440, 900}, {960, 600}}) {
      window.size(s[0], s[1]);
      for (boolean dark : new boolean[] {true, false}) {
        window.dark(dark);
        window.picture("traces-" + (dark ? "dark-" : "light-") + s[0] + "x" + s[1]);
      }
    }
    robot.clickOn("#search").write("status:error service:payment");
    robot.type(KeyCode.ENTER);
    await(() ->
        table.getItems().size() < all && count.getText().contains(" of 5\u202F008 spans match"));
    assertThat(table.getItems()).isNotEmpty();
    window.picture("traces-search");
    WaitForAsyncUtils.asyncFx(
            () -> {
              table.requestFocus();
              table.getSelectionModel().select(0);
            })
        .get();
    robot.type(KeyCode.ENTER);
    await(() ->
        robot
            .lookup("#trace-facts")
            .tryQueryAs(Label.class)
            .map(label -> label.getText().contains("shown"))
            .orElse(false));
    await(() -> robot.lookup("#waterfall").query().isFocused());
    robot.type(KeyCode.E);
    await(() -> !robot.lookup(".attribute-group").queryAll().isEmpty());
    for (int[] s : new int[][] {{1440, 900}, {960, 600}}) {
      window.size(s[0], s[1]);
      for (boolean dark : new boolean[] {true, false}) {
        window.dark(dark);
        window.picture("trace-" + (dark ? "dark-" : "light-") + s[0] + "x" + s[1]);
      }
    }
    robot.type(KeyCode.ESCAPE);
    await(() -> robot.lookup("#traces").tryQuery().isPresent());
  }

  @Test
  void overviewAndSettingsShowWhatIs(FxRobot robot) throws Exception {
    window.open(new Place.Settings());
    window.picture("settings");
    window.open(new Place.Overview());
    await(() ->
        robot
            .lookup("#overview-heading")
            .tryQueryAs(Label.class)
            .map(label -> label.getText().startsWith("Receiving"))
            .orElse(false));
    for (boolean dark : new boolean[] {false, true}) {
      window.dark(dark);
      window.size(1440, 900);
      window.picture("overview-" + (dark ? "dark" : "light"));
    }
  }

  @Test
  void logRecordsAreListedAndLeadToTheirTrace(FxRobot robot) throws Exception {
    RequestDecoder decoder = new RequestDecoder(new SymbolTable());
    String log =
        """
        {"resourceLogs": [{"resource": {"attributes": [{"key": "service.name",
          "value": {"stringValue": "payment"}}]}, "scopeLogs": [{"logRecords": [
          {"timeUnixNano": "1795399722656123456", "severityNumber": 17, "severityText": "ERROR",
           "body": {"stringValue": "card declined"}, "spanId": "0102030405060708",
           "traceId": "0102030405060708090a0b0c0d0e0f10"},
          {"timeUnixNano": "1795399722656123457", "severityNumber": 9,
           "body": {"stringValue": "card accepted"}}]}]}]}
        """;
    byte[] request = OtlpJson.read(Signal.LOGS, log.getBytes(StandardCharsets.UTF_8));
    pipeline.take(decoder.decode(Signal.LOGS, request, request.length).batch(), reply -> {});
    window.open(new Place.Logs());
    await(() -> robot.lookup("#log-count").tryQuery().isPresent());
    Label count = robot.lookup("#log-count").queryAs(Label.class);
    await(() -> count.getText().startsWith("2 of 2 log records match"));
    robot.clickOn("#search").write("severity:error");
    Label matches = robot.lookup("#search-matches").queryAs(Label.class);
    await(() -> matches.getText().startsWith("1 log, "));
    robot.type(KeyCode.ENTER);
    await(() -> count.getText().startsWith("1 of 2 log records match"));
    robot.type(KeyCode.J);
    await(() -> robot.lookup("#log-trace").tryQuery().isPresent());
    window.picture("logs-light-1440x900");
    window.dark(true);
    window.picture("logs-dark-1440x900");
    robot.type(KeyCode.O);
    await(() -> robot.lookup("#waterfall").tryQuery().isPresent());
    robot.press(KeyCode.ALT).type(KeyCode.LEFT).release(KeyCode.ALT);
    await(() -> robot.lookup("#logs").tryQuery().isPresent());
    assertThat(robot.lookup("#log-trace").tryQuery()).isPresent();
  }

  @Test
  void aSearchThatCannotBeReadIsSaidAndTheListStays(FxRobot robot) throws Exception {
    window.open(new Place.Traces());
    robot.clickOn("#search").write("duration:>fast");
    robot.type(KeyCode.ENTER);
    await(() -> robot.lookup(".search-error").queryAs(Label.class).isVisible());
    assertThat(robot.lookup(".search-error").queryAs(Label.class).getText())
        .isEqualTo(
            "At character 11: 'fast' is neither a number nor a quantity such as 100ms or 2MiB");
    window.picture("search-error");
  }

  @Test
  void theSearchLineOffersWhatIsHeldAndCountsWhileTyping(FxRobot robot) throws Exception {
    window.open(new Place.Traces());
    ListView<?> offered = robot.lookup("#completions").queryAs(ListView.class);
    robot.clickOn("#search").write("http.");
    await(() -> offered.isVisible() && offered.getItems().size() >= 2);
    window.picture("search-keys");
    robot.write("met").type(KeyCode.TAB);
    TextField field = robot.lookup("#search").queryAs(TextField.class);
    await(() -> field.getText().equals("http.method:"));
    await(() -> offered.isVisible() && !offered.getItems().isEmpty());
    window.picture("search-values");
    robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
    await(() -> field.getText().matches("http.method:[A-Z]+ "));
    Label matches = robot.lookup("#search-matches").queryAs(Label.class);
    await(() -> matches.getText().endsWith(" spans"));
    robot.type(KeyCode.ENTER);
    Label count = robot.lookup("#trace-count").queryAs(Label.class);
    await(() -> !count.getText().contains("5\u202F008 of 5\u202F008"));
    robot.clickOn("#search-clear");
    await(() -> count.getText().contains("5\u202F008 of 5\u202F008 spans match"));
    robot.clickOn("#search").write("servce:payment");
    Hyperlink better = robot.lookup("#search-better").queryAs(Hyperlink.class);
    await(better::isVisible);
    assertThat(better.getText()).contains("service:payment");
    window.picture("search-did-you-mean");
    robot.clickOn("#search-better");
    await(() -> field.getText().equals("service:payment"));
    robot.type(KeyCode.ESCAPE);
    robot.clickOn("#search").type(KeyCode.UP, KeyCode.UP);
    await(() -> field.getText().startsWith("http.method:"));
  }

  /** Both themes have the same bands of colour, which lie where the letters are. */
  @Test
  void theSearchLineIsColouredByWhatIsTyped(FxRobot robot) throws Exception {
    window.open(new Place.Traces());
    String text = "{service:payment} >> {name:/^GET .*/ -kind:client} | count() > 2";
    robot.clickOn("#search").write(text);
    Parent paint = (Parent) robot.lookup("#search-paint").query();
    await(() -> paint.getChildrenUnmodifiable().size() > 20);
    assertThat(paint.getChildrenUnmodifiable())
        .allSatisfy(band -> {
          assertThat(band.getBoundsInParent().getMinX()).isGreaterThanOrEqualTo(28);
          assertThat(band.getBoundsInParent().getWidth()).isPositive();
        });
    window.dark(false);
    window.picture("search-colours-light");
    window.dark(true);
    window.picture("search-colours-dark");
    robot.type(KeyCode.ENTER);
    Label count = robot.lookup("#trace-count").queryAs(Label.class);
    await(() -> count.getText().contains(" of 5\u202F008 spans match"));
    robot.clickOn("#search-clear");
    await(() -> paint.getChildrenUnmodifiable().isEmpty());
  }

  @Test
  void everythingCanBeReachedByKeys(FxRobot robot) throws Exception {
    window.open(new Place.Overview());
    await(() -> robot.lookup("#overview-heading").tryQuery().isPresent());
    robot.type(KeyCode.DIGIT2);
    await(() -> robot.lookup("#traces").tryQuery().isPresent());
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    await(() -> robot.lookup("#palette").tryQuery().isPresent());
    await(() -> robot.lookup("#palette").query().isFocused());
    window.picture("palette");
    robot.write("payme");
    ListView<?> list = robot.lookup("#palette-list").queryAs(ListView.class);
    await(() -> list.getItems().size() == 1);
    window.picture("palette-typed");
    robot.type(KeyCode.ENTER);
    await(
        () -> robot.lookup("#search").queryAs(TextField.class).getText().equals("service:payment"));
    assertThat(robot.lookup("#palette").tryQuery()).isEmpty();
    robot.press(KeyCode.SHIFT).type(KeyCode.SLASH).release(KeyCode.SHIFT);
    await(() -> robot.lookup("#help").tryQuery().isPresent());
    window.picture("help");
    robot.type(KeyCode.ESCAPE);
    await(() -> robot.lookup("#help").tryQuery().isEmpty());
    Set<Node> seen = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      robot.type(KeyCode.F6);
      WaitForAsyncUtils.waitForFxEvents();
      seen.add(window.stage().getScene().getFocusOwner());
    }
    assertThat(seen).hasSizeGreaterThanOrEqualTo(3);
    assertThat(robot.lookup(".focus-ring").query().isVisible()).isTrue();
    window.picture("focus-ring");
    robot.type(KeyCode.G, KeyCode.O);
    await(() -> robot.lookup("#overview-heading").tryQuery().isPresent());
    robot.press(KeyCode.ALT).type(KeyCode.LEFT).release(KeyCode.ALT);
    await(() -> robot.lookup("#traces").tryQuery().isPresent());
  }
}
