package dev.eyepiece.opamp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.opamp.WireMessage;
import dev.eyepiece.opamp.wire.AgentDisconnect;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageLogTest {
  private static final int KEPT = 48;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 47, 48, 49, 95, 96, 97, 10_000})
  void onlyTheLastAreKeptInTheOrderInWhichTheyCame(int messages) {
    MessageLog log = new MessageLog();
    for (int i = 0; i < messages; i++) {
      log.took(1_000 + i, AgentToServer.newBuilder().setSequenceNum(i).build(), 10 + i);
    }
    int first = Math.max(0, messages - KEPT);
    List<WireMessage> all = log.all();
    assertThat(all)
        .extracting(WireMessage::sequence)
        .containsExactlyElementsOf(LongStream.range(first, messages).boxed().toList());
    for (WireMessage one : all) {
      assertThat(one)
          .isEqualTo(
              new WireMessage(
                  1_000 + one.sequence(),
                  true,
                  one.sequence(),
                  10 + (int) one.sequence(),
                  "heartbeat"));
    }
  }

  @Test
  void bothWaysAreToldApartAndByWhatTheyHold() {
    MessageLog log = new MessageLog();
    log.took(
        1,
        AgentToServer.newBuilder()
            .setSequenceNum(5)
            .setAgentDisconnect(AgentDisconnect.getDefaultInstance())
            .build(),
        7);
    log.sent(2, ServerToAgent.newBuilder().setFlags(1).build());
    log.sent(3, ServerToAgent.getDefaultInstance());
    assertThat(log.all())
        .containsExactly(
            new WireMessage(1, true, 5, 7, "goodbye"),
            new WireMessage(2, false, 0, 2, "report full state"),
            new WireMessage(3, false, 0, 0, "answer"));
  }
}
