package dev.eyepiece.app.peers;

import dev.eyepiece.net.GrpcBytes;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Spans of twelve attributes for a receiver, as fast as it takes them. */
final class SpanLoad {
  static final int SPANS_A_REQUEST = 512;
  private static final int REQUESTS = 100;

  /** Tags of a span's fields of bytes (trace.proto). */
  private static final int TRACE_ID = 1 << 3 | 2;

  private static final int SPAN_ID = 2 << 3 | 2;
  private static final int PARENT_ID = 4 << 3 | 2;

  private final List<SpanBatch> requests = new ArrayList<>();

  SpanLoad() {
    TestTraces traces = new TestTraces(1, false);
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(traces.batch(SPANS_A_REQUEST, new SymbolTable()));
    }
  }

  /** Bytes of a span on the wire, with its share of the request. */
  long bytesEach() {
    return requests.stream().mapToLong(SpanBatch::length).sum() / (REQUESTS * SPANS_A_REQUEST);
  }

  /** Sends over gRPC and answers with how many spans were acknowledged. */
  int sendGrpc(String address, int spans, int connections) throws InterruptedException {
    return send(() -> new GrpcSender(address), spans, connections);
  }

  /** Sends over HTTP and answers with how many spans were acknowledged. */
  int sendHttp(String endpoint, int spans, int connections) throws InterruptedException {
    return send(() -> new HttpSender(endpoint), spans, connections);
  }

  private int send(Supplier<Sender> senderOf, int spans, int connections)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    int total = spans / SPANS_A_REQUEST;
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      senders.add(
          Thread.ofPlatform()
              .start(() -> {
                try (Sender sender = senderOf.get()) {
                  for (int n = next.getAndIncrement(); n < total; n = next.getAndIncrement()) {
                    SpanBatch request = requests.get(n % REQUESTS);
                    sender.send(renamed(request, n / REQUESTS));
                    sent.addAndGet(request.size());
                  }
                }
              }));
    }
    for (Thread sender : senders) {
      sender.join();
    }
    return sent.get();
  }

  /**
   * The request with other ids of traces and spans, which are a span's first fields as protobuf
   * writes it: some receivers know a span by its own id alone.
   */
  private static byte[] renamed(SpanBatch request, int round) {
    byte[] bytes = Arrays.copyOf(request.bytes(), request.length());
    for (int row = 0; row < request.size(); row++) {
      int at = request.recordOffset(row);
      at = renameField(bytes, at, TRACE_ID, round);
      at = renameField(bytes, at, SPAN_ID, round);
      renameField(bytes, at, PARENT_ID, round);
    }
    return bytes;
  }

  /** Changes an id if it is the field that comes next; answers with where the next field is. */
  private static int renameField(byte[] bytes, int at, int tag, int round) {
    if (bytes[at] != tag) {
      return at;
    }
    for (int i = 0; i < 4; i++) {
      bytes[at + 6 + i] ^= (byte) (round >>> (8 * i));
    }
    return at + 2 + bytes[at + 1];
  }

  /** A connection; sends until it is acknowledged. */
  private interface Sender extends AutoCloseable {
    void send(byte[] body);

    @Override
    void close();
  }

  private record HttpSender(String endpoint, HttpClient client) implements Sender {
    HttpSender(String endpoint) {
      this(endpoint, HttpClient.newHttpClient());
    }

    @Override
    public void send(byte[] body) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint + "/v1/traces"))
              .version(HttpClient.Version.HTTP_1_1)
              .header("Content-Type", "application/x-protobuf")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        while (status == 503) {
          Thread.sleep(200);
          status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
        if (status != 200) {
          throw new IllegalStateException("HTTP " + status);
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private record GrpcSender(ManagedChannel channel) implements Sender {
    private static final MethodDescriptor<byte[], byte[]> EXPORT =
        GrpcBytes.method("opentelemetry.proto.collector.trace.v1.TraceService", "Export");

    GrpcSender(String address) {
      this(ManagedChannelBuilder.forTarget(address).usePlaintext().build());
    }

    @Override
    public void send(byte[] body) {
      while (true) {
        try {
          ClientCalls.blockingUnaryCall(channel, EXPORT, CallOptions.DEFAULT, body);
          return;
        } catch (StatusRuntimeException e) {
          if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
            throw e;
          }
          LockSupport.parkNanos(200_000_000);
        }
      }
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }
}
