package dev.eyepiece.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain HTTP over HTTP/2 on the port that gRPC is on, and the caps of both. */
class Http2Test {
  private static final int CAP = 3 << 20;
  private static final NetLimits LIMITS = new NetLimits(CAP, 100, 10, 300, 64 << 20, 30);

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] call(TestServer server, byte[] message, String compressor) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .usePlaintext()
            .maxInboundMessageSize(256 << 20)
            .compressorRegistry(SnappyTest.compressors())
            .build();
    try {
      return ClientCalls.blockingUnaryCall(
          channel,
          GrpcBytes.method(TestServer.SERVICE, TestServer.METHOD),
          CallOptions.DEFAULT.withCompression(compressor),
          message);
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void manyRequestsShareAConnection() throws Exception {
    try (TestServer server = new TestServer(LIMITS, null, null);
        H2Client client = new H2Client(server.port())) {
      List<CompletableFuture<H2Client.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(client.post("/echo", bytes(1 + i * 5000)));
      }
      for (int i = 0; i < 40; i++) {
        H2Client.Answer answer = answers.get(i).get();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes(1 + i * 5000));
      }
      assertThat(call(server, bytes(70_000), "identity")).isEqualTo(bytes(70_000));
    }
  }

  @Test
  void errorsAreAsOverHttp1() throws Exception {
    try (TestServer server = new TestServer(LIMITS, null, null);
        H2Client client = new H2Client(server.port())) {
      H2Client.Answer missing =
          client.post("/nowhere", new byte[0], "content-type", "application/json").get();
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.type()).isEqualTo("application/json");
      assertThat(new String(missing.body(), UTF_8)).startsWith("{\"code\":12,");
      assertThat(client.post("/echo", new byte[0], "origin", "https://evil.example").get().status())
          .isEqualTo(403);
      assertThat(client.post("/echo", bytes(9), "content-encoding", "br").get().status())
          .isEqualTo(400);
      assertThat(client.post("/echo", bytes(9)).get().body()).isEqualTo(bytes(9));
    }
  }

  @Test
  void theCapIsExactOverHttp2() throws Exception {
    try (TestServer server = new TestServer(LIMITS, null, null);
        H2Client client = new H2Client(server.port())) {
      assertThat(client.post("/length", new byte[CAP]).get().body()).isEqualTo(ascii(CAP));
      assertThat(
              client.post("/length", gzip(new byte[CAP]), "content-encoding", "gzip").get().body())
          .isEqualTo(ascii(CAP));
      H2Client.Answer large = client.post("/length", new byte[CAP + 1]).get();
      assertThat(large.status()).isEqualTo(413);
      H2Client.Answer bomb =
          client.post("/length", gzip(new byte[CAP + 1]), "content-encoding", "gzip").get();
      assertThat(bomb.status()).isEqualTo(413);
      assertThat(client.post("/length", bytes(5)).get().body()).isEqualTo(ascii(5));
    }
  }

  private static byte[] ascii(int number) {
    return Integer.toString(number).getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip", "snappy", "zstd"})
  void theCapIsExactOverGrpc(String compressor) throws Exception {
    try (TestServer server = new TestServer(LIMITS, null, null)) {
      assertThat(call(server, new byte[CAP], compressor)).hasSize(CAP);
      assertThatThrownBy(() -> call(server, new byte[CAP + 1], compressor))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                // With details a sender would take this for a road that is full for a while.
                assertThat(String.valueOf(e.getTrailers())).doesNotContain("details");
              });
    }
  }

  /** A server of gRPC would else end a connection with the third ping within five minutes. */
  @Test
  void pingsWithoutACallEndNoConnection() throws Exception {
    try (TestServer server = new TestServer(LIMITS, null, null);
        H2Client client = new H2Client(server.port())) {
      assertThat(grpc(client).status()).isEqualTo(200);
      for (long i = 0; i < 10; i++) {
        assertThat(client.ping(i)).isEqualTo(i);
        // The pace of the client, from the answer on: the server has seen this ping before it.
        long answered = System.nanoTime();
        while (System.nanoTime() - answered < 2_000_000) {
          Thread.onSpinWait();
        }
      }
      assertThat(grpc(client).status()).isEqualTo(200);
    }
  }

  /** A call without content, which gives the connection to gRPC when it is the first. */
  private static H2Client.Answer grpc(H2Client client) throws Exception {
    return client
        .post(
            "/" + TestServer.SERVICE + "/" + TestServer.METHOD,
            new byte[5],
            "content-type",
            "application/grpc",
            "te",
            "trailers")
        .get();
  }

  @Test
  void theTokenIsAskedForOverHttp2Too() throws Exception {
    try (TestServer server = new TestServer(LIMITS, "secret", null);
        H2Client client = new H2Client(server.port())) {
      assertThat(client.post("/echo", bytes(5)).get().status()).isEqualTo(401);
      assertThat(client.post("/echo", bytes(5), "authorization", "Bearer secret").get().status())
          .isEqualTo(200);
      assertThatThrownBy(() -> call(server, bytes(5), "identity"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    }
  }
}
