package dev.eyepiece.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten senders that each begin a large body and do not go on: memory stays below what is set, the
 * others are told to come again, and small requests are still taken.
 */
class StalledSendersTest {
  private static final int MEBI = 1 << 20;
  private static final int PART = 3 * MEBI;
  private static final int WHOLE = 4 * MEBI;
  private static final NetLimits LIMITS = new NetLimits(WHOLE, 100, 10, 300, 16L * MEBI, 600);

  /** Of 12 MiB for large bodies. */
  private static final int FIT = 4;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  /** How a sender sends. */
  enum Way {
    HTTP1,
    HTTP2,
    GRPC
  }

  /** What a sender is told, and what it may come again by. */
  private record Told(int status, String retry) {}

  private CompletableFuture<Told> begin(Way way, TestServer server) throws Exception {
    return switch (way) {
      case HTTP1 -> http1(server);
      case HTTP2 -> {
        H2Client client = new H2Client(server.port());
        open.add(client);
        yield client
            .begin("/length", new byte[PART])
            .thenApply(answer -> new Told(answer.status(), answer.header("retry-after")));
      }
      case GRPC -> {
        H2Client client = new H2Client(server.port());
        open.add(client);
        byte[] part = ByteBuffer.allocate(PART).put((byte) 0).putInt(WHOLE - 5).array();
        yield client
            .begin(
                "/" + TestServer.SERVICE + "/" + TestServer.METHOD,
                part,
                "content-type",
                "application/grpc",
                "te",
                "trailers")
            .thenApply(answer ->
                new Told(
                    Integer.parseInt(answer.header("grpc-status")),
                    answer.header("grpc-status-details-bin")));
      }
    };
  }

  private CompletableFuture<Told> http1(TestServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    open.add(socket);
    String head =
        "POST /length HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + WHOLE + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(ISO_8859_1));
    socket.getOutputStream().write(new byte[PART]);
    CompletableFuture<Told> told = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            told.complete(answer(socket));
          } catch (IOException e) {
            told.completeExceptionally(e);
          }
        });
    return told;
  }

  private static Told answer(Socket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    String status = lines.readLine();
    String retry = "";
    for (String line = status; line != null && !line.isEmpty(); line = lines.readLine()) {
      if (line.startsWith("retry-after: ")) {
        retry = line.substring(13);
      }
    }
    return new Told(status == null ? 0 : Integer.parseInt(status.split(" ", 3)[1]), retry);
  }

  private static void await(BooleanSupplier there) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!there.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(there.getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void tenThatStallLeaveRoomAndTheRestComeAgain(Way way) throws Exception {
    try (TestServer server = new TestServer(LIMITS, null, null)) {
      List<CompletableFuture<Told>> senders = new ArrayList<>();
      for (int i = 1; i <= 10; i++) {
        senders.add(begin(way, server));
        long held = (long) Math.min(i, FIT) * PART;
        int refused = Math.max(0, i - FIT);
        await(() -> server.bodies().refused() == refused && near(server.bodies().bytes(), held));
      }
      for (int i = 0; i < 10; i++) {
        if (i < FIT) {
          assertThat(senders.get(i)).isNotDone();
        } else {
          assertRetry(way, senders.get(i).get(30, TimeUnit.SECONDS));
        }
      }
      try (H2Client small = new H2Client(server.port())) {
        assertThat(small.post("/length", new byte[MEBI / 2]).get().status()).isEqualTo(200);
      }
      close();
      open.clear();
      await(() -> server.bodies().bytes() == 0);
    }
  }

  /** gRPC's prefix of a message is not counted. */
  private static boolean near(long bytes, long expected) {
    return bytes <= expected && bytes >= expected - FIT * 5;
  }

  private static void assertRetry(Way way, Told told) {
    assertThat(told.status()).isEqualTo(way == Way.GRPC ? 14 : 503);
    if (way == Way.GRPC) {
      byte[] details = java.util.Base64.getDecoder().decode(told.retry());
      assertThat(new String(details, ISO_8859_1)).contains("google.rpc.RetryInfo");
    } else {
      assertThat(told.retry()).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatDoesNotGoOnIsGivenUp(Way way) throws Exception {
    NetLimits impatient = new NetLimits(WHOLE, 100, 10, 300, 16L * MEBI, 1);
    try (TestServer server = new TestServer(impatient, null, null)) {
      assertRetry(way, begin(way, server).get(60, TimeUnit.SECONDS));
      await(() -> server.bodies().bytes() == 0);
      assertThat(server.bodies().stalled()).isEqualTo(1);
    }
  }

  @Test
  void whatIsAnsweredIsGivenBack() throws Exception {
    try (TestServer server = new TestServer(LIMITS, null, null);
        H2Client client = new H2Client(server.port())) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.post("/length", new byte[WHOLE]).get().status()).isEqualTo(200);
      }
      await(() -> server.bodies().bytes() == 0);
      assertThat(server.bodies().refused()).isZero();
    }
  }
}
