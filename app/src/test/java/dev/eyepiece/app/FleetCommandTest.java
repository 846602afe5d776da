package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eyepiece fleet}, with an agent that is another {@code eyepiece serve}. */
class FleetCommandTest {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path home;
  private TestProgram program;
  private TestProgram.Serving server;
  private TestProgram.@Nullable Serving agent;

  @BeforeEach
  void serve() throws Exception {
    program = new TestProgram(home);
    server = start("server");
    agent = start("agent", "--opamp-connect", "ws" + opamp().substring("http".length()));
  }

  private String opamp() {
    return server.address("OpAMP");
  }

  private TestProgram.Serving start(String folder, String... more) throws Exception {
    return program.serveOn(home.resolve(folder), more);
  }

  @AfterEach
  void stop() {
    if (agent != null) {
      agent.close();
    }
    server.close();
  }

  private TestProgram.Result fleet(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("fleet"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--api", server.address("local API")));
    return program.run(all.toArray(String[]::new));
  }

  private List<Map<String, @Nullable Object>> list() {
    TestProgram.Result result = fleet("list", "--format", "json");
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out().lines().map(JsonText::readObject).toList();
  }

  private Map<String, @Nullable Object> theAgent() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (list().isEmpty()) {
      assertThat(System.nanoTime()).as("the agent did not report").isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
    return list().getFirst();
  }

  private Path config(String text) throws Exception {
    return Files.writeString(home.resolve("config.yaml"), text);
  }

  @Test
  void an_agent_is_listed_shown_given_configs_and_taken_back() throws Exception {
    Map<String, @Nullable Object> known = theAgent();
    String uid = String.valueOf(known.get("instanceUid"));
    assertThat(known)
        .containsEntry("presence", "connected")
        .containsEntry("healthy", true)
        .containsEntry("remoteConfigStatus", "UNSET")
        .containsKeys("status", "description", "capabilities", "effectiveConfigHash");
    assertThat(known.get("description")).asString().contains("service.name=eyepiece");
    assertThat(fleet("list").out()).contains("UID").contains(uid).contains("healthy");

    String shown = fleet("show", uid, "--format", "json").out();
    assertThat(JsonText.readObject(shown))
        .containsKeys("health", "effectiveConfig", "components", "lastErrors", "messages");
    assertThat(shown).contains("host-metrics");
    assertThat(fleet("show", uid.substring(0, 13)).out()).contains("effectiveConfig[0].body");

    Path good = config("host-metrics: 20s\n");
    TestProgram.Result applied =
        fleet("push", "--agent", uid, "--file", good.toString(), "--wait", "1m");
    assertThat(applied.exit()).as(applied.err()).isZero();
    assertThat(applied.out()).contains("applied");
    assertThat(fleet("show", uid).out()).contains("host-metrics: \"20000ms\"");

    Path second = config("host-metrics: 30s\n");
    assertThat(fleet("push", "--agent", uid, "--file", second.toString(), "--wait", "1m").exit())
        .isZero();

    Path broken = config("data: /elsewhere\n");
    TestProgram.Result failed =
        fleet("push", "--agent", uid, "--file", broken.toString(), "--wait", "1m");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.line())
        .contains(
            "failed: config:1: data is not for a server to set; expected host-metrics or rules");
    assertThat(list().getFirst()).containsEntry("remoteConfigStatus", "FAILED");

    TestProgram.Result back = fleet("rollback", "--agent", uid, "--wait", "1m");
    assertThat(back.exit()).as(back.err()).isZero();
    assertThat(fleet("show", uid).out()).contains("host-metrics: \"30000ms\"");
  }

  @Test
  void an_agent_that_left_stays_listed_and_can_be_forgotten() throws Exception {
    String uid = String.valueOf(theAgent().get("instanceUid"));
    TestProgram.Result live = fleet("forget", uid);
    assertThat(live.exit()).isEqualTo(2);
    assertThat(live.line()).contains("is live");
    if (agent != null) {
      agent.close();
      agent = null;
    }
    assertThat(list().getFirst())
        .containsEntry("presence", "gone")
        .containsEntry("presenceReason", "it said goodbye");
    Path file = config("host-metrics: off\n");
    TestProgram.Result waited =
        fleet("push", "--agent", uid, "--file", file.toString(), "--wait", "10ms");
    assertThat(waited.exit()).isEqualTo(1);
    assertThat(waited.line()).contains("has not said within the time").contains("pending");
    assertThat(fleet("restart", uid).line()).contains("does not take the command to restart");
    assertThat(fleet("forget", uid).exit()).isZero();
    assertThat(list()).isEmpty();
  }

  @Test
  void a_server_that_restarts_knows_its_agents_and_they_come_back() throws Exception {
    String uid = String.valueOf(theAgent().get("instanceUid"));
    assertThat(program.run("query", "--api", server.address("local API"), "--count").exit())
        .isZero();
    String address = opamp().replace("http://", "").replace("/v1/opamp", "");
    server.close();
    server = start("server", "--opamp", address);
    assertThat(list().getFirst()).containsEntry("instanceUid", uid);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!"connected".equals(list().getFirst().get("presence"))) {
      assertThat(System.nanoTime()).as("the agent did not come back").isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
