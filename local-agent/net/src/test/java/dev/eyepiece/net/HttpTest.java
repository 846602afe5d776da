package dev.eyepiece.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 byte by byte: keep-alive, the cap with and without a length, what is no HTTP. */
class HttpTest {
  private static final int CAP = 100_000;

  private static final String CLOSE = "Connection: close\r\n";
  private static final String TYPE = "Content-Type: application/json\r\n";

  private TestServer server;

  @BeforeEach
  void open() throws IOException {
    server = new TestServer(new NetLimits(CAP, 100, 300), null, null);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static String head(String path, String more) {
    return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
  }

  private String talk(byte[]... parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      for (byte[] part : parts) {
        out.write(part);
        out.flush();
      }
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), ISO_8859_1);
      }
    }
  }

  @Test
  void requestsFollowEachOtherOnOneConnection() throws Exception {
    String answers =
        talk(
            ascii(head("/echo", "Content-Length: 5\r\n") + "first"),
            ascii(head("/length", "Content-Length: 6\r\n") + "second"),
            ascii(head("/echo", "Content-Length: 4\r\nConnection: close\r\n") + "last"));
    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
    assertThat(answers).containsSubsequence("first", "\r\n\r\n6", "last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fail", "/fail-later"})
  void aHandlerThatFailsIsAnsweredForAndTheConnectionGoesOn(String path) throws Exception {
    String answers =
        talk(
            ascii(head(path, "Content-Length: 0\r\n")),
            ascii(head("/echo", "Content-Length: 4\r\n" + CLOSE) + "last"));
    assertThat(answers)
        .startsWith("HTTP/1.1 500")
        .contains("IllegalStateException: no way?to answer " + path)
        .containsSubsequence("HTTP/1.1 200 OK", "last");
  }

  @Test
  void anAnswerThatFailsHalfWayIsCutOff() throws Exception {
    String answer = talk(ascii(head("/half", "Content-Length: 0\r\n")));
    assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("\r\n4\r\nhalf\r\n");
  }

  @Test
  void theCapIsExact() throws Exception {
    byte[] most = new byte[CAP];
    assertThat(talk(ascii(head("/length", "Content-Length: " + CAP + "\r\n" + CLOSE)), most))
        .endsWith("\r\n\r\n" + CAP);
    byte[] zipped = Http2Test.gzip(most);
    String gzip = "Content-Encoding: gzip\r\nContent-Length: " + zipped.length + "\r\n" + CLOSE;
    assertThat(talk(ascii(head("/length", gzip)), zipped)).endsWith("\r\n\r\n" + CAP);
    byte[] bomb = Http2Test.gzip(new byte[CAP + 1]);
    String one = "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n" + CLOSE;
    assertThat(talk(ascii(head("/length", one)), bomb)).startsWith("HTTP/1.1 413");
  }

  /** The peer goes on sending for long: it gets the answer, not a reset. */
  @Test
  void whoSendsTooMuchHearsOfIt() throws Exception {
    byte[] large = new byte[20_000_000];
    String announced = "Content-Length: " + large.length + "\r\n";
    assertThat(talk(ascii(head("/echo", announced + TYPE)), large))
        .startsWith("HTTP/1.1 413")
        .contains("{\"code\":8,\"message\":\"the body is larger than the " + CAP + " bytes");
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      chunks.writeBytes(ascii("4000\r\n"));
      chunks.writeBytes(new byte[0x4000]);
      chunks.writeBytes(ascii("\r\n"));
    }
    chunks.writeBytes(ascii("0\r\n\r\n"));
    assertThat(talk(ascii(head("/echo", "Transfer-Encoding: chunked\r\n")), chunks.toByteArray()))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void whatIsNotGzipIsSaid() throws Exception {
    String more = "Content-Encoding: gzip\r\nContent-Length: 5\r\n" + CLOSE + TYPE;
    assertThat(talk(ascii(head("/echo", more) + "hello")))
        .startsWith("HTTP/1.1 400")
        .contains("{\"code\":3,\"message\":\"the body cannot be decompressed");
  }

  @Test
  void anotherMethodIsToldWhichOneIsTaken() throws Exception {
    assertThat(talk(ascii("PUT /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")))
        .startsWith("HTTP/1.1 405")
        .containsIgnoringCase("allow: POST");
  }

  /** Senders differ in which loopback they try first, and no other program is to get there. */
  @Test
  void localhostIsBothLoopbacks() throws Exception {
    Assumptions.assumeTrue(NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null);
    try (NetServer both = NetServer.start(List.of(port(0)), NetLimits.DEFAULT, 1)) {
      int number = both.addresses().getFirst().port();
      for (String loopback : List.of("127.0.0.1", "::1")) {
        try (Socket socket = new Socket(InetAddress.ofLiteral(loopback), number)) {
          socket.setSoTimeout(30_000);
          socket.getOutputStream().write(ascii("GET / HTTP/1.1\r\nHost: localhost\r\n" + CLOSE));
          socket.getOutputStream().write(ascii("\r\n"));
          assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
              .as(loopback)
              .startsWith("HTTP/1.1 200");
        }
      }
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      List<Port> ports = List.of(port(taken.getLocalPort()));
      assertThatThrownBy(() -> NetServer.start(ports, NetLimits.DEFAULT, 1))
          .isInstanceOf(PortException.class)
          .hasMessageStartingWith("cannot listen on localhost:" + taken.getLocalPort());
    }
  }

  private static Port port(int number) {
    return new Port(new HostPort("localhost", number), "a test", List.of(), List.of(), null, null);
  }

  @Test
  void whoWaitsForItsGoAheadGetsIt() throws Exception {
    String more = "Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n";
    assertThat(talk(ascii(head("/echo", more)), ascii("ok")))
        .startsWith("HTTP/1.1 100 Continue")
        .endsWith("ok");
  }

  @Test
  void badHeadsAreRefused() throws Exception {
    assertThat(talk(ascii("POST\r\n\r\n"))).startsWith("HTTP/1.1 400");
    assertThat(talk(ascii("GET / HTTP/1.1\r\n\r\n"))).startsWith("HTTP/1.1 400");
    assertThat(
            talk(
                ascii(
                    "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(40_000) + "\r\n\r\n")))
        .startsWith("HTTP/1.1 431");
  }
}
