package dev.eyepiece.opamp;

import static dev.eyepiece.opamp.wire.RemoteConfigStatuses.RemoteConfigStatuses_APPLIED;
import static dev.eyepiece.opamp.wire.RemoteConfigStatuses.RemoteConfigStatuses_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the fleet outlives the server. */
class FleetRestartTest {
  @TempDir Path folder;
  private final TestClock clock = new TestClock();

  private static List<ConfigText> yaml(String text) {
    return List.of(new ConfigText("", "text/yaml", text));
  }

  @Test
  void agentsThatComeBackAreAskedForNothing() throws Exception {
    TestAgent agent = TestAgent.of(1);
    AgentDetails before;
    try (TestFleet server = new TestFleet(folder, clock)) {
      agent.connect(server.uri("ws"));
      agent.send(agent.full());
      for (int i = 0; i < 5; i++) {
        agent.send(agent.next());
      }
      before = server.agent(agent.uid);
    }
    try (TestFleet server = new TestFleet(folder, clock)) {
      AgentDetails kept = server.agent(agent.uid);
      assertThat(kept.summary().presence()).isEqualTo(Presence.GONE);
      assertThat(kept.summary().presenceReason()).isEqualTo("not seen since this server started");
      assertThat(kept.identifying()).isEqualTo(before.identifying());
      assertThat(kept.health()).isEqualTo(before.health());
      assertThat(kept.effectiveConfig()).isEqualTo(before.effectiveConfig());
      assertThat(kept.summary().capabilities()).isEqualTo(before.summary().capabilities());
      agent.connect(server.uri("ws"));
      assertThat(agent.send(agent.next()).getFlags()).isZero();
      assertThat(server.agent(agent.uid).complete()).isTrue();
    } finally {
      agent.close();
    }
  }

  @Test
  void whatAnAgentIsToHaveAndWhatItFailedWithIsRemembered() throws Exception {
    TestAgent agent = TestAgent.of(1);
    TestAgent away = TestAgent.of(2);
    try (TestFleet server = new TestFleet(folder, clock)) {
      agent.connect(server.uri("ws"));
      agent.send(agent.full());
      server.fleet.push(agent.uid, yaml("good: 1"));
      ByteString good = agent.take().getRemoteConfig().getConfigHash();
      agent.send(agent.status(good, RemoteConfigStatuses_APPLIED, ""));
      server.fleet.push(agent.uid, yaml("bad"));
      ByteString bad = agent.take().getRemoteConfig().getConfigHash();
      agent.send(agent.status(bad, RemoteConfigStatuses_FAILED, "no"));
      TestAgent.post(server.uri("http"), away.full());
      server.fleet.push(away.uid, yaml("wanted: 1"));
    }
    try (TestFleet server = new TestFleet(folder, clock)) {
      agent.connect(server.uri("ws"));
      assertThat(agent.send(agent.next()).hasRemoteConfig()).isFalse();
      assertThat(server.agent(agent.uid).summary().configState()).isEqualTo(ConfigState.FAILED);
      ServerToAgent answer = TestAgent.post(server.uri("http"), away.next());
      assertThat(answer.getFlags()).isZero();
      assertThat(
              answer.getRemoteConfig().getConfig().getConfigMapOrThrow("").getBody().toStringUtf8())
          .isEqualTo("wanted: 1");
      server.fleet.rollback(agent.uid);
      assertThat(
              agent
                  .take()
                  .getRemoteConfig()
                  .getConfig()
                  .getConfigMapOrThrow("")
                  .getBody()
                  .toStringUtf8())
          .isEqualTo("good: 1");
    } finally {
      agent.close();
    }
  }

  @Test
  void aNumberThatOutranWhatWasWrittenIsAGap() throws Exception {
    TestAgent agent = TestAgent.of(1);
    try (TestFleet server = new TestFleet(folder, clock)) {
      TestAgent.post(server.uri("http"), agent.full());
    }
    agent.next();
    try (TestFleet server = new TestFleet(folder, clock)) {
      assertThat(TestAgent.post(server.uri("http"), agent.next()).getFlags()).isEqualTo(1);
    }
  }

  @Test
  void aTornTailCostsWhatWasTornAndNothingElse() throws Exception {
    TestAgent first = TestAgent.of(1);
    TestAgent second = TestAgent.of(2);
    Path log = folder.resolve("fleet.log");
    long whole;
    try (TestFleet server = new TestFleet(folder, clock)) {
      TestAgent.post(server.uri("http"), first.full());
      server.fleet.flush();
      whole = Files.size(log);
      TestAgent.post(server.uri("http"), second.full());
    }
    byte[] bytes = Files.readAllBytes(log);
    assertThat(bytes.length).isGreaterThan((int) whole);
    for (int cut = (int) whole; cut < bytes.length; cut += 7) {
      Files.write(log, java.util.Arrays.copyOf(bytes, cut), StandardOpenOption.TRUNCATE_EXISTING);
      try (Fleet fleet = Fleet.open(folder, clock, FleetLimits.DEFAULT)) {
        assertThat(fleet.agents()).extracting(AgentSummary::uid).containsExactly(first.uid);
      }
      assertThat(Files.size(log)).isEqualTo(whole);
    }
  }

  /** Each config is another one, so that all but the last are outdated. */
  private static void change(TestFleet server, TestAgent agent, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      String yaml = ("# " + agent.sequence + " " + "x".repeat(80) + "\n").repeat(4_000);
      ServerToAgent answer =
          TestAgent.post(
              server.uri("http"), agent.next().setEffectiveConfig(TestAgent.effective(yaml)));
      assertThat(answer.hasErrorResponse()).isFalse();
      server.fleet.flush();
    }
  }

  @Test
  void theFileIsRewrittenWhenMostOfItIsOutdated() throws Exception {
    TestAgent agent = TestAgent.of(1);
    TestAgent other = TestAgent.of(2);
    AgentDetails before;
    try (TestFleet server = new TestFleet(folder, clock)) {
      TestAgent.post(server.uri("http"), agent.full());
      TestAgent.post(server.uri("http"), other.full());
      change(server, agent, 60);
      TestAgent.post(server.uri("http"), other.next());
      before = server.agent(agent.uid);
      assertThat(server.fleet.trouble()).isEmpty();
    }
    assertThat(Files.size(folder.resolve("fleet.log"))).isLessThan(10L << 20);
    try (TestFleet server = new TestFleet(folder, clock)) {
      assertThat(server.agent(agent.uid).effectiveConfig()).isEqualTo(before.effectiveConfig());
      assertThat(server.agent(other.uid).complete()).isTrue();
      assertThat(TestAgent.post(server.uri("http"), agent.next()).getFlags()).isZero();
      assertThat(TestAgent.post(server.uri("http"), other.next()).getFlags()).isZero();
    }
  }

  @Test
  void aRewriteThatFailsIsSaidAndTriedAgain() throws Exception {
    TestAgent agent = TestAgent.of(1);
    Path fresh = folder.resolve("fleet.log.new");
    try (TestFleet server = new TestFleet(folder, clock)) {
      TestAgent.post(server.uri("http"), agent.full());
      Files.createDirectory(fresh);
      change(server, agent, 60);
      assertThat(server.fleet.trouble()).contains("fleet.log.new");
      assertThat(Files.size(folder.resolve("fleet.log"))).isGreaterThan(16L << 20);
      Files.delete(fresh);
      change(server, agent, 1);
      Wait.until(() -> server.fleet.trouble().isEmpty());
    }
    assertThat(Files.size(folder.resolve("fleet.log"))).isLessThan(10L << 20);
    try (TestFleet server = new TestFleet(folder, clock)) {
      assertThat(TestAgent.post(server.uri("http"), agent.next()).getFlags()).isZero();
    }
  }

  @Test
  void heartbeatsWriteNothing() throws Exception {
    TestAgent agent = TestAgent.of(1);
    try (TestFleet server = new TestFleet(folder, clock)) {
      TestAgent.post(server.uri("http"), agent.full());
      server.fleet.flush();
      long size = Files.size(folder.resolve("fleet.log"));
      for (int i = 0; i < 20; i++) {
        TestAgent.post(server.uri("http"), agent.next());
      }
      server.fleet.flush();
      assertThat(Files.size(folder.resolve("fleet.log"))).isEqualTo(size);
    }
  }

  @Test
  void anAgentThatIsForgottenStaysForgotten() throws Exception {
    TestAgent agent = TestAgent.of(1);
    try (TestFleet server = new TestFleet(folder, clock)) {
      TestAgent.post(server.uri("http"), agent.full());
      clock.pass(java.time.Duration.ofHours(1));
      server.fleet.forget(agent.uid);
      assertThat(server.fleet.agents()).isEmpty();
    }
    try (Fleet fleet = Fleet.open(folder, clock, FleetLimits.DEFAULT)) {
      assertThat(fleet.agents()).isEmpty();
    }
  }
}
