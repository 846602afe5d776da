package dev.eyepiece.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets, with the JDK's client and byte by byte. */
class WebSocketTest {
  private static final int CAP = 100_000;
  private static final String[] TOKEN = {"Authorization", "Bearer secret"};

  private final BlockingQueue<WebSocketPeer> peers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean busy;
  private NetServer server;

  @BeforeEach
  void open() throws IOException {
    WebSocketRoute echo = new WebSocketRoute("/socket", request -> answer());
    Port port =
        new Port(
            HostPort.parse("127.0.0.1:0"),
            "a test",
            List.of(),
            List.of(),
            List.of(echo),
            "secret",
            null);
    server = NetServer.start(List.of(port), new NetLimits(CAP, 100, 2, 300), 1);
  }

  private UpgradeAnswer answer() {
    return busy
        ? new UpgradeAnswer.Refuse(503, "busy", Map.of("Retry-After", "7"))
        : new UpgradeAnswer.Accept(this::listen);
  }

  private WebSocketListener listen(WebSocketPeer peer) {
    peers.add(peer);
    return new WebSocketListener() {
      @Override
      public void onMessage(byte[] message) {
        peer.send(message);
      }

      @Override
      public void onClosed() {
        ended.add("closed");
      }
    };
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    server.close();
  }

  private int port() {
    return server.addresses().getFirst().port();
  }

  private static final class Heard implements WebSocket.Listener {
    final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    private byte[] gathered = {};

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] more = new byte[gathered.length + data.remaining()];
      System.arraycopy(gathered, 0, more, 0, gathered.length);
      data.get(more, gathered.length, data.remaining());
      gathered = more;
      if (last) {
        messages.add(more);
        gathered = new byte[0];
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.add(code);
      return null;
    }
  }

  private WebSocket connect(Heard heard, String... headers) {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder.buildAsync(URI.create("ws://127.0.0.1:" + port() + "/socket"), heard).join();
  }

  /** The status of an upgrade's answer; 101 when it was taken. */
  private int status(String... headers) {
    try {
      connect(new Heard(), headers);
      return 101;
    } catch (CompletionException e) {
      return e.getCause() instanceof WebSocketHandshakeException refused
          ? refused.getResponse().statusCode()
          : -1;
    }
  }

  @Test
  void messagesWholeAndInPartsComeBackAndTheEndIsTold() throws Exception {
    Heard answers = new Heard();
    WebSocket socket = connect(answers, TOKEN);
    byte[] large = new byte[CAP];
    new Random(1).nextBytes(large);
    socket.sendBinary(ByteBuffer.wrap("one".getBytes(UTF_8)), true).join();
    socket.sendBinary(ByteBuffer.wrap(large, 0, 40_000), false).join();
    socket.sendBinary(ByteBuffer.wrap(large, 40_000, CAP - 40_000), true).join();
    assertThat(answers.messages.poll(30, TimeUnit.SECONDS)).isEqualTo("one".getBytes(UTF_8));
    assertThat(answers.messages.poll(30, TimeUnit.SECONDS)).isEqualTo(large);
    assertThat(peers.take().remote()).startsWith("127.0.0.1:");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    assertThat(answers.closed.poll(30, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    assertThat(ended.poll(30, TimeUnit.SECONDS)).isEqualTo("closed");
  }

  @Test
  void aMessageBeyondTheCapEndsTheConnectionWith1009() throws Exception {
    Heard parts = new Heard();
    WebSocket socket = connect(parts, TOKEN);
    socket.sendBinary(ByteBuffer.wrap(new byte[60_000]), false).join();
    socket.sendBinary(ByteBuffer.wrap(new byte[60_000]), true).join();
    assertThat(parts.closed.poll(30, TimeUnit.SECONDS)).isEqualTo(1009);
    assertThat(ended.poll(30, TimeUnit.SECONDS)).isEqualTo("closed");
  }

  @Test
  void textIsRefusedWith1003() throws Exception {
    Heard answers = new Heard();
    connect(answers, TOKEN).sendText("hello", true).join();
    assertThat(answers.closed.poll(30, TimeUnit.SECONDS)).isEqualTo(1003);
  }

  @Test
  void aGoodbyeFromHereReachesThePeer() throws Exception {
    Heard answers = new Heard();
    connect(answers, TOKEN);
    peers.take().close(1001, "going");
    assertThat(answers.closed.poll(30, TimeUnit.SECONDS)).isEqualTo(1001);
  }

  @Test
  void whoMayNotIsRefusedBeforeTheUpgrade() {
    assertThat(status()).isEqualTo(401);
    assertThat(status("Authorization", "Bearer other")).isEqualTo(401);
    assertThat(status("Authorization", "Bearer secret", "Origin", "http://localhost"))
        .isEqualTo(403);
    busy = true;
    assertThat(status(TOKEN)).isEqualTo(503);
  }

  @Test
  void noMoreThanTheCapAreOpened() {
    assertThat(status(TOKEN)).isEqualTo(101);
    assertThat(status(TOKEN)).isEqualTo(101);
    assertThat(status(TOKEN)).isEqualTo(503);
  }

  @Test
  void aRefusalSaysWhenToComeAgainAndTheConnectionStaysHttp() throws Exception {
    busy = true;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(30_000);
      String upgrade =
          request(
              "GET /socket HTTP/1.1",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
      String plain = request("GET / HTTP/1.1", "Connection: close");
      socket.getOutputStream().write((upgrade + plain).getBytes(UTF_8));
      try (InputStream in = socket.getInputStream()) {
        String answers = new String(in.readAllBytes(), UTF_8);
        assertThat(answers).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 7");
        assertThat(answers).contains("HTTP/1.1 200 OK").endsWith("a test\n");
      }
    }
  }

  private static String request(String... lines) {
    return String.join("\r\n", lines)
        + "\r\nHost: localhost\r\nAuthorization: Bearer secret\r\n\r\n";
  }
}
