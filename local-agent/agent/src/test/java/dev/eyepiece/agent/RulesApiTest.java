package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule sets of a running agent and of its folder at rest, by every way there is. */
class RulesApiTest {
  private static final String TEXT =
      "set(span.attributes[\"mark\"], \"yes\") where span.name == \"GET /\"";

  @TempDir Path home;
  private final HttpClient http = HttpClient.newHttpClient();
  private AgentConfig config;
  private LocalAgent agent;

  @BeforeEach
  void start() throws Exception {
    HostPort any = new HostPort("127.0.0.1", 0);
    config = AgentConfig.of(home.resolve("data"), home.resolve("state")).withPorts(any, any, any);
    agent = LocalAgent.start(config);
  }

  @AfterEach
  void stop() {
    agent.close();
    http.close();
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    return send(method, path, body).get(60, TimeUnit.SECONDS);
  }

  private CompletableFuture<HttpResponse<String>> send(String method, String path, String body)
      throws IOException {
    String token = Files.readString(config.dataFolder().resolve("token")).strip();
    return http.sendAsync(
        HttpRequest.newBuilder(agent.endpoints().api().resolve("/api/v1/" + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private int send(String name) throws Exception {
    String spans =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",\
        "spanId":"0102030405060708","name":"%s"}]}]}]}
        """
            .formatted(name);
    return http.send(
            HttpRequest.newBuilder(agent.endpoints().otlpHttp().resolve("/v1/traces"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(spans))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static String body(String text) {
    return JsonText.write(Map.of("text", text, "enabled", true));
  }

  private String spans() throws Exception {
    return ask("GET", "query", "").body();
  }

  @Test
  void aRuleSetIsPutRunsAndIsSwitchedOffAndRemoved() throws Exception {
    HttpResponse<String> put = ask("PUT", "rules/mark", body(TEXT));
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(JsonText.readObject(put.body()))
        .containsEntry("id", "mark")
        .containsEntry("priority", 100L)
        .containsEntry("inForce", true)
        .containsEntry("problem", "");
    assertThat(send("GET /")).isEqualTo(200);
    assertThat(spans()).contains("\"mark\":\"yes\"");
    Map<String, @Nullable Object> state = JsonText.readObject(ask("GET", "rules/mark", "").body());
    assertThat(state).containsEntry("requests", 1L);
    assertThat((List<?>) state.get("statements"))
        .singleElement()
        .asString()
        .contains("matched=1", "changed=1", "dropped=0", "errors=0");
    assertThat(ask("POST", "rules/mark/disable", "").body()).contains("\"inForce\":false");
    assertThat(send("GET /")).isEqualTo(200);
    assertThat(spans().lines().filter(line -> line.contains("\"mark\""))).hasSize(1);
    assertThat(ask("POST", "rules/mark/enable", "").body()).contains("\"inForce\":true");
    assertThat(ask("DELETE", "rules/mark", "").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "rules", "").body()).isEqualTo("{\"rules\":[],\"problems\":[]}\n");
  }

  @Test
  void ofChangesToPartsOfOneRuleSetAtTheSameMomentNoneIsLost() throws Exception {
    ask("PUT", "rules/mark", body(TEXT));
    for (int round = 1; round <= 40; round++) {
      String name = "Round " + round;
      CompletableFuture<HttpResponse<String>> one =
          send("PUT", "rules/mark", JsonText.write(Map.of("name", name)));
      CompletableFuture<HttpResponse<String>> other =
          send("PUT", "rules/mark", JsonText.write(Map.of("priority", round)));
      assertThat(one.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(other.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      RuleSetInfo set = agent.rules().get("mark").set();
      assertThat(set.name()).isEqualTo(name);
      assertThat(set.priority()).isEqualTo(round);
      assertThat(set.text()).isEqualTo(TEXT);
    }
  }

  /** A client that read the set before somebody else changed it sends what it changes alone. */
  @Test
  void aChangeByTheApiLeavesWhatItDoesNotName() throws Exception {
    ask("PUT", "rules/mark", body(TEXT));
    AgentAccess access =
        new AgentAccess(new RunningAgents(config.stateFolder()), InstantSource.system());
    try (RuleSets rules = access.rules(config.dataFolder())) {
      rules.change(
          "mark",
          now -> {
            assertThatCode(() -> agent.rules().change("mark", set -> set.withName("Meanwhile")))
                .doesNotThrowAnyException();
            return now.withPriority(7);
          });
    }
    RuleSetInfo set = agent.rules().get("mark").set();
    assertThat(set.name()).isEqualTo("Meanwhile");
    assertThat(set.priority()).isEqualTo(7);
  }

  @Test
  void theStatusCountsWhatRulesDropped() throws Exception {
    ask("PUT", "rules/drop", body("filter:\n  trace_conditions: ['span.name == \"GET /\"']\n"));
    assertThat(send("GET /")).isEqualTo(200);
    assertThat(send("POST /")).isEqualTo(200);
    String status = ask("GET", "status", "").body();
    assertThat(status)
        .contains("\"rules\":{\"on\":1,\"dropped\":1,\"invalid\":0,\"refused\":0,\"last\":\"\"}")
        .contains("\"traces\":{\"records\":1,\"rejected\":0,\"dropped\":1,");
  }

  /** As a collector does: the whole request is answered with an error, and may come again. */
  @Test
  void underPropagateASenderIsToldToComeAgain() throws Exception {
    String failing = "set(span.attributes[\"n\"], Substring(span.name, 0, 99))";
    Map<String, Object> strict = Map.of("text", failing, "enabled", true, "errorMode", "propagate");
    assertThat(ask("PUT", "rules/strict", JsonText.write(strict)).statusCode()).isEqualTo(200);
    assertThat(send("GET /")).isEqualTo(503);
    assertThat(ask("GET", "query?count=true", "").body()).isEqualTo("{\"count\":0}\n");
    assertThat(JsonText.readObject(ask("GET", "rules/strict", "").body()))
        .containsEntry("refused", 1L);
    ask("POST", "rules/strict/disable", "");
    assertThat(send("GET /")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          PUT    | rules/a         | {"text":"set(span.nme, 1)"}              | 400 | rule set 'a' does not check: line 1
          PUT    | rules/a         | {"text":"set(span.name, \\"\\")","x":1}  | 400 | unknown key 'x'; expected
          PUT    | rules/a         | {"text":5}                               | 400 | text: expected a text
          PUT    | rules/a         | {"signals":["spans"],"text":"t"}         | 400 | 'spans' is no signal
          PUT    | rules/a         | nothing                                  | 400 | the rule set in the body: not JSON
          PUT    | rules/a         | {"id":"b","text":"t"}                    | 400 | ids never change
          PUT    | rules/A%20b     | {"text":"set(span.name, \\"\\")"}        | 400 | is no id of a rule set
          GET    | rules/none      | -                                        | 404 | there is no rule set 'none'
          DELETE | rules/none      | -                                        | 404 | there is no rule set 'none'
          POST   | rules/none/enable | -                                      | 404 | there is no rule set 'none'
          POST   | rules/none      | -                                        | 404 | expected rules/ID/enable
          """)
  void whatIsWrongIsToldInOneLine(String method, String path, String body, int status, String why)
      throws Exception {
    HttpResponse<String> answer = ask(method, path, body.replaceFirst("^-$", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(String.valueOf(JsonText.readObject(answer.body()).get("error"))).contains(why);
  }

  @Test
  void rulesWantTheTokenToo() throws Exception {
    for (String method : List.of("GET", "PUT", "DELETE", "POST")) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(agent.endpoints().api().resolve("/api/v1/rules/a"))
                  .method(method, BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(method).isEqualTo(401);
    }
  }

  @Test
  void theOwnerIsAskedWhileThereIsOneElseTheFilesAreChanged() throws Exception {
    AgentAccess access =
        new AgentAccess(new RunningAgents(config.stateFolder()), InstantSource.system());
    RuleSetInfo set = RuleSetInfo.of("mark", TEXT).withEnabled(true).withName("Mark é");
    try (RuleSets rules = access.rules(config.dataFolder())) {
      RuleSetState state = rules.put(set);
      assertThat(state.set()).isEqualTo(set);
      assertThat(state.inForce()).isTrue();
      assertThatThrownBy(() -> rules.put(set.withText("set(span.nme, 1)")))
          .isInstanceOfSatisfying(RuleSetException.class, e -> assertThat(e.problems()).hasSize(1));
    }
    assertThat(agent.rules().get("mark").set()).isEqualTo(set);
    agent.close();
    try (RuleSets rules = access.rules(config.dataFolder())) {
      assertThat(rules.enable("mark", false).set().enabled()).isFalse();
      assertThatThrownBy(() -> LocalAgent.start(config)).isInstanceOf(FolderOwnedException.class);
    }
    agent = LocalAgent.start(config);
    assertThat(agent.rules().get("mark").inForce()).isFalse();
  }

  @Test
  void aBrokenFileIsSaidByTheStatus() throws Exception {
    agent.close();
    Files.createDirectories(config.dataFolder().resolve("rules"));
    Files.writeString(config.dataFolder().resolve("rules/bad.rules"), "?");
    agent = LocalAgent.start(config);
    assertThat(agent.telemetry().stats().trouble()).contains("bad.rules.broken");
    assertThat(ask("GET", "rules", "").body()).contains("bad.rules.broken");
  }
}
