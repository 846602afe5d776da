package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.opamp.OpampClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that reports to another one, whose port is open to other machines. */
class ReportingTest {
  private static final String TOKEN = "f1ee7-s3cret";
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  @TempDir Path home;
  private LocalAgent server;

  @BeforeEach
  void serve() throws Exception {
    AgentConfig config = config("server");
    server =
        LocalAgent.start(
            new AgentConfig(
                config.dataFolder(),
                config.stateFolder(),
                ANY,
                ANY,
                ANY,
                config.durability(),
                config.storeCapBytes(),
                config.ringCapBytes(),
                config.memoryCapBytes(),
                config.queueCapBytes(),
                config.requestCapBytes(),
                config.sealAfter(),
                List.of(),
                null,
                file("senders", TOKEN),
                true,
                new AgentConfig.Opamp(new HostPort("0.0.0.0", 0), true, null, null)));
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
