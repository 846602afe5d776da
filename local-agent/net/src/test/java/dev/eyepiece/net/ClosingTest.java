package dev.eyepiece.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of requests that have begun when the server ends. */
class ClosingTest {
  private static final int SECONDS = 30;

  private final LinkedBlockingQueue<HttpExchange> came = new LinkedBlockingQueue<>();

  private NetServer server() throws IOException {
    Port port =
        new Port(
            HostPort.parse("127.0.0.1:0"),
            "a test",
            List.of(),
            List.of(new Route("POST", "/held", false, came::add)),
            List.of(),
            List.of(),
            null,
            null);
    return NetServer.start(List.of(port), NetLimits.DEFAULT, 2);
  }

  private static Socket connect(NetServer server) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.addresses().getFirst().port());
    socket.setSoTimeout(SECONDS * 1000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static CompletableFuture<Void> ending(NetServer server) {
    return CompletableFuture.runAsync(server::close, Executors.newVirtualThreadPerTaskExecutor());
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  private HttpExchange next() throws InterruptedException {
    HttpExchange exchange = came.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(exchange).isNotNull();
    return exchange;
  }

  @Test
  void aRequestThatWasReadIsAnsweredAndItsConnectionCloses() throws Exception {
    NetServer server = server();
    try (Socket socket = connect(server)) {
      send(socket, "POST /held HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi");
      HttpExchange exchange = next();
      try (Socket idle = connect(server)) {
        // It has had its one answer when the server is told to end.
        send(idle, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(idle.getInputStream().read()).isEqualTo('H');
        CompletableFuture<Void> ended = ending(server);
        // Closed at once, which tells that connections were told.
        rest(idle);
        exchange.respond(200, "text/plain", exchange.body());
        assertThat(rest(socket)).startsWith("HTTP/1.1 200").endsWith("hi");
        ended.get(SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aRequestOfWhichTheHeadWasReadMayComeToItsEnd() throws Exception {
    NetServer server = server();
    try (Socket socket = connect(server);
        Socket idle = connect(server)) {
      send(
          socket,
          "POST /held HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      byte[] goOn = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertThat(new String(goOn, ISO_8859_1)).startsWith("HTTP/1.1 100");
      send(idle, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      CompletableFuture<Void> ended = ending(server);
      rest(idle);
      send(socket, "hi");
      HttpExchange exchange = next();
      exchange.respond(200, "text/plain", exchange.body());
      assertThat(rest(socket)).startsWith("HTTP/1.1 200").endsWith("hi");
      ended.get(SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void aRequestThatIsNeverAnsweredKeepsTheServerForAMomentAlone() throws Exception {
    NetServer server = server();
    try (Socket socket = connect(server)) {
      send(socket, "POST /held HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      next();
      ending(server).get(SECONDS, TimeUnit.SECONDS);
      assertThat(rest(socket)).isEmpty();
    }
  }
}
