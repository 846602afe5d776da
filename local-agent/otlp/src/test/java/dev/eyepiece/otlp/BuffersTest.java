package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.net.BufferStats;
import dev.eyepiece.net.GrpcBytes;
import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network's buffers: read where they are, counted, and back in the pool on every way. */
final class BuffersTest {
  /** Replies when told to. */
  private static final class Waiting implements TelemetrySink {
    private record Held(RecordBatch batch, List<ByteBuffer> parts, Consumer<SinkReply> reply) {}

    private final Queue<Held> held = new ConcurrentLinkedQueue<>();

    @Override
    public Set<Signal> signals() {
      return EnumSet.of(Signal.TRACES, Signal.LOGS);
    }

    @Override
    public void take(RecordBatch batch, Consumer<SinkReply> reply) {
      throw new AssertionError("a sink that knows of buffers is given them");
    }

    @Override
    public void take(RecordBatch batch, List<ByteBuffer> parts, Consumer<SinkReply> reply) {
      held.add(new Held(batch, parts, reply));
    }

    void replyAll(SinkReply reply) {
      for (Held one = held.poll(); one != null; one = held.poll()) {
        one.reply().accept(reply);
      }
    }
  }

  private static final SinkReply TAKEN = new SinkReply.Taken(() -> {});

  private final Waiting sink = new Waiting();
  private final OtlpReceiver receiver =
      new OtlpReceiver(new RequestDecoder(new SymbolTable()), sink);
  private final HttpClient client = HttpClient.newHttpClient();
  private final byte[] request = TestData.request(Signal.TRACES, 120, 0).toByteArray();
  private NetServer server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    server = TestServer.start(receiver);
    HostPort at = server.addresses().getFirst();
    channel = NettyChannelBuilder.forAddress(at.host(), at.port()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    client.close();
    server.close();
  }

  private static String service(String signal) {
    return "opentelemetry.proto.collector." + signal + ".v1." + titled(signal) + "Service";
  }

  private static String titled(String signal) {
    return Character.toUpperCase(signal.charAt(0)) + signal.substring(1);
  }

  private java.util.concurrent.Future<byte[]> call(String signal, byte[] body) {
    return ClientCalls.futureUnaryCall(
        channel.newCall(GrpcBytes.method(service(signal), "Export"), CallOptions.DEFAULT), body);
  }

  private java.util.concurrent.Future<HttpResponse<byte[]>> post(byte[] body) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://" + server.addresses().getFirst() + "/v1/traces"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static byte[] joined(List<ByteBuffer> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
    parts.forEach(part -> all.put(part.duplicate()));
    return all.array();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.sleep(5);
    }
  }

  private void allGoBack() throws InterruptedException {
    await(() -> server.buffers().outstandingBytes() == 0);
  }

  private Waiting.Held held() throws InterruptedException {
    await(() -> !sink.held.isEmpty());
    return sink.held.element();
  }

  @Test
  void theBytesLieInTheBuffersUntilTheReplyAndAreCopiedOnce() throws Exception {
    var grpc = call("trace", request);
    assertThat(joined(held().parts())).isEqualTo(request);
    assertThat(held().batch().bytes()).isEqualTo(request);
    assertThat(server.buffers().outstandingBytes()).isPositive();
    sink.replyAll(TAKEN);
    grpc.get(30, TimeUnit.SECONDS);
    allGoBack();

    var http = post(request);
    assertThat(joined(held().parts())).isEqualTo(request);
    sink.replyAll(TAKEN);
    assertThat(http.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    allGoBack();

    BufferStats stats = server.buffers();
    assertThat(stats.receivedBytes()).isGreaterThanOrEqualTo(2L * request.length);
    assertThat(stats.copiedBytes()).isEqualTo(2L * request.length);
    assertThat(stats.copiedPerReceived()).isLessThanOrEqualTo(1);
    assertThat(stats.hits() + stats.misses()).isPositive();
  }

  @Test
  void aLargeRequestLiesInManyBuffers() throws Exception {
    byte[] large = TestData.request(Signal.LOGS, 20_000, 0).toByteArray();
    var answer = call("logs", large);
    assertThat(held().parts()).hasSizeGreaterThan(4);
    assertThat(joined(held().parts())).isEqualTo(large);
    sink.replyAll(TAKEN);
    answer.get(30, TimeUnit.SECONDS);
    allGoBack();
  }

  @Test
  void buffersGoBackWhenARequestIsRefusedBrokenCancelledOrForNobody() throws Exception {
    var busy = call("trace", request);
    held();
    sink.replyAll(new SinkReply.Busy(Duration.ofSeconds(1), "full"));
    assertThat(failure(busy)).contains("UNAVAILABLE");

    byte[] broken = Arrays.copyOf(request, request.length - 1);
    assertThat(failure(call("trace", broken))).contains("INVALID_ARGUMENT");
    assertThat(post(broken).get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(400);
    assertThat(failure(call("metrics", request))).contains("UNIMPLEMENTED");

    var cancelled = call("trace", request);
    held();
    cancelled.cancel(true);
    sink.replyAll(TAKEN);

    var gone = post(request);
    held();
    gone.cancel(true);
    sink.replyAll(TAKEN);
    allGoBack();
  }

  @Test
  void buffersGoBackWhenASenderVanishesAmidARequest() throws Exception {
    HostPort at = server.addresses().getFirst();
    Queue<Socket> sockets = new ArrayDeque<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket(at.host(), at.port());
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
                  + "Content-Length: "
                  + request.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(request, 0, request.length / 2);
      out.flush();
      sockets.add(socket);
    }
    await(() -> server.buffers().receivedBytes() >= 20L * (request.length / 2));
    for (Socket socket : sockets) {
      socket.close();
    }
    allGoBack();
    assertThat(sink.held).isEmpty();
  }

  @Test
  void thePoolShrinksAfterABurst() throws Exception {
    byte[] large = TestData.request(Signal.LOGS, 60_000, 0).toByteArray();
    List<java.util.concurrent.Future<byte[]>> answers = new java.util.ArrayList<>();
    for (int i = 0; i < 16; i++) {
      answers.add(call("logs", large));
    }
    await(() -> sink.held.size() == 16);
    long peak = server.buffers().pooledBytes();
    assertThat(peak).isGreaterThanOrEqualTo(16L * large.length);
    sink.replyAll(TAKEN);
    for (var answer : answers) {
      answer.get(30, TimeUnit.SECONDS);
    }
    allGoBack();
    await(() -> server.buffers().pooledBytes() <= Math.max(peak / 4, 8L << 20));
  }

  private static String failure(java.util.concurrent.Future<byte[]> call) throws Exception {
    try {
      call.get(30, TimeUnit.SECONDS);
      return "OK";
    } catch (java.util.concurrent.ExecutionException e) {
      return e.getCause() instanceof StatusRuntimeException status
          ? status.getStatus().getCode().name()
          : e.toString();
    }
  }
}
