package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.ConfigState;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.OpampClient;
import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.telemetry.Signal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that reports to another one, whose port is open to other machines. */
class ReportingTest {
  private static final String TOKEN = "f1ee7-s3cret";
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  @TempDir Path home;
  private LocalAgent server;

  @BeforeEach
  void serve() throws Exception {
    server =
        LocalAgent.start(
            config("server")
                .withAccess(new AgentConfig.Access(List.of(), null, file("senders", TOKEN), true))
                .withOpamp(new AgentConfig.Opamp(new HostPort("0.0.0.0", 0), true, null, null)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private AgentConfig config(String name) {
    return AgentConfig.of(home.resolve(name), home.resolve("state")).withPorts(ANY, ANY, ANY);
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(home.resolve(name), text + "\n");
  }

  private LocalAgent report(String scheme, @Nullable Path token) throws Exception {
    URI opamp = server.endpoints().opamp();
    assertThat(opamp).isNotNull();
    URI url = URI.create(scheme + "://127.0.0.1:" + opamp.getPort() + opamp.getPath());
    return LocalAgent.start(
        config("agent").withOpamp(new AgentConfig.Opamp(null, false, url, token)));
  }

  private static OpampClient.State state(LocalAgent agent) {
    OpampClient.State state = agent.reporting();
    assertThat(state).isNotNull();
    return state;
  }

  private static void await(BooleanSupplier reached) {
    while (!reached.getAsBoolean()) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void whoShowsTheTokenIsLetIn(String scheme) throws Exception {
    try (LocalAgent agent = report(scheme, file("token", TOKEN))) {
      await(() -> state(agent).connected());
      assertThat(server.fleet().agents())
          .singleElement()
          .satisfies(one -> assertThat(one.name()).isEqualTo("eyepiece"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void withoutTheTokenOrWithAnotherOneNobodyIs(String scheme) throws Exception {
    for (Path token : new Path[] {null, file("wrong", "an0ther")}) {
      try (LocalAgent agent = report(scheme, token)) {
        await(() -> !state(agent).trouble().isEmpty());
        assertThat(state(agent).trouble())
            .endsWith("answers with status 401: it wants a token, or another one")
            .doesNotContain("an0ther");
        assertThat(server.fleet().agents()).isEmpty();
      }
    }
  }

  private static final String RULES =
      """
      host-metrics: off
      rules:
        mark:
          name: Mark all
          priority: 7
          signals: traces, logs
          error-mode: silent
          text: |
            # of the server
            set(span.attributes["mark"], "yes")
      """;

  private AgentDetails known() {
    await(() -> !server.fleet().agents().isEmpty());
    return details(server.fleet().agents().getFirst().uid());
  }

  private AgentDetails details(InstanceUid uid) {
    AgentDetails details = server.fleet().agent(uid);
    assertThat(details).isNotNull();
    return details;
  }

  private AgentDetails push(InstanceUid uid, String config, ConfigState expected) throws Exception {
    String hash = server.fleet().push(uid, List.of(new ConfigText("", "text/yaml", config))).hash();
    await(() ->
        details(uid).summary().remoteConfigHash().equals(hash)
            && details(uid).summary().configState() == expected);
    return details(uid);
  }

  private String effective(InstanceUid uid) {
    return details(uid).effectiveConfig().getFirst().body();
  }

  @Test
  void aServerHasRulesInForceBesideTheOwnersAndTakesThemBack() throws Exception {
    InstanceUid uid;
    String text = "# of the server\nset(span.attributes[\"mark\"], \"yes\")\n";
    try (LocalAgent agent = report("ws", file("token", TOKEN))) {
      uid = known().summary().uid();
      agent.rules().put(RuleSetInfo.of("own", "set(span.name, \"x\")").withEnabled(true));
      push(uid, RULES, ConfigState.APPLIED);
      RuleSetState mark = agent.rules().get("mark");
      assertThat(mark.inForce()).isTrue();
      assertThat(mark.fromServer()).isTrue();
      assertThat(mark.set())
          .isEqualTo(
              new RuleSetInfo(
                  "mark",
                  "Mark all",
                  7,
                  true,
                  Set.of(Signal.TRACES, Signal.LOGS),
                  RoadRule.ErrorMode.SILENT,
                  text));
      await(() -> effective(uid).contains("mark"));
      assertThat(effective(uid))
          .contains("  \"mark\":\n    from: \"server\"\n", "  \"own\":\n    from: \"owner\"\n")
          .contains("text: " + JsonText.write(text));
      assertThatThrownBy(() -> agent.rules().enable("mark", false))
          .hasMessage("the rule set 'mark' is of the OpAMP server, and is changed there");
      assertThatThrownBy(() -> agent.rules().put(RuleSetInfo.of("mark", text)))
          .hasMessageContaining("is changed there");

      AgentDetails failed = push(uid, RULES.replace("span.attr", "span.atr"), ConfigState.FAILED);
      assertThat(failed.summary().remoteConfigError())
          .startsWith("config:3: rule set 'mark' does not check: line 2");
      assertThat(agent.rules().get("mark")).isEqualTo(mark);
    }
    try (LocalAgent again = report("ws", file("token", TOKEN))) {
      assertThat(again.rules().get("mark").inForce()).isTrue();
      assertThat(again.config().dataFolder().resolve("rules/mark.rules")).doesNotExist();
      await(() -> details(uid).summary().presence().isLive());
      push(uid, "host-metrics: off\n", ConfigState.APPLIED);
      assertThat(again.rules().list()).extracting(one -> one.set().id()).containsExactly("own");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          rules: yes                                        | config:1: rules is not a mapping; expected ids
          rules:\\n  a: set(span.name, "x")                 | config:2: rules.a is not a mapping; expected error-mode, name
          rules:\\n  a:\\n    colour: red                   | config:3: unknown key 'colour' of a rule set; expected
          rules:\\n  a:\\n    priority: high                | config:3: priority: expected a number
          rules:\\n  a:\\n    signals: smoke                | config:3: 'smoke' is no signal
          rules:\\n  a:\\n    error-mode: loud              | config:3: 'loud' is no error mode
          rules:\\n  a:\\n    text: [1]                     | config:3: text is a list or a mapping; expected plain text
          rules:\\n  a: {name: n}                          | config:2: there are no rules in it
          rules:\\n  A b: {text: set(span.name)}           | config:2: 'A b' is no id of a rule set
          rules:\\n  own: {text: 'set(span.name, "x")'}    | config:2: the rule set 'own' is the owner's
          rules:\\n  a: {text: 'set(span.nme, "x")'}       | config:2: rule set 'a' does not check: line 1
          rules: {}\\ndata: /elsewhere                     | config:2: data is not for a server to set; expected host-metrics or rules
          """)
  void whatCannotBeIsRefusedWithItsPlaceAndNothingChanges(String config, String why)
      throws Exception {
    try (LocalAgent agent = report("ws", file("token", TOKEN))) {
      InstanceUid uid = known().summary().uid();
      agent.rules().put(RuleSetInfo.of("own", "set(span.name, \"x\")").withEnabled(true));
      List<RuleSetState> before = agent.rules().list();
      AgentDetails failed = push(uid, config.replace("\\n", "\n"), ConfigState.FAILED);
      assertThat(failed.summary().remoteConfigError()).startsWith(why);
      assertThat(agent.rules().list()).isEqualTo(before);
    }
  }

  @Test
  void aTokenFileThatIsNotThereOrHoldsNoneIsNamed() throws Exception {
    Path none = home.resolve("none");
    assertThatThrownBy(() -> report("ws", none))
        .isInstanceOf(AgentException.class)
        .hasMessage("the token file " + none + " cannot be read: it is not there");
    Path empty = file("empty", "");
    assertThatThrownBy(() -> report("ws", empty))
        .isInstanceOf(AgentException.class)
        .hasMessageStartingWith("the file " + empty + " holds no token: expected one line");
  }
}
