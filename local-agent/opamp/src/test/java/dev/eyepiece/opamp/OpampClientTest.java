package dev.eyepiece.opamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client, over both transports, against this server; peers' servers are met elsewhere. */
class OpampClientTest {
  private static final OpampClient.Pace FAST =
      new OpampClient.Pace(
          Duration.ofMillis(200), Duration.ofMillis(20), Duration.ofMillis(20), Map.of());

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final FakeProgram program = new FakeProgram();
  private final InstanceUid uid = TestAgent.of(1).uid;

  private OpampClient connect(URI server, OpampClient.Pace pace) {
    ClientMemory memory =
        program.remembered.isEmpty() ? ClientMemory.of(uid) : program.remembered.getLast();
    return OpampClient.start(server, program, memory, pace, InstantSource.system());
  }

  private static boolean is(TestFleet server, InstanceUid uid, ConfigState state) {
    AgentDetails agent = server.fleet.agent(uid);
    return agent != null && agent.summary().configState() == state;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void itIsSeenConfiguredAndSaysGoodbye(String scheme) throws Exception {
    try (TestFleet server = new TestFleet(folder, clock)) {
      try (OpampClient client = connect(server.uri(scheme), FAST)) {
        Wait.until(() -> server.fleet.agent(uid) != null);
        AgentDetails known = server.agent(uid);
        assertThat(known.summary().name()).isEqualTo("program");
        assertThat(known.summary().healthy()).isTrue();
        assertThat(known.summary().presence().isLive()).isTrue();
        assertThat(known.effectiveConfig().getFirst().body()).isEqualTo("own: 1");
        Wait.until(() -> client.state().connected());

        server.fleet.push(uid, List.of(new ConfigText("", "text/yaml", "next: 2")));
        Wait.until(() -> is(server, uid, ConfigState.APPLIED));
        Wait.until(() -> server.agent(uid).effectiveConfig().getFirst().body().equals("next: 2"));

        server.fleet.push(uid, List.of(new ConfigText("", "text/yaml", "broken: 2")));
        Wait.until(() -> is(server, uid, ConfigState.FAILED));
        assertThat(server.agent(uid).summary().remoteConfigError())
            .isEqualTo("line 1: broken is no key");
        assertThat(program.config).isEqualTo("next: 2");

        program.healthy = false;
        Wait.until(() -> Boolean.FALSE.equals(server.agent(uid).summary().healthy()));
        assertThat(server.agent(uid).errors()).contains("no room");
      }
      Wait.until(() -> server.agent(uid).summary().presence() == Presence.GONE);
      assertThat(server.agent(uid).summary().presenceReason()).isEqualTo("it said goodbye");
    }
  }

  @Test
  void itComesBackWhenTheServerDoes() throws Exception {
    HostPort port;
    OpampClient client;
    NetServer server;
    try (Fleet first = Fleet.open(folder, clock, FleetLimits.DEFAULT)) {
      server = listen(first, HostPort.parse("127.0.0.1:0"));
      port = server.addresses().getFirst();
      client = connect(URI.create("ws://127.0.0.1:" + port.port() + Fleet.PATH), FAST);
      Wait.until(() -> client.state().connected());
      server.close();
    }
    Wait.until(() -> !client.state().connected());
    assertThat(client.state().trouble()).isNotEmpty();
    try (Fleet second = Fleet.open(folder, clock, FleetLimits.DEFAULT);
        NetServer again = listen(second, port)) {
      assertThat(again.addresses()).containsExactly(port);
      Wait.until(() -> client.state().connected());
      AgentDetails agent = second.agent(uid);
      assertThat(agent).isNotNull();
      assertThat(agent.summary().presence()).isEqualTo(Presence.CONNECTED);
      client.close();
    }
  }

  private static NetServer listen(Fleet fleet, HostPort address) throws Exception {
    Port open =
        new Port(address, "a test", List.of(), fleet.routes(), fleet.webSockets(), null, null);
    return NetServer.start(List.of(open), NetLimits.DEFAULT, 1);
  }

  @Test
  void headersAreSentOnBothTransportsAndRefusalsAreSaid() throws Exception {
    try (Fleet fleet = Fleet.open(folder, clock, FleetLimits.DEFAULT);
        NetServer server =
            NetServer.start(
                List.of(
                    new Port(
                        HostPort.parse("127.0.0.1:0"),
                        "a test",
                        List.of(),
                        fleet.routes(),
                        fleet.webSockets(),
                        "secret",
                        null)),
                NetLimits.DEFAULT,
                1)) {
      String rest = "://127.0.0.1:" + server.addresses().getFirst().port() + Fleet.PATH;
      for (String scheme : List.of("ws", "http")) {
        try (OpampClient refused = connect(URI.create(scheme + rest), FAST)) {
          Wait.until(() ->
              refused.state().trouble().endsWith("status 401: it wants a token, or another one"));
        }
        OpampClient.Pace withToken = FAST.withHeaders(Map.of("Authorization", "Bearer secret"));
        assertThat(withToken.toString()).contains("Authorization").doesNotContain("secret");
        try (OpampClient taken = connect(URI.create(scheme + rest), withToken)) {
          Wait.until(() -> taken.state().connected());
        }
      }
    }
  }

  @Test
  void whatItTookLastIsRememberedAndNotTakenAgain() throws Exception {
    try (TestFleet server = new TestFleet(folder, clock)) {
      try (OpampClient client = connect(server.uri("ws"), FAST)) {
        Wait.until(() -> client.state().connected());
        server.fleet.push(uid, List.of(new ConfigText("", "text/yaml", "next: 2")));
        Wait.until(() -> is(server, uid, ConfigState.APPLIED));
      }
      ClientMemory last = program.remembered.getLast();
      assertThat(last.status()).isEqualTo(ConfigStatus.APPLIED);
      assertThat(last.uid()).isEqualTo(uid);
      int before = program.remembered.size();
      try (OpampClient client = connect(server.uri("ws"), FAST)) {
        Wait.until(() -> client.state().connected());
        Wait.until(() -> server.agent(uid).summary().presence().isLive());
        assertThat(is(server, uid, ConfigState.APPLIED)).isTrue();
      }
      assertThat(program.remembered).hasSize(before);
    }
  }
}
