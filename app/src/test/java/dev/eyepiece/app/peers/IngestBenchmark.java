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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Spans into a {@code serve} process of its own: until acknowledged, until sealed, CPU a span,
 * memory, disk, and that none is lost. Arguments: spans (a million), connections (four), {@code
 * grpc} or {@code http}, seconds to look at the memory at rest (ten), then flags for the JVM of the
 * process. Linux only, for /proc.
 */
final class IngestBenchmark {
  private static final int SPANS_A_REQUEST = 512;
  private static final int REQUESTS = 100;
  private static final double TICKS = 100;

  private IngestBenchmark() {}

  private static String argument(String[] arguments, int at, String otherwise) {
    return arguments.length > at ? arguments[at] : otherwise;
  }

  public static void main(String[] arguments) throws Exception {
    int spans = Integer.parseInt(argument(arguments, 0, "1000000"));
    int connections = Integer.parseInt(argument(arguments, 1, "4"));
    boolean grpc = argument(arguments, 2, "grpc").equals("grpc");
    int restSeconds = Integer.parseInt(argument(arguments, 3, "10"));
    List<String> flags =
        List.of(arguments).subList(Math.min(4, arguments.length), arguments.length);
    List<SpanBatch> requests = requests();
    Path data = Files.createTempDirectory("eyepiece-ingest");
    try (ServeProcess serve = ServeProcess.start(data, flags)) {
      long idle = memory(serve.pid(), "VmRSS");
      double cpu = cpu(serve.pid());
      long began = System.nanoTime();
      int sent = send(serve, requests, spans, connections, grpc);
      double acknowledged = (double) (System.nanoTime() - began) / 1e9;
      double answered = cpu(serve.pid()) - cpu;
      long journal;
      do {
        journal = growth(data);
      } while (journal > 0 && (double) (System.nanoTime() - began) / 1e9 < 300);
      double rest = (double) (System.nanoTime() - began) / 1e9 - 6;
      double spent = cpu(serve.pid()) - cpu;
      long after = memory(serve.pid(), "VmRSS");
      Thread.sleep(restSeconds * 1000L);
      long resting = memory(serve.pid(), "VmRSS");
      long peak = memory(serve.pid(), "VmHWM");
      long held = serve.count("");
      report("spans sent, held", sent + ", " + held + (sent == held ? "" : "  LOST OR DOUBLED"));
      report("acknowledged per second", Math.round(sent / acknowledged));
      report("at rest per second", Math.round(sent / rest));
      report("CPU us a span, acknowledged", Math.round(answered * 1e8 / sent) / 100.0);
      report("CPU us a span, at rest", Math.round(spent * 1e8 / sent) / 100.0);
      report(
          "bytes a span sent",
          requests.stream().mapToLong(SpanBatch::length).sum() / (REQUESTS * SPANS_A_REQUEST));
      report("bytes a span on disk", size(data.resolve("windows")) / sent);
      report(
          "RSS MiB idle, peak, sealed, at rest",
          (idle >> 10) + ", " + (peak >> 10) + ", " + (after >> 10) + ", " + (resting >> 10));
      serve.stop();
      report("bytes a span once closed", size(data.resolve("windows")) / sent);
    }
  }

  private static void report(String what, Object value) {
    System.out.printf("%-28s %s%n", what, value);
  }

  private static List<SpanBatch> requests() {
    TestTraces traces = new TestTraces(1, false);
    List<SpanBatch> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(traces.batch(SPANS_A_REQUEST, new SymbolTable()));
    }
    return requests;
  }

  private static int send(
      ServeProcess serve, List<SpanBatch> requests, int spans, int connections, boolean grpc)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    int total = spans / SPANS_A_REQUEST;
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      senders.add(
          Thread.ofPlatform()
              .start(() -> {
                try (Sender sender = grpc ? new GrpcSender(serve) : new HttpSender(serve)) {
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

  /** The request with other trace ids; the id is the first field of a span that protobuf wrote. */
  private static byte[] renamed(SpanBatch request, int round) {
    byte[] bytes = Arrays.copyOf(request.bytes(), request.length());
    for (int row = 0; row < request.size(); row++) {
      int at = request.spanOffset(row) + 2;
      for (int i = 0; i < 4; i++) {
        bytes[at + 4 + i] ^= (byte) (round >>> (8 * i));
      }
    }
    return bytes;
  }

  /** A connection; sends until it is acknowledged. */
  private interface Sender extends AutoCloseable {
    void send(byte[] body);

    @Override
    void close();
  }

  private record HttpSender(ServeProcess serve, HttpClient client) implements Sender {
    HttpSender(ServeProcess serve) {
      this(serve, HttpClient.newHttpClient());
    }

    @Override
    public void send(byte[] body) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(serve.httpEndpoint() + "/v1/traces"))
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

    GrpcSender(ServeProcess serve) {
      this(ManagedChannelBuilder.forTarget(serve.grpcAddress()).usePlaintext().build());
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

  /** Zero once the newest window has stopped growing for a while: then everything is sealed. */
  private static long growth(Path data) throws IOException, InterruptedException {
    long before = size(data.resolve("windows"));
    Thread.sleep(6000);
    return size(data.resolve("windows")) - before;
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static double cpu(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (double) (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** A figure of /proc in KiB. */
  private static long memory(long pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
