package dev.eyepiece.ui;

import static dev.eyepiece.ui.OnFx.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.ui.shell.Place;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A rule from its first mistake to the stream that it changes, in the window over an agent. */
@ExtendWith(ApplicationExtension.class)
class RulesViewTest {
  private static final String RULE =
      "replace_pattern(span.attributes[\"card\"], \"[0-9]{4} ?\", \"#\")"
          + " where span.attributes[\"card\"] != nil";

  private final HttpClient http = HttpClient.newHttpClient();
  private LocalAgent agent;
  private TestWindow window;
  private int sent;

  @Start
  void start(Stage shown) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-rules");
    HostPort any = new HostPort("127.0.0.1", 0);
    agent =
        LocalAgent.start(
            AgentConfig.of(folder.resolve("data"), folder.resolve("state"))
                .withPorts(any, any, any));
    window =
        TestWindow.show(shown, new FakeHost(agent.telemetry(), folder).rules(agent.rules()).host());
  }

  @AfterEach
  void stop() throws Exception {
    window.stop();
    agent.close();
    http.close();
  }

  /** Sends one span of a payment; answers with the status. */
  private int send(String name, String card) throws IOException, InterruptedException {
    sent++;
    long now = System.currentTimeMillis() * 1_000_000L;
    String span =
        """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",\
        "value":{"stringValue":"payment"}}]},"scopeSpans":[{"spans":[{\
        "traceId":"0af7651916cd43dd8448eb21%08x","spanId":"b7ad6b71%08x","name":"%s","kind":2,\
        "startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[{"key":"card",\
        "value":{"stringValue":"%s"}}]}]}]}]}
        """
            .formatted(sent, sent, name, now, now + 5_000_000, card);
    URI to = agent.endpoints().otlpHttp().resolve("/v1/traces");
    return http.send(
            HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(span))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** How many of the spans that are held say this of their card. */
  private long held(String card) throws Exception {
    try (var snapshot = agent.telemetry().snapshot()) {
      return snapshot.countSpans(
          dev.eyepiece.store.Search.parse("card:\"" + card + "\""),
          dev.eyepiece.store.TimeRange.ALL);
    }
  }

  private void type(FxRobot robot, String rule) throws Exception {
    CodeArea area = robot.lookup("#rule-text").queryAs(CodeArea.class);
    WaitForAsyncUtils.asyncFx(() -> area.replaceText(rule)).get();
  }

  private String text(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(Label.class).getText();
  }

  @Test
  void aRuleIsMendedTriedSwitchedOnSeenToWorkAndSwitchedOff(FxRobot robot) throws Exception {
    for (int i = 0; i < 6; i++) {
      assertThat(send("POST /pay", "4111 1111 1111 111" + i)).isEqualTo(200);
    }
    window.open(new Place.Rules());
    await(() -> robot.lookup("#rule-switch").tryQuery().isPresent());
    await(() -> text(robot, "#rule-state").contains("nothing wrong"));
    TextField name = robot.lookup("#rule-name").queryAs(TextField.class);
    WaitForAsyncUtils.asyncFx(() -> name.setText("Hide card numbers")).get();
    TextField id = robot.lookup("#rule-id").queryAs(TextField.class);
    WaitForAsyncUtils.asyncFx(() -> id.setText("cards")).get();

    // A mistake: it is marked, and what does not check does not come on.
    type(robot, RULE.replace("span.attributes[\"card\"],", "span.atributes[\"card\"],"));
    await(() -> text(robot, "#rule-state").equals("1 thing is wrong"));
    robot.clickOn("#rule-switch");
    await(() -> text(robot, "#rules-message").startsWith("Not switched on: "));
    assertThat(text(robot, "#rules-message")).contains("atributes");
    assertThat(agent.rules().list()).isEmpty();
    window.pictures("rules-refused");

    // Mended and tried: nothing that is held changes.
    type(robot, RULE);
    await(() -> text(robot, "#rule-state").equals("1 statement, nothing wrong"));
    robot.clickOn("#rule-run");
    await(() -> text(robot, "#rule-state").startsWith("Tried on 6 records: 6 changed"));
    assertThat(held("4111 1111 1111 1110")).isEqualTo(1);

    // On: the window says so, and what comes now is changed.
    robot.clickOn("#rule-switch");
    await(() -> agent.telemetry().stats().rules().on() == 1);
    await(() -> text(robot, "#status-rules").equals("1 rule set on"));
    assertThat(send("POST /pay", "4111 1111 1111 1119")).isEqualTo(200);
    assertThat(held("####")).isEqualTo(1);
    assertThat(held("4111 1111 1111 1119")).isZero();
    ListView<?> statements = robot.lookup("#rule-statements").queryAs(ListView.class);
    await(() ->
        statements.getItems().size() == 1
            && statements.getItems().getFirst().toString().contains("changed=1"));
    RuleSetInfo stored = agent.rules().get("cards").set();
    assertThat(stored.name()).isEqualTo("Hide card numbers");
    assertThat(stored.text()).isEqualTo(RULE);
    agent
        .rules()
        .put(
            RuleSetInfo.of(
                    "health", "filter:\n  trace_conditions: ['span.name == \"GET /health\"']")
                .withName("Drop health checks, with a name that is far too long for its row")
                .withEnabled(true));
    assertThat(send("GET /health", "none")).isEqualTo(200);
    assertThat(held("none")).isZero();
    await(() -> text(robot, "#status-rules").equals("2 rule sets on, 1 dropped"));
    ListView<?> sets = robot.lookup("#rule-sets").queryAs(ListView.class);
    await(() -> sets.getItems().size() == 2);
    window.pictures("rules-on");

    // Off again, by the switch of its row: what comes stays as it is.
    CheckBox box =
        robot.lookup("#rule-sets .check-box").queryAllAs(CheckBox.class).stream()
            .filter(one -> String.valueOf(one.getAccessibleText()).startsWith("Hide card numbers"))
            .findFirst()
            .orElseThrow();
    robot.clickOn(box);
    await(() -> !agent.rules().get("cards").inForce());
    assertThat(send("POST /pay", "4111 1111 1111 1118")).isEqualTo(200);
    assertThat(held("4111 1111 1111 1118")).isEqualTo(1);
    await(() -> robot.lookup("#rule-switch").queryAs(Button.class).getText().equals("Switch on"));

    // What is deleted needs a second press.
    robot.clickOn("#rule-delete");
    assertThat(agent.rules().list()).hasSize(2);
    robot.clickOn("#rule-delete");
    await(() -> agent.rules().list().size() == 1);
    window.open(new Place.Overview());
    await(() -> robot.lookup("records dropped by rules").tryQuery().isPresent());
  }
}
