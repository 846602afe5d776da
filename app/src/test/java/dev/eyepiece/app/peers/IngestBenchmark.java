package dev.eyepiece.app.peers;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
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
import java.util.stream.Stream;

/**
 * Spans over HTTP into a {@code serve} process of its own: until acknowledged, until sealed, CPU a
 * span, memory, disk, and that none is lost. Arguments: spans (a million), connections (four).
 * Linux only, for /proc.
 */
final class IngestBenchmark {
  private static final int SPANS_A_REQUEST = 512;
  private static final int REQUESTS = 100;
  private static final double TICKS = 100;

  private IngestBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int spans = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
    List<SpanBatch> requests = requests();
    Path data = Files.createTempDirectory("eyepiece-ingest");
    try (ServeProcess serve = ServeProcess.start(data)) {
      long idle = memory(serve.pid(), "VmRSS");
      double cpu = cpu(serve.pid());
      long began = System.nanoTime();
      int sent = send(serve, requests, spans, connections);
      double acknowledged = (double) (System.nanoTime() - began) / 1e9;
      long journal;
      do {
        Thread.sleep(200);
        journal = growth(data);
      } while (journal > 0 && (double) (System.nanoTime() - began) / 1e9 < 300);
      double rest = (double) (System.nanoTime() - began) / 1e9 - 6;
      double spent = cpu(serve.pid()) - cpu;
      long held = serve.count("");
      report("spans sent, held", sent + ", " + held + (sent == held ? "" : "  LOST OR DOUBLED"));
      report("acknowledged per second", Math.round(sent / acknowledged));
      report("at rest per second", Math.round(sent / rest));
      report("CPU microseconds a span", Math.round(spent * 1e8 / sent) / 100.0);
      report(
          "bytes a span sent",
          requests.stream().mapToLong(SpanBatch::length).sum() / (REQUESTS * SPANS_A_REQUEST));
      report("bytes a span on disk", size(data.resolve("windows")) / sent);
      report(
          "RSS MiB idle, after, peak",
          (idle >> 10)
              + ", "
              + (memory(serve.pid(), "VmRSS") >> 10)
              + ", "
              + (memory(serve.pid(), "VmHWM") >> 10));
      serve.stop();
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

  private static int send(ServeProcess serve, List<SpanBatch> requests, int spans, int connections)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    int total = spans / SPANS_A_REQUEST;
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      senders.add(
          Thread.ofPlatform()
              .start(() -> {
                try (HttpClient client = HttpClient.newHttpClient()) {
                  for (int n = next.getAndIncrement(); n < total; n = next.getAndIncrement()) {
                    SpanBatch request = requests.get(n % REQUESTS);
                    post(client, serve.httpEndpoint(), renamed(request, n / REQUESTS));
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

  private static void post(HttpClient client, String endpoint, byte[] body) {
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
