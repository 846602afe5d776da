package dev.eyepiece.app.peers;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.eyepiece.net.GrpcBytes;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TelemetryTree;
import dev.eyepiece.telemetry.TestTraces;
import io.grpc.CallOptions;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** Records of a signal for a receiver, as fast as it takes them. */
final class RecordLoad {
  /** How requests go. */
  enum Way {
    GRPC,
    HTTP,
    JSON
  }

  private static final int BYTES_KEPT = 20 << 20;
  private static final long TIME = 1_790_000_000_000_000_000L;

  private final Signal signal;
  private final int recordsARequest;
  private final List<byte[]> requests;

  private RecordLoad(Signal signal, int recordsARequest, List<byte[]> requests) {
    this.signal = signal;
    this.recordsARequest = recordsARequest;
    this.requests = requests;
  }

  static RecordLoad of(Signal signal, int recordsARequest) {
    TestTraces traces = new TestTraces(1, false);
    Random random = new Random(1);
    List<byte[]> requests = new ArrayList<>();
    long kept = 0;
    while (kept < BYTES_KEPT) {
      long now = TIME + requests.size() * 1_000_000_000L;
      byte[] made =
          switch (signal) {
            case TRACES -> {
              SpanBatch batch = traces.batch(recordsARequest, new SymbolTable());
              yield Arrays.copyOf(batch.bytes(), batch.length());
            }
            case LOGS -> SoakLoad.logs(random, recordsARequest, now);
            case METRICS -> SoakLoad.points(random, recordsARequest, now);
            case PROFILES -> throw new IllegalArgumentException("no load of profiles is made");
          };
      requests.add(made);
      kept += made.length;
    }
    return new RecordLoad(signal, recordsARequest, requests);
  }

  /** Sends and answers with how many records were acknowledged. */
  int send(Way way, String compression, String target, int records, int connections)
      throws InterruptedException {
    List<byte[]> bodies = bodies(way, compression);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    int total = records / recordsARequest;
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      senders.add(
          Thread.ofPlatform()
              .start(() -> {
                try (Sender sender = sender(way, compression, target)) {
                  for (int n = next.getAndIncrement(); n < total; n = next.getAndIncrement()) {
                    sender.send(bodies.get(n % bodies.size()));
                    sent.addAndGet(recordsARequest);
                  }
                }
              }));
    }
    for (Thread sender : senders) {
      sender.join();
    }
    return sent.get();
  }

  /** Over gRPC the client compresses, over HTTP the bodies are compressed once. */
  private List<byte[]> bodies(Way way, String compression) {
    return switch (way) {
      case GRPC -> requests;
      case HTTP -> requests.stream().map(request -> compressed(request, compression)).toList();
      case JSON -> requests.stream().map(this::json).toList();
    };
  }

  private byte[] json(byte[] request) {
    try {
      return OtlpJson.write(TelemetryTree.read(signal, request, request.length))
          .getBytes(StandardCharsets.UTF_8);
    } catch (MalformedOtlpException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] compressed(byte[] body, String compression) {
    if (compression.equals("none")) {
      return body;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream to = new GZIPOutputStream(out)) {
      to.write(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private Sender sender(Way way, String compression, String target) {
    return switch (way) {
      case GRPC -> new GrpcSender(signal, compression, target);
      case HTTP -> new HttpSender(signal, "application/x-protobuf", compression, target);
      case JSON -> new HttpSender(signal, "application/json", compression, target);
    };
  }

  /** A connection; sends until it is acknowledged. */
  private interface Sender extends AutoCloseable {
    void send(byte[] body);

    @Override
    void close();
  }

  private static final class HttpSender implements Sender {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest.Builder request;

    HttpSender(Signal signal, String type, String compression, String endpoint) {
      String path = "/v1/" + signal.name().toLowerCase(java.util.Locale.ROOT);
      request =
          HttpRequest.newBuilder(URI.create(endpoint + path))
              .version(HttpClient.Version.HTTP_1_1)
              .header("Content-Type", type);
      if (!compression.equals("none")) {
        request.header("Content-Encoding", compression);
      }
    }

    @Override
    public void send(byte[] body) {
      HttpRequest made = request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
      try {
        int status = client.send(made, HttpResponse.BodyHandlers.discarding()).statusCode();
        while (status == 503) {
          Thread.sleep(200);
          status = client.send(made, HttpResponse.BodyHandlers.discarding()).statusCode();
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

  private static final class GrpcSender implements Sender {
    private final ManagedChannel channel;
    private final MethodDescriptor<byte[], byte[]> export;
    private final CallOptions options;

    GrpcSender(Signal signal, String compression, String address) {
      CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
      compressors.register(new Codec.Gzip());
      compressors.register(new Zstd());
      channel =
          ManagedChannelBuilder.forTarget(address)
              .usePlaintext()
              .compressorRegistry(compressors)
              .build();
      String name =
          switch (signal) {
            case TRACES -> "trace.v1.TraceService";
            case LOGS -> "logs.v1.LogsService";
            case METRICS -> "metrics.v1.MetricsService";
            case PROFILES -> "profiles.v1development.ProfilesService";
          };
      export = GrpcBytes.method("opentelemetry.proto.collector." + name, "Export");
      options =
          compression.equals("none")
              ? CallOptions.DEFAULT
              : CallOptions.DEFAULT.withCompression(compression);
    }

    @Override
    public void send(byte[] body) {
      while (true) {
        try {
          ClientCalls.blockingUnaryCall(channel, export, options, body);
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

  /** What Go's senders call zstd. */
  private static final class Zstd implements Codec {
    @Override
    public String getMessageEncoding() {
      return "zstd";
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
      return new ZstdInputStream(compressed);
    }

    @Override
    public OutputStream compress(OutputStream to) throws IOException {
      return new ZstdOutputStream(to, 3);
    }
  }
}
