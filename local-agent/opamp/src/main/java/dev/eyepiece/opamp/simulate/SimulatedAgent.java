package dev.eyepiece.opamp.simulate;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.server.Frames;
import dev.eyepiece.opamp.wire.AgentConfigMap;
import dev.eyepiece.opamp.wire.AgentConfigObject;
import dev.eyepiece.opamp.wire.AgentDescription;
import dev.eyepiece.opamp.wire.AgentRemoteConfig;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.AnyValue;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.EffectiveConfig;
import dev.eyepiece.opamp.wire.KeyValue;
import dev.eyepiece.opamp.wire.RemoteConfigStatus;
import dev.eyepiece.opamp.wire.RemoteConfigStatuses;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One agent that reports about 3 kB at first, and little when it comes back. */
public final class SimulatedAgent {
  private static final long CAPABILITIES = 0x1 | 0x2 | 0x4 | 0x800 | 0x1000 | 0x2000;
  private static final int REPORT_FULL_STATE = 1;
  private static final int CONFIG_LINES = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int number;
  private final InstanceUid uid;
  private final AtomicInteger askedForAll;
  private long sequence;
  private boolean reported;
  private @Nullable WebSocket socket;
  private RemoteConfigStatus status = RemoteConfigStatus.getDefaultInstance();
  private CompletableFuture<Boolean> answer = new CompletableFuture<>();

  /**
   * @param askedForAll counts how often the server asks for the full state
   */
  public SimulatedAgent(int number, InstanceUid uid, AtomicInteger askedForAll) {
    this.number = number;
    this.uid = uid;
    this.askedForAll = askedForAll;
  }

  /**
   * Connects and reports: everything at first, its uid and number when it comes back.
   *
   * @return completes with the server's first answer, or fails as the connection did
   */
  public synchronized CompletableFuture<Boolean> connect(HttpClient http, URI server) {
    answer = new CompletableFuture<>();
    CompletableFuture<Boolean> mine = answer;
    var _ =
        http.newWebSocketBuilder()
            .connectTimeout(PATIENCE)
            .buildAsync(server, new Listener())
            .whenComplete((open, failure) -> {
              if (failure != null) {
                mine.completeExceptionally(failure);
              } else {
                begin(open);
              }
            });
    return mine;
  }

  private synchronized void begin(WebSocket open) {
    socket = open;
    send(reported ? bare() : full());
    reported = true;
  }

  /** Cuts the connection without a word, as a network does that fails. */
  public synchronized void cut() {
    if (socket != null) {
      socket.abort();
      socket = null;
    }
  }

  /** Says that it is there. */
  public synchronized void heartbeat() {
    if (socket != null) {
      send(bare());
    }
  }

  private void send(AgentToServer.Builder message) {
    WebSocket open = socket;
    if (open != null) {
      var _ = open.sendBinary(ByteBuffer.wrap(Frames.frame(message.build())), true);
    }
  }

  private AgentToServer.Builder bare() {
    return AgentToServer.newBuilder()
        .setInstanceUid(ByteString.copyFrom(uid.bytes()))
        .setSequenceNum(sequence++)
        .setCapabilities(CAPABILITIES);
  }

  private AgentToServer.Builder full() {
    ComponentHealth.Builder health =
        ComponentHealth.newBuilder().setHealthy(true).setStatus("StatusOK");
    for (String component : new String[] {"receiver:otlp", "processor:batch", "exporter:otlp"}) {
      health.putComponentHealthMap(
          component, ComponentHealth.newBuilder().setHealthy(true).setStatus("StatusOK").build());
    }
    StringBuilder config = new StringBuilder("receivers:\n  otlp/" + number + ":\n");
    for (int i = 0; i < CONFIG_LINES; i++) {
      config.append("    setting_").append(i).append(": a value of the usual length\n");
    }
    return bare()
        .setAgentDescription(
            AgentDescription.newBuilder()
                .addIdentifyingAttributes(text("service.name", "simulated"))
                .addIdentifyingAttributes(text("service.version", "1." + number % 5))
                .addIdentifyingAttributes(text("service.instance.id", uid.toString()))
                .addNonIdentifyingAttributes(text("host.name", "host-" + number))
                .addNonIdentifyingAttributes(text("os.type", "linux")))
        .setHealth(health)
        .setEffectiveConfig(
            EffectiveConfig.newBuilder()
                .setConfigMap(
                    AgentConfigMap.newBuilder()
                        .putConfigMap(
                            "",
                            AgentConfigObject.newBuilder()
                                .setBody(ByteString.copyFromUtf8(config.toString()))
                                .build())))
        .setRemoteConfigStatus(status);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private synchronized void take(ServerToAgent message) {
    if ((message.getFlags() & REPORT_FULL_STATE) != 0) {
      askedForAll.incrementAndGet();
      send(full());
    }
    if (message.hasRemoteConfig()) {
      AgentRemoteConfig offer = message.getRemoteConfig();
      status =
          RemoteConfigStatus.newBuilder()
              .setLastRemoteConfigHash(offer.getConfigHash())
              .setStatus(RemoteConfigStatuses.RemoteConfigStatuses_APPLIED)
              .build();
      send(
          bare()
              .setRemoteConfigStatus(status)
              .setEffectiveConfig(EffectiveConfig.newBuilder().setConfigMap(offer.getConfig())));
    }
    answer.complete(true);
  }

  private final class Listener implements WebSocket.Listener {
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(64);

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] part = new byte[data.remaining()];
      data.get(part);
      gathered.writeBytes(part);
      if (last) {
        try {
          take(Frames.unframe(ServerToAgent.parser(), gathered.toByteArray()));
        } catch (IOException e) {
          answer.completeExceptionally(e);
        }
        gathered.reset();
      }
      from.request(1);
      return null;
    }
  }
}
