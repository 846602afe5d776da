package dev.eyepiece.opamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.opamp.client.OpampClientBuilder;
import io.opentelemetry.opamp.client.internal.connectivity.http.OkHttpSender;
import io.opentelemetry.opamp.client.internal.connectivity.websocket.OkHttpWebSocket;
import io.opentelemetry.opamp.client.internal.request.delay.PeriodicDelay;
import io.opentelemetry.opamp.client.internal.request.service.HttpRequestService;
import io.opentelemetry.opamp.client.internal.request.service.WebSocketRequestService;
import io.opentelemetry.opamp.client.internal.response.MessageData;
import io.opentelemetry.opamp.client.request.service.RequestService;
import java.io.Closeable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import opamp.proto.AgentRemoteConfig;
import opamp.proto.RemoteConfigStatus;
import opamp.proto.RemoteConfigStatuses;
import opamp.proto.ServerErrorResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpAMP client of OpenTelemetry Java, over both transports, against this server. */
class JavaClientTest {
  private static final Duration POLL = Duration.ofMillis(100);

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final InstanceUid uid = TestAgent.of(1).uid;

  /** Takes every config but those that hold the word broken. */
  private static final class Program
      implements io.opentelemetry.opamp.client.OpampClient.Callbacks {
    @Override
    public void onConnect(io.opentelemetry.opamp.client.OpampClient client) {}

    @Override
    public void onConnectFailed(
        io.opentelemetry.opamp.client.OpampClient client, @Nullable Throwable failure) {}

    @Override
    public void onErrorResponse(
        io.opentelemetry.opamp.client.OpampClient client, ServerErrorResponse error) {}

    @Override
    public void onMessage(io.opentelemetry.opamp.client.OpampClient client, MessageData message) {
      AgentRemoteConfig offer = message.getRemoteConfig();
      if (offer != null) {
        boolean broken =
            offer.config.config_map.values().stream()
                .anyMatch(entry -> entry.body.utf8().contains("broken"));
        client.setRemoteConfigStatus(
            new RemoteConfigStatus.Builder()
                .last_remote_config_hash(offer.config_hash)
                .status(
                    broken
                        ? RemoteConfigStatuses.RemoteConfigStatuses_FAILED
                        : RemoteConfigStatuses.RemoteConfigStatuses_APPLIED)
                .error_message(broken ? "broken is no key" : "")
                .build());
      }
    }
  }

  private Closeable connect(RequestService transport) {
    OpampClientBuilder builder =
        io.opentelemetry.opamp.client.OpampClient.builder()
            .setRequestService(transport)
            .setInstanceUid(uid.bytes())
            .putIdentifyingAttribute("service.name", "java-agent")
            .putNonIdentifyingAttribute("host.name", "box")
            .enableRemoteConfig();
    return builder.build(new Program());
  }

  private static RequestService http(URI server) {
    return HttpRequestService.create(
        OkHttpSender.create(server.toString()),
        PeriodicDelay.ofFixedDuration(POLL),
        PeriodicDelay.ofFixedDuration(POLL));
  }

  private static boolean is(TestFleet server, InstanceUid uid, ConfigState state) {
    AgentDetails agent = server.fleet.agent(uid);
    return agent != null && agent.summary().configState() == state;
  }

  private void follow(TestFleet server) throws Exception {
    Wait.until(() -> server.fleet.agent(uid) != null);
    server.fleet.push(uid, List.of(new ConfigText("", "text/yaml", "good: 1")));
    Wait.until(() -> is(server, uid, ConfigState.APPLIED));
    server.fleet.push(uid, List.of(new ConfigText("", "text/yaml", "broken")));
    Wait.until(() -> is(server, uid, ConfigState.FAILED));
    AgentDetails known = server.agent(uid);
    assertThat(known.summary().remoteConfigError()).isEqualTo("broken is no key");
    assertThat(known.summary().name()).isEqualTo("java-agent");
    assertThat(known.summary().host()).isEqualTo("box");
  }

  /** Its goodbye does not always get out before it ends, so presence has a clock of its own. */
  @Test
  void overHttpItIsSeenConfiguredAndMissed() throws Exception {
    try (TestFleet server = new TestFleet(folder, clock)) {
      try (Closeable client = connect(http(server.uri("http")))) {
        assertThat(client).isNotNull();
        follow(server);
        assertThat(server.agent(uid).summary().presence()).isEqualTo(Presence.POLLING);
      }
      clock.pass(Duration.ofMinutes(6));
      assertThat(server.agent(uid).summary().presence()).isEqualTo(Presence.GONE);
    }
  }

  /**
   * Its first message over a WebSocket is lost before the socket is open, so it is asked for all.
   */
  @Test
  void overAWebSocketItIsSeenConfiguredAndLeaves() throws Exception {
    try (TestFleet server = new TestFleet(folder, clock)) {
      RequestService socket =
          WebSocketRequestService.create(OkHttpWebSocket.create(server.uri("ws").toString()));
      try (Closeable client = connect(socket)) {
        assertThat(client).isNotNull();
        follow(server);
        assertThat(server.agent(uid).summary().presence()).isEqualTo(Presence.CONNECTED);
      }
      Wait.until(() -> server.agent(uid).summary().presence() == Presence.GONE);
    }
  }
}
