package dev.eyepiece.opamp;

import static dev.eyepiece.opamp.wire.RemoteConfigStatuses.RemoteConfigStatuses_APPLIED;
import static dev.eyepiece.opamp.wire.RemoteConfigStatuses.RemoteConfigStatuses_APPLYING;
import static dev.eyepiece.opamp.wire.RemoteConfigStatuses.RemoteConfigStatuses_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.wire.AgentConfigObject;
import dev.eyepiece.opamp.wire.AgentDisconnect;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.AvailableComponents;
import dev.eyepiece.opamp.wire.CertificateRequest;
import dev.eyepiece.opamp.wire.CommandType;
import dev.eyepiece.opamp.wire.ComponentDetails;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.ConnectionSettingsRequest;
import dev.eyepiece.opamp.wire.ConnectionSettingsStatus;
import dev.eyepiece.opamp.wire.ConnectionSettingsStatuses;
import dev.eyepiece.opamp.wire.CustomCapabilities;
import dev.eyepiece.opamp.wire.CustomMessage;
import dev.eyepiece.opamp.wire.OpAMPConnectionSettingsRequest;
import dev.eyepiece.opamp.wire.PackageStatus;
import dev.eyepiece.opamp.wire.PackageStatuses;
import dev.eyepiece.opamp.wire.ServerErrorResponseType;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's side of OpAMP, message by message, over real connections. */
class FleetTest {
  private static final int FULL_STATE = 1;
  private static final int COMPONENTS = 2;

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final TestAgent agent = TestAgent.of(1);
  private TestFleet server;

  @BeforeEach
  void open() throws Exception {
    server = new TestFleet(folder, clock);
  }

  @AfterEach
  void close() throws Exception {
    agent.close();
    server.close();
  }

  private AgentSummary summary() {
    return server.agent(agent.uid).summary();
  }

  private static List<ConfigText> yaml(String text) {
    return List.of(new ConfigText("", "text/yaml", text));
  }

  @Test
  void anAgentThatReportsEverythingIsKnownAndAskedForNothing() throws Exception {
    agent.connect(server.uri("ws"));
    ServerToAgent first = agent.send(agent.full());
    assertThat(first.getInstanceUid().toByteArray()).isEqualTo(agent.uid.bytes());
    assertThat(first.getCapabilities()).isEqualTo(0x1 | 0x2 | 0x4 | 0x10);
    assertThat(first.getFlags()).isZero();
    ServerToAgent second = agent.send(agent.next());
    assertThat(second.getCapabilities()).isZero();
    assertThat(second.getFlags()).isZero();
    AgentDetails known = server.agent(agent.uid);
    assertThat(known.summary().presence()).isEqualTo(Presence.CONNECTED);
    assertThat(known.summary().name()).isEqualTo("collector");
    assertThat(known.summary().healthy()).isTrue();
    assertThat(known.summary().status()).isEqualTo("StatusOK");
    assertThat(known.nonIdentifying()).containsEntry("host.name", "box");
    assertThat(known.effectiveConfig()).containsExactly(new ConfigText("", "", "receivers: {}"));
    assertThat(known.complete()).isTrue();
  }

  @Test
  void anUnknownAgentThatLeavesThingsOutIsAskedOnceForAll() throws Exception {
    agent.connect(server.uri("ws"));
    assertThat(agent.send(agent.next()).getFlags()).isEqualTo(FULL_STATE);
    assertThat(agent.send(agent.next()).getFlags()).isZero();
    clock.pass(Duration.ofSeconds(31));
    assertThat(agent.send(agent.next()).getFlags()).isEqualTo(FULL_STATE);
    assertThat(agent.send(agent.full()).getFlags()).isZero();
    clock.pass(Duration.ofSeconds(31));
    assertThat(agent.send(agent.next()).getFlags()).isZero();
  }

  @Test
  void aGapInTheNumbersDemandsTheFullState() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    agent.sequence++;
    assertThat(agent.send(agent.next()).getFlags()).isEqualTo(FULL_STATE);
    assertThat(server.agent(agent.uid).complete()).isFalse();
    agent.send(agent.full());
    assertThat(server.agent(agent.uid).complete()).isTrue();
  }

  @Test
  void aRestartedAgentThatReportsEverythingIsAskedForNothing() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    agent.send(agent.next());
    agent.sequence = 0;
    assertThat(agent.send(agent.full()).getFlags()).isZero();
  }

  @Test
  void aMessageThatComesTwiceIsAnsweredTwiceAndIsNoGap() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    AgentToServer.Builder same = agent.next();
    assertThat(agent.send(same).getFlags()).isZero();
    assertThat(agent.send(same).getFlags()).isZero();
  }

  @Test
  void capabilitiesOfZeroTakeNothingBack() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    agent.send(agent.next().setCapabilities(0));
    assertThat(summary().capabilities()).isEqualTo(TestAgent.CAPABILITIES);
  }

  @Test
  void aConfigIsOfferedOnceAndItsStatusIsFollowed() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    ConfigPush push = server.fleet.push(agent.uid, yaml("a: 1"));
    assertThat(push.offered()).isTrue();
    ServerToAgent offer = agent.take();
    AgentConfigObject entry = offer.getRemoteConfig().getConfig().getConfigMapOrThrow("");
    assertThat(entry.getBody().toStringUtf8()).isEqualTo("a: 1");
    assertThat(entry.getContentType()).isEqualTo("text/yaml");
    ByteString hash = offer.getRemoteConfig().getConfigHash();
    assertThat(summary().configState()).isEqualTo(ConfigState.OFFERED);
    assertThat(agent.send(agent.next()).hasRemoteConfig()).isFalse();
    agent.send(agent.status(hash, RemoteConfigStatuses_APPLYING, ""));
    assertThat(summary().configState()).isEqualTo(ConfigState.APPLYING);
    agent.send(agent.status(hash, RemoteConfigStatuses_APPLIED, ""));
    assertThat(summary().configState()).isEqualTo(ConfigState.APPLIED);
    assertThat(summary().remoteConfigHash()).isEqualTo(push.hash());
    assertThat(server.agent(agent.uid).history())
        .extracting(ConfigEvent::step)
        .containsExactly(
            ConfigEvent.Step.DESIRED,
            ConfigEvent.Step.OFFERED,
            ConfigEvent.Step.APPLYING,
            ConfigEvent.Step.APPLIED);
  }

  @Test
  void aConfigThatFailedIsNotOfferedAgainUntilAPersonWantsIt() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    server.fleet.push(agent.uid, yaml("good: 1"));
    ByteString good = agent.take().getRemoteConfig().getConfigHash();
    agent.send(agent.status(good, RemoteConfigStatuses_APPLIED, ""));
    server.fleet.push(agent.uid, yaml("broken"));
    ByteString broken = agent.take().getRemoteConfig().getConfigHash();
    agent.send(agent.status(broken, RemoteConfigStatuses_FAILED, "cannot unmarshal"));
    assertThat(summary().configState()).isEqualTo(ConfigState.FAILED);
    assertThat(summary().remoteConfigError()).isEqualTo("cannot unmarshal");
    assertThat(agent.send(agent.status(good, RemoteConfigStatuses_APPLIED, "")).hasRemoteConfig())
        .isFalse();
    assertThat(summary().configState()).isEqualTo(ConfigState.ROLLED_BACK);
    agent.cut();
    agent.connect(server.uri("ws"));
    assertThat(agent.send(agent.next()).hasRemoteConfig()).isFalse();
    server.fleet.push(agent.uid, yaml("broken"));
    assertThat(agent.take().getRemoteConfig().getConfigHash()).isEqualTo(broken);
    server.fleet.rollback(agent.uid);
    assertThat(agent.take().getRemoteConfig().getConfigHash()).isEqualTo(good);
  }

  @Test
  void anAgentThatIsAwayGetsItsConfigWhenItComes() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    agent.cut();
    Wait.until(() -> summary().presence() == Presence.GONE);
    assertThat(server.fleet.push(agent.uid, yaml("later: 1")).offered()).isFalse();
    assertThat(summary().configState()).isEqualTo(ConfigState.PENDING);
    agent.connect(server.uri("ws"));
    ServerToAgent answer = agent.send(agent.next());
    assertThat(answer.hasRemoteConfig()).isTrue();
    assertThat(answer.getFlags()).isZero();
  }

  @Test
  void pollsAreAnsweredWithWhatIsNewAndPresenceHasItsOwnClock() throws Exception {
    ServerToAgent first = TestAgent.post(server.uri("http"), agent.full());
    assertThat(first.getCapabilities()).isNotZero();
    assertThat(summary().presence()).isEqualTo(Presence.POLLING);
    assertThat(server.fleet.push(agent.uid, yaml("x".repeat(4_000))).offered()).isFalse();
    ServerToAgent second = TestAgent.post(server.uri("http"), agent.next());
    assertThat(second.hasRemoteConfig()).isTrue();
    assertThat(second.getCapabilities()).isNotZero();
    assertThat(TestAgent.post(server.uri("http"), agent.next()).hasRemoteConfig()).isFalse();
    clock.pass(Duration.ofSeconds(31));
    assertThat(TestAgent.post(server.uri("http"), agent.next()).hasRemoteConfig()).isTrue();
    clock.pass(Duration.ofSeconds(31));
    assertThat(TestAgent.post(server.uri("http"), agent.next()).hasRemoteConfig()).isFalse();
    clock.pass(Duration.ofMinutes(2));
    assertThat(summary().presence()).isEqualTo(Presence.STALE);
    clock.pass(Duration.ofMinutes(5));
    assertThat(summary().presence()).isEqualTo(Presence.GONE);
    assertThat(summary().presenceReason()).isEqualTo("it has not asked for 7 min 0 s");
  }

  @Test
  void goodbyesAreHeardOnBothTransports() throws Exception {
    TestAgent.post(server.uri("http"), agent.full());
    AgentToServer.Builder goodbye =
        agent.next().setAgentDisconnect(AgentDisconnect.getDefaultInstance());
    assertThat(TestAgent.post(server.uri("http"), goodbye).getInstanceUid()).isNotEmpty();
    assertThat(summary().presenceReason()).isEqualTo("it said goodbye");
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    assertThat(summary().presence()).isEqualTo(Presence.CONNECTED);
    agent.send(agent.next().setAgentDisconnect(AgentDisconnect.getDefaultInstance()));
    assertThat(summary().presence()).isEqualTo(Presence.GONE);
  }

  @Test
  void onlyWhoPromisedHeartbeatsIsMissedOnAnOpenConnection() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    clock.pass(Duration.ofHours(3));
    assertThat(summary().presence()).isEqualTo(Presence.CONNECTED);
    agent.send(agent.next().setCapabilities(TestAgent.CAPABILITIES | 0x2000));
    clock.pass(Duration.ofSeconds(100));
    assertThat(summary().presence()).isEqualTo(Presence.STALE);
  }

  @Test
  void aRestartTravelsAloneAndOnce() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    server.fleet.restart(agent.uid);
    ServerToAgent command = agent.take();
    assertThat(command.getCommand().getType()).isEqualTo(CommandType.CommandType_Restart);
    assertThat(command.toBuilder().clearCommand().clearInstanceUid().build())
        .isEqualTo(ServerToAgent.getDefaultInstance());
    assertThat(agent.send(agent.next()).hasCommand()).isFalse();
  }

  @Test
  void aClonedAgentIsGivenAUidOfItsOwn() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    try (TestAgent clone = new TestAgent(agent.uid)) {
      clone.connect(server.uri("ws"));
      ServerToAgent answer =
          clone.send(
              clone.next().setAgentDescription(TestAgent.description("collector", "another")));
      InstanceUid fresh =
          InstanceUid.of(answer.getAgentIdentification().getNewInstanceUid().toByteArray());
      assertThat(fresh).isNotNull().isNotEqualTo(agent.uid);
      assertThat(server.agent(agent.uid).duplicates()).isEqualTo(1);
      assertThat(server.agent(agent.uid).identifying())
          .doesNotContainEntry("service.instance.id", "another");
    }
  }

  @Test
  void aConnectionThatWasReplacedIsRenamedOnlyIfItSpeaksAgain() throws Exception {
    agent.connect(server.uri("ws"));
    agent.send(agent.full());
    try (TestAgent again = new TestAgent(agent.uid)) {
      again.connect(server.uri("ws"));
      again.sequence = agent.sequence;
      assertThat(again.send(again.next()).hasAgentIdentification()).isFalse();
      assertThat(agent.send(agent.next()).hasAgentIdentification()).isTrue();
    }
  }

  @Test
  void pollsOfTheSameUidAreNeverRenamed() throws Exception {
    TestAgent.post(server.uri("http"), agent.full());
    TestAgent other = new TestAgent(agent.uid);
    assertThat(
            TestAgent.post(
                    server.uri("http"),
                    other.next().setAgentDescription(TestAgent.description("other", "x")))
                .hasAgentIdentification())
        .isFalse();
  }

  @Test
  void whoAsksForAUidKeepsItsStateUnderTheNewOne() throws Exception {
    agent.connect(server.uri("ws"));
    ServerToAgent answer = agent.send(agent.full().setFlags(1));
    InstanceUid fresh =
        InstanceUid.of(answer.getAgentIdentification().getNewInstanceUid().toByteArray());
    assertThat(fresh).isNotNull();
    try (TestAgent renamed = new TestAgent(fresh)) {
      renamed.connect(server.uri("ws"));
      renamed.sequence = agent.sequence;
      assertThat(renamed.send(renamed.next()).getFlags()).isZero();
      assertThat(server.fleet.agent(agent.uid)).isNull();
      assertThat(server.agent(fresh).summary().name()).isEqualTo("collector");
    }
  }

  @Test
  void componentsAreAskedForByTheirHashOnce() throws Exception {
    agent.connect(server.uri("ws"));
    ByteString hash = ByteString.copyFromUtf8("hash");
    long capabilities = TestAgent.CAPABILITIES | 0x4000;
    AvailableComponents only = AvailableComponents.newBuilder().setHash(hash).build();
    assertThat(
            agent
                .send(agent.full().setCapabilities(capabilities).setAvailableComponents(only))
                .getFlags())
        .isEqualTo(COMPONENTS);
    assertThat(agent.send(agent.next().setCapabilities(capabilities)).getFlags()).isZero();
    ComponentDetails otlp =
        ComponentDetails.newBuilder().addMetadata(TestAgent.attribute("type", "otlp")).build();
    agent.send(
        agent
            .next()
            .setAvailableComponents(
                only.toBuilder()
                    .putComponents(
                        "receivers",
                        ComponentDetails.newBuilder().putSubComponentMap("otlp", otlp).build())));
    ComponentNode receivers = server.agent(agent.uid).components().getFirst();
    assertThat(receivers.name()).isEqualTo("receivers");
    assertThat(receivers.components().getFirst().metadata()).containsEntry("type", "otlp");
  }

  @Test
  void everyOtherKindOfMessageIsKeptAndShown() throws Exception {
    agent.connect(server.uri("ws"));
    ComponentHealth exporter =
        ComponentHealth.newBuilder().setHealthy(false).setLastError("refused").build();
    agent.send(
        agent
            .full()
            .setHealth(
                ComponentHealth.newBuilder()
                    .setHealthy(false)
                    .setLastError("one of two")
                    .putComponentHealthMap("exporter", exporter))
            .setPackageStatuses(
                PackageStatuses.newBuilder()
                    .putPackages(
                        "agent",
                        PackageStatus.newBuilder()
                            .setName("agent")
                            .setAgentHasVersion("9")
                            .build()))
            .setConnectionSettingsStatus(
                ConnectionSettingsStatus.newBuilder()
                    .setStatus(ConnectionSettingsStatuses.ConnectionSettingsStatuses_FAILED)
                    .setErrorMessage("no route"))
            .setCustomCapabilities(
                CustomCapabilities.newBuilder().addCapabilities("com.example.snapshot")));
    agent.send(
        agent
            .next()
            .setCustomMessage(
                CustomMessage.newBuilder().setCapability("com.example.snapshot").setType("t")));
    AgentDetails known = server.agent(agent.uid);
    HealthNode health = known.health();
    assertThat(health).isNotNull();
    assertThat(health.components().getFirst().lastError()).isEqualTo("refused");
    assertThat(known.packages())
        .containsExactly(new PackageState("agent", "9", "", "Installed", ""));
    assertThat(known.connectionSettingsStatus()).isEqualTo("FAILED: no route");
    assertThat(known.customCapabilities()).containsExactly("com.example.snapshot");
    assertThat(known.errors()).containsExactly("one of two");
    assertThat(known.messages())
        .extracting(WireMessage::what)
        .containsExactly(
            "description, health, effective config, config status, package statuses, custom"
                + " capabilities, connection settings status",
            "answer",
            "custom message",
            "answer");
  }

  @Test
  void aRequestForACertificateIsRefusedAsOneOfAServerThatSignsNone() throws Exception {
    agent.connect(server.uri("ws"));
    ServerToAgent answer =
        agent.send(
            agent
                .full()
                .setConnectionSettingsRequest(
                    ConnectionSettingsRequest.newBuilder()
                        .setOpamp(
                            OpAMPConnectionSettingsRequest.newBuilder()
                                .setCertificateRequest(
                                    CertificateRequest.newBuilder()
                                        .setCsr(ByteString.copyFromUtf8("not a request"))))));
    assertThat(answer.getErrorResponse().getType())
        .isEqualTo(ServerErrorResponseType.ServerErrorResponseType_BadRequest);
    assertThat(answer.toBuilder().clearErrorResponse().clearInstanceUid().build())
        .isEqualTo(ServerToAgent.getDefaultInstance());
  }

  @Test
  void manyAgentsShareAConnectionAndLeaveWithIt() throws Exception {
    try (TestAgent second = TestAgent.of(2)) {
      agent.connect(server.uri("ws"));
      agent.send(agent.full());
      ServerToAgent answer = agent.send(second.full());
      assertThat(answer.getInstanceUid().toByteArray()).isEqualTo(second.uid.bytes());
      assertThat(answer.getCapabilities()).isNotZero();
      assertThat(server.agent(second.uid).summary().presence()).isEqualTo(Presence.CONNECTED);
      agent.cut();
      Wait.until(() -> summary().presence() == Presence.GONE);
      Wait.until(() -> server.agent(second.uid).summary().presence() == Presence.GONE);
    }
  }

  @Test
  void whatCannotBePushedIsRefusedWithTheReason() throws Exception {
    assertThatThrownBy(() -> server.fleet.push(agent.uid, yaml("a: 1")))
        .isInstanceOf(FleetException.class)
        .hasMessage("no agent " + agent.uid + " is known");
    agent.connect(server.uri("ws"));
    agent.send(agent.full().setCapabilities(0x1 | 0x800));
    assertThatThrownBy(() -> server.fleet.push(agent.uid, yaml("a: 1")))
        .hasMessageContaining("takes no configs")
        .hasMessageContaining("ReportsStatus, ReportsHealth");
    assertThatThrownBy(() -> server.fleet.push(agent.uid, yaml("")))
        .hasMessageContaining("would stop the agent");
    assertThatThrownBy(() -> server.fleet.push(agent.uid, yaml("x".repeat(5 << 20))))
        .hasMessageContaining("at most 4194304 are sent");
    assertThatThrownBy(() -> server.fleet.rollback(agent.uid))
        .hasMessageContaining("nothing to go back to");
    assertThatThrownBy(() -> server.fleet.restart(agent.uid))
        .hasMessageContaining("does not take the command");
    assertThatThrownBy(() -> server.fleet.forget(agent.uid)).hasMessageContaining("is live");
  }

  @Test
  void httpIsSpokenAsTheSpecificationSays() throws Exception {
    byte[] full = agent.full().build().toByteArray();
    assertThat(TestAgent.post(server.uri("http"), full, "Content-Type", "text/plain").statusCode())
        .isEqualTo(415);
    assertThat(TestAgent.post(server.uri("http"), TestAgent.utf8("{}")).statusCode())
        .isEqualTo(400);
    HttpResponse<byte[]> other =
        TestAgent.post(
            server.uri("http"),
            full,
            "Content-Type",
            "application/x-protobuf",
            "OpAMP-Instance-UID",
            TestAgent.of(7).uid.toString());
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(ServerToAgent.parseFrom(other.body()).getErrorResponse().getErrorMessage())
        .contains("OpAMP-Instance-UID");
    HttpResponse<byte[]> good =
        TestAgent.post(
            server.uri("http"),
            full,
            "Content-Type",
            "application/x-protobuf",
            "OpAMP-Instance-UID",
            agent.uid.toString());
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(good.headers().firstValue("content-type")).contains("application/x-protobuf");
  }
}
