package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.net.GrpcBytes;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Refusal;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sent what, over real connections. */
class SenderFiguresTest {
  private static final String PROTOBUF = "application/x-protobuf";

  private final KeepingSink sink = new KeepingSink();
  private final OtlpReceiver receiver =
      new OtlpReceiver(new RequestDecoder(new SymbolTable()), sink);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private NetServer server;

  @BeforeEach
  void open() throws IOException {
    server = TestServer.start(receiver);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private int port() {
    return server.addresses().getFirst().port();
  }

  private int post(String path, String type, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .header("Content-Type", type)
            .header("User-Agent", "a test/1")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** What is counted on an event loop may come after the answer. */
  private static <T> T await(Supplier<T> now, Predicate<T> wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    T seen = now.get();
    while (!wanted.test(seen) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      seen = now.get();
    }
    assertThat(seen).matches(wanted);
    return seen;
  }

  private List<Sender> senders(Predicate<List<Sender>> wanted) {
    return await(() -> receiver.senders().senders(), wanted);
  }

  @Test
  void aSenderIsKnownByItsProcessAndWhatItSentIsCounted() throws Exception {
    byte[] request = new TestTraces(1, true).request(100).toByteArray();
    byte[] zipped = gzip(request);
    assertThat(post("/v1/traces", PROTOBUF, zipped, "Content-Encoding", "gzip")).isEqualTo(200);
    assertThat(post("/v1/traces", "application/json", "{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(200);
    long self = ProcessHandle.current().pid();
    boolean linux = Files.exists(Path.of("/proc/net/tcp"));
    Sender sender =
        senders(all -> all.size() == 1 && (!linux || all.getFirst().pid() == self)).getFirst();
    assertThat(sender.address()).isEqualTo("127.0.0.1");
    assertThat(sender.command().isEmpty()).isEqualTo(!linux);
    assertThat(sender.userAgent()).isEqualTo("a test/1");
    assertThat(sender.protocols()).containsExactly("HTTP/1.1, JSON", "HTTP/1.1, protobuf");
    assertThat(sender.encodings()).containsExactly("gzip", "none");
    assertThat(sender.tls()).isFalse();
    assertThat(sender.requests()).isEqualTo(2);
    assertThat(sender.records()).containsEntry(Signal.TRACES, 100L).containsEntry(Signal.LOGS, 0L);
    assertThat(sender.wireBytes()).isEqualTo(zipped.length + 2L);
    assertThat(sender.bodyBytes()).isEqualTo(request.length + 2L);
    assertThat(sender.services()).isNotEmpty();
    assertThat(sender.notTaken()).isZero();
    assertThat(sender.firstSeen()).isBeforeOrEqualTo(sender.lastSeen());
  }

  @Test
  void grpcIsCountedToo() throws Exception {
    byte[] request = new TestTraces(1, true).request(10).toByteArray();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port()).usePlaintext().build();
    try {
      ClientCalls.blockingUnaryCall(
          channel,
          GrpcBytes.method("opentelemetry.proto.collector.trace.v1.TraceService", "Export"),
          CallOptions.DEFAULT.withCompression("gzip"),
          request);
      assertThat(
              org.assertj.core.api.Assertions.catchThrowableOfType(
                  StatusRuntimeException.class,
                  () ->
                      ClientCalls.blockingUnaryCall(
                          channel,
                          GrpcBytes.method("jaeger.api_v2.CollectorService", "PostSpans"),
                          CallOptions.DEFAULT,
                          request)))
          .hasMessageContaining("UNIMPLEMENTED: there is no method jaeger.api_v2.Collector")
          .hasMessageContaining("opentelemetry.proto.collector.trace.v1.TraceService");
    } finally {
      channel.shutdownNow();
    }
    Sender sender = senders(all -> all.size() == 1 && all.getFirst().refused() == 1).getFirst();
    assertThat(sender.protocols()).containsExactly("gRPC, protobuf");
    assertThat(sender.encodings()).contains("gzip");
    assertThat(sender.userAgent()).startsWith("grpc-java-netty/");
    assertThat(sender.requests()).isEqualTo(2);
    assertThat(sender.records()).containsEntry(Signal.TRACES, 10L);
    assertThat(sender.wireBytes()).isPositive();
    assertThat(sender.bodyBytes()).isGreaterThanOrEqualTo(request.length);
    assertThat(sender.lastReason()).contains("there is no method");
  }

  @Test
  void whatIsRefusedIsToldWithItsReasonTheNewestFirst() throws Exception {
    assertThat(post("/v1/trace", PROTOBUF, new byte[0])).isEqualTo(404);
    assertThat(post("/v1/traces", "text/plain", new byte[0])).isEqualTo(415);
    assertThat(post("/v1/traces", PROTOBUF, new byte[] {10, 5, 1})).isEqualTo(400);
    assertThat(post("/v1/traces", PROTOBUF, new byte[1], "Content-Encoding", "br")).isEqualTo(400);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write(new byte[] {1, 2, 3});
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
    List<Refusal> refusals = await(() -> receiver.senders().refusals(), all -> all.size() == 5);
    assertThat(refusals)
        .extracting(Refusal::code)
        .containsExactly("400", "400", "400", "415", "404");
    assertThat(refusals.get(0).reason()).contains("these bytes are neither");
    assertThat(refusals.get(1).reason()).contains("Content-Encoding 'br' is not supported");
    assertThat(refusals.get(2).kind()).isEqualTo(Refusal.Kind.MALFORMED);
    assertThat(refusals.get(2).what()).isEqualTo("POST /v1/traces");
    assertThat(refusals.get(2).reason()).contains("length 5 where at most");
    assertThat(refusals.get(4).reason()).contains("POST is taken at /v1/traces, /v1/metrics");
    assertThat(refusals.get(4).port()).isEqualTo(port());
    Sender http =
        senders(all -> all.stream().anyMatch(sender -> sender.requests() == 4)).stream()
            .filter(sender -> sender.requests() == 4)
            .findFirst()
            .orElseThrow();
    assertThat(http.malformed()).isEqualTo(2);
    assertThat(http.refused()).isEqualTo(2);
  }

  @Test
  void closedConnectionsStayInTheFiguresAndThereIsABound() throws Exception {
    int connections = Senders.MOST_SENDERS + 20;
    for (int i = 0; i < connections; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
        String request =
            "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nUser-Agent: number "
                + i
                + "\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
      }
    }
    List<Sender> all =
        senders(list ->
            list.size() == Senders.MOST_SENDERS
                && list.stream().allMatch(sender -> sender.connections() == 0));
    assertThat(all).allMatch(sender -> sender.requests() == 1 && sender.allConnections() == 1);
    assertThat(all).noneMatch(sender -> sender.userAgent().equals("number 0"));
    assertThat(receiver.senders().forgotten()).isEqualTo(20);
  }
}
