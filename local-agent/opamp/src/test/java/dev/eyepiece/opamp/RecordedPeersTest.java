package dev.eyepiece.opamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What programs of others sent, byte for byte, as {@link PeerRecorder} wrote it down: each was
 * given a good config and then a broken one.
 */
class RecordedPeersTest {
  @TempDir Path folder;
  private final TestClock clock = new TestClock();

  /** The messages of a recording, without what frames add. */
  private static List<byte[]> recorded(String peer) throws IOException {
    List<byte[]> messages = new ArrayList<>();
    try (InputStream file = RecordedPeersTest.class.getResourceAsStream("recorded/" + peer)) {
      assertThat(file).as("recording of %s", peer).isNotNull();
      DataInputStream in = new DataInputStream(file);
      while (true) {
        byte[] message = new byte[in.readInt()];
        in.readFully(message);
        messages.add(message);
      }
    } catch (EOFException end) {
      return messages;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "opamp-go-ws, opamp-go, 0.23.0, true, FAILED",
    "opamp-go-http, opamp-go, 0.23.0, true, FAILED",
    "opamp-go-example, io.opentelemetry.collector, 1.0.0, , FAILED",
    "node-http, node-agent, 0.5.0, , FAILED",
    "supervisor-ws, otelcol, 0.149.0, , FAILED"
  })
  void itsMessagesGiveTheSameFactsAgain(
      String peer, String name, String version, Boolean healthy, ConfigStatus status)
      throws Exception {
    try (TestFleet server = new TestFleet(folder, clock)) {
      Set<InstanceUid> uids = new TreeSet<>();
      for (byte[] message : recorded(peer)) {
        AgentToServer read = AgentToServer.parseFrom(message);
        // Nothing that a peer says is unknown to our description of the messages.
        assertThat(read.getUnknownFields().asMap()).as(peer).isEmpty();
        uids.add(uid(read));
        ServerToAgent answer =
            ServerToAgent.parseFrom(TestAgent.post(server.uri("http"), message).body());
        assertThat(answer.getInstanceUid()).isEqualTo(read.getInstanceUid());
      }
      assertThat(uids).hasSize(1);
      AgentDetails agent = server.agent(uids.iterator().next());
      assertThat(agent.summary().name()).isEqualTo(name);
      assertThat(agent.summary().version()).isEqualTo(version);
      if (healthy != null) {
        assertThat(agent.summary().healthy()).isEqualTo(healthy);
      }
      assertThat(agent.history())
          .extracting(ConfigEvent::step)
          .contains(ConfigEvent.Step.APPLIED, ConfigEvent.Step.FAILED);
      assertThat(agent.history().getLast().step().name()).isEqualTo(status.name());
    }
  }

  private static InstanceUid uid(AgentToServer message) {
    InstanceUid uid = InstanceUid.of(message.getInstanceUid().toByteArray());
    if (uid == null) {
      throw new AssertionError("a message without uid");
    }
    return uid;
  }

  @Test
  void aCollectorWithItsSupervisorShowsHealthComponentsAndConfig() throws Exception {
    try (TestFleet server = new TestFleet(folder, clock)) {
      InstanceUid uid = null;
      for (byte[] message : recorded("supervisor-ws")) {
        uid = uid(AgentToServer.parseFrom(message));
        TestAgent.post(server.uri("http"), message);
      }
      assertThat(uid).isNotNull();
      AgentDetails agent = server.agent(uid);
      assertThat(agent.components())
          .extracting(ComponentNode::name)
          .contains("receivers", "processors", "exporters");
      assertThat(agent.effectiveConfig()).isNotEmpty();
      assertThat(agent.health()).isNotNull();
    }
  }
}
