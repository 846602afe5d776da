package dev.eyepiece.opamp;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.wire.AgentConfigMap;
import dev.eyepiece.opamp.wire.AgentConfigObject;
import dev.eyepiece.opamp.wire.AgentDescription;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.AnyValue;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.EffectiveConfig;
import dev.eyepiece.opamp.wire.KeyValue;
import dev.eyepiece.opamp.wire.RemoteConfigStatus;
import dev.eyepiece.opamp.wire.RemoteConfigStatuses;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An agent's side, message by message. */
final class TestAgent implements AutoCloseable {
  static final long CAPABILITIES = 0x1 | 0x2 | 0x4 | 0x400 | 0x800 | 0x1000;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final InstanceUid uid;
  final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  long sequence;
  private @Nullable WebSocket socket;

  TestAgent(InstanceUid uid) {
    this.uid = uid;
  }

  static TestAgent of(int number) {
    return new TestAgent(new InstanceUid(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number));
  }

  TestAgent connect(URI uri) {
    socket =
        CLIENT
            .newWebSocketBuilder()
            .buildAsync(
                uri,
                new WebSocket.Listener() {
                  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

                  @Override
                  public @Nullable CompletionStage<?> onBinary(
                      WebSocket from, ByteBuffer data, boolean last) {
                    while (data.hasRemaining()) {
                      gathered.write(data.get());
                    }
                    if (last) {
                      frames.add(gathered.toByteArray());
                      gathered.reset();
                    }
                    from.request(1);
                    return null;
                  }

                  @Override
                  public @Nullable CompletionStage<?> onClose(
                      WebSocket from, int code, String reason) {
                    closed.add(code);
                    return null;
                  }
                })
            .join();
    return this;
  }

  private WebSocket socket() {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    return open;
  }

  AgentToServer.Builder next() {
    return AgentToServer.newBuilder()
        .setInstanceUid(ByteString.copyFrom(uid.bytes()))
        .setSequenceNum(sequence++)
        .setCapabilities(CAPABILITIES);
  }

  AgentToServer.Builder full() {
    return next()
        .setAgentDescription(description("collector", "host-" + uid.low() % 100))
        .setHealth(ComponentHealth.newBuilder().setHealthy(true).setStatus("StatusOK"))
        .setEffectiveConfig(effective("receivers: {}"))
        .setRemoteConfigStatus(RemoteConfigStatus.getDefaultInstance());
  }

  static AgentDescription.Builder description(String name, String instance) {
    return AgentDescription.newBuilder()
        .addIdentifyingAttributes(attribute("service.name", name))
        .addIdentifyingAttributes(attribute("service.version", "1.2.3"))
        .addIdentifyingAttributes(attribute("service.instance.id", instance))
        .addNonIdentifyingAttributes(attribute("host.name", "box"));
  }

  static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static EffectiveConfig effective(String yaml) {
    return EffectiveConfig.newBuilder()
        .setConfigMap(
            AgentConfigMap.newBuilder()
                .putConfigMap(
                    "",
                    AgentConfigObject.newBuilder().setBody(ByteString.copyFromUtf8(yaml)).build()))
        .build();
  }

  AgentToServer.Builder status(ByteString hash, RemoteConfigStatuses status, String error) {
    return next()
        .setRemoteConfigStatus(
            RemoteConfigStatus.newBuilder()
                .setLastRemoteConfigHash(hash)
                .setStatus(status)
                .setErrorMessage(error));
  }

  void send(byte[] frame) {
    socket().sendBinary(ByteBuffer.wrap(frame), true).join();
  }

  void sendOnly(AgentToServer.Builder message) {
    byte[] body = message.build().toByteArray();
    byte[] frame = new byte[body.length + 1];
    System.arraycopy(body, 0, frame, 1, body.length);
    send(frame);
  }

  ServerToAgent send(AgentToServer.Builder message) throws Exception {
    sendOnly(message);
    return take();
  }

  ServerToAgent take() throws Exception {
    byte[] frame = frames.poll(30, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no answer");
    }
    if (frame[0] != 0) {
      throw new AssertionError("the header is " + frame[0]);
    }
    return ServerToAgent.parser().parseFrom(frame, 1, frame.length - 1);
  }

  static HttpResponse<byte[]> post(URI uri, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length == 0) {
      request.header("Content-Type", "application/x-protobuf");
    } else {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  static ServerToAgent post(URI uri, AgentToServer.Builder message) throws Exception {
    HttpResponse<byte[]> response =
        post(
            uri,
            message.build().toByteArray(),
            "Content-Type",
            "application/x-protobuf",
            "Accept-Encoding",
            "gzip");
    byte[] body = response.body();
    if (response.headers().firstValue("content-encoding").orElse("").equals("gzip")) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    return ServerToAgent.parseFrom(body);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Cuts the connection without a word. */
  void cut() {
    socket().abort();
  }

  void leave() {
    socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}
