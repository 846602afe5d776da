package dev.eyepiece.opamp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.wire.AgentDescription;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.ServerErrorResponse;
import dev.eyepiece.opamp.wire.ServerErrorResponseType;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents may not do, and that others are not touched by it. */
class HostileAgentTest {
  private static final int CAP = 200_000;

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final TestAgent agent = TestAgent.of(1);
  private TestFleet server;

  @BeforeEach
  void open() throws Exception {
    server = new TestFleet(folder, clock, new FleetLimits(3, 1, 4, 10_000), CAP);
  }

  @AfterEach
  void close() throws Exception {
    agent.close();
    server.close();
  }

  private ServerErrorResponse error(byte[] frame) throws Exception {
    agent.send(frame);
    return agent.take().getErrorResponse();
  }

  private static final ServerErrorResponseType BAD_REQUEST =
      ServerErrorResponseType.ServerErrorResponseType_BadRequest;

  @Test
  void framesThatAreNoneAreRefusedAndTheConnectionGoesOn() throws Exception {
    agent.connect(server.uri("ws"));
    assertThat(error(new byte[] {}).getErrorMessage()).contains("header");
    assertThat(error(new byte[] {1, 2, 3}).getErrorMessage()).contains("header");
    assertThat(error(new byte[] {0, (byte) 0xff}).getType()).isEqualTo(BAD_REQUEST);
    byte[] endless = new byte[12];
    java.util.Arrays.fill(endless, (byte) 0x80);
    assertThat(error(endless).getErrorMessage()).contains("header");
    assertThat(error(new byte[] {0}).getErrorMessage()).contains("instance_uid has 0 bytes");
    assertThat(agent.send(agent.full()).hasErrorResponse()).isFalse();
  }

  @Test
  void aHeaderOfSeveralBytesIsZeroToo() throws Exception {
    agent.connect(server.uri("ws"));
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {(byte) 0x80, (byte) 0x80, 0});
    frame.writeBytes(agent.full().build().toByteArray());
    agent.send(frame.toByteArray());
    assertThat(agent.take().hasErrorResponse()).isFalse();
  }

  @Test
  void uidsOfOtherLengthsAreRefused() throws Exception {
    agent.connect(server.uri("ws"));
    for (int length : new int[] {1, 15, 17, 26}) {
      assertThat(
              agent
                  .send(agent.full().setInstanceUid(ByteString.copyFrom(new byte[length])))
                  .getErrorResponse()
                  .getErrorMessage())
          .contains("instance_uid has " + length + " bytes");
    }
    assertThat(server.fleet.size()).isZero();
  }

  @Test
  void whoSendsNothingElseIsLetGo() throws Exception {
    agent.connect(server.uri("ws"));
    for (int i = 0; i < 10; i++) {
      agent.send(new byte[] {7});
    }
    assertThat(agent.closed.poll(30, TimeUnit.SECONDS)).isEqualTo(1008);
  }

  @Test
  void messagesBeyondTheCapAreRefusedOnBothTransportsAlsoZipped() throws Exception {
    byte[] large =
        agent.full().setEffectiveConfig(TestAgent.effective("x".repeat(CAP))).build().toByteArray();
    assertThat(TestAgent.post(server.uri("http"), large).statusCode()).isEqualTo(413);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(large);
    }
    assertThat(zipped.size()).isLessThan(CAP / 10);
    assertThat(
            TestAgent.post(
                    server.uri("http"),
                    zipped.toByteArray(),
                    "Content-Type",
                    "application/x-protobuf",
                    "Content-Encoding",
                    "gzip")
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void treesAndListsHaveBounds() throws Exception {
    agent.connect(server.uri("ws"));
    ComponentHealth deep = ComponentHealth.getDefaultInstance();
    for (int i = 0; i < 100; i++) {
      deep = ComponentHealth.newBuilder().putComponentHealthMap("x", deep).build();
    }
    assertThat(agent.send(agent.full().setHealth(deep)).getErrorResponse().getType())
        .isEqualTo(BAD_REQUEST);
    AgentDescription.Builder many = AgentDescription.newBuilder();
    for (int i = 0; i < 1_001; i++) {
      many.addNonIdentifyingAttributes(TestAgent.attribute("k" + i, "v"));
    }
    assertThat(
            agent.send(agent.full().setAgentDescription(many)).getErrorResponse().getErrorMessage())
        .contains("1001 attributes");
    assertThat(
            agent
                .send(agent.full().setEffectiveConfig(TestAgent.effective("x".repeat(10_001))))
                .getErrorResponse()
                .getErrorMessage())
        .contains("effective_config has more than 10000 bytes");
    assertThat(server.fleet.size()).isZero();
  }

  @Test
  void oneMoreAgentThanTheCeilingIsToldToComeLater() throws Exception {
    for (int i = 1; i <= 3; i++) {
      assertThat(TestAgent.post(server.uri("http"), TestAgent.of(i).full()).hasErrorResponse())
          .isFalse();
    }
    var refused = TestAgent.post(server.uri("http"), TestAgent.of(4).full().build().toByteArray());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("60");
  }

  @Test
  void aStormOfConnectionsIsSpreadAndNoneIsCutAfterItWasTaken() {
    int taken = 0;
    for (int i = 0; i < 10; i++) {
      try {
        TestAgent.of(100 + i).connect(server.uri("ws"));
        taken++;
      } catch (java.util.concurrent.CompletionException e) {
        assertThat(e.getCause()).isInstanceOf(java.net.http.WebSocketHandshakeException.class);
        var answer = ((java.net.http.WebSocketHandshakeException) e.getCause()).getResponse();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElse("0")))
            .isBetween(30, 60);
      }
    }
    assertThat(taken).isEqualTo(4);
  }

  @Test
  void bytesChangedAnywhereNeverStopTheServer() throws Exception {
    long seed = Long.getLong("eyepiece.seed", 20260102L);
    Random random = new Random(seed);
    agent.connect(server.uri("ws"));
    byte[] good = agent.full().build().toByteArray();
    for (int i = 0; i < 300; i++) {
      byte[] body = good.clone();
      for (int k = 0; k <= random.nextInt(4); k++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      int status = TestAgent.post(server.uri("http"), body).statusCode();
      assertThat(status).as("seed %d, message %d", seed, i).isIn(200, 400, 503);
    }
    assertThat(TestAgent.post(server.uri("http"), good).statusCode()).isIn(200, 503);
  }
}
