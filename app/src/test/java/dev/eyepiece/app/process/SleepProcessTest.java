package dev.eyepiece.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.net.GrpcBytes;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that sleeps while senders are connected, and wakes: whoever gives up meanwhile and
 * sends again, whoever waits, and whoever was amid a request; each is taken once.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
class SleepProcessTest {
  private static final int SLEEPS = 2;
  private static final int HTTP = 1;
  private static final int GRPC = 2;
  private static final int HALF = 3;

  /** Above the second within which an answer counts as one that came. */
  private static final Duration GIVES_UP = Duration.ofMillis(1200);

  @TempDir Path folder;
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger repeated = new AtomicInteger();
  private volatile boolean ended;

  /** A number, and the way that it goes. */
  private String nextId(int way) {
    return String.format(Locale.ROOT, "%x%015x", way, next.incrementAndGet());
  }

  private static String span(String id) {
    return """
    {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",\
    "spanId":"%s","name":"GET /"}]}]}]}\
    """
        .formatted(id);
  }

  /** Gives up soon and comes again with the same on another connection. */
  private Void sendsAgain(ServeProcess serve) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!ended) {
        String id = nextId(HTTP);
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(serve.httpEndpoint() + "/v1/traces"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(GIVES_UP)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(span(id)))
                .build();
        while (!isTaken(http, request)) {
          repeated.incrementAndGet();
        }
        acknowledged.add(id);
      }
    }
    return null;
  }

  private static boolean isTaken(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException gaveUp) {
      return false;
    }
  }

  /** The same over gRPC, on one connection. */
  private Void sendsAgainOverGrpc(ServeProcess serve) throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(serve.grpcAddress()).usePlaintext().build();
    try {
      while (!ended) {
        String id = nextId(GRPC);
        byte[] request = OtlpJson.read(Signal.TRACES, span(id).getBytes(StandardCharsets.UTF_8));
        while (!isTaken(channel, request)) {
          repeated.incrementAndGet();
        }
        acknowledged.add(id);
      }
    } finally {
      channel.shutdownNow();
    }
    return null;
  }

  private static boolean isTaken(ManagedChannel channel, byte[] request) {
    try {
      ClientCalls.blockingUnaryCall(
          channel,
          GrpcBytes.method("opentelemetry.proto.collector.trace.v1.TraceService", "Export"),
          CallOptions.DEFAULT.withDeadlineAfter(GIVES_UP),
          request);
      return true;
    } catch (StatusRuntimeException gaveUp) {
      return false;
    }
  }

  /** A request of which only a part is sent so far. */
  private record Begun(Socket socket, String id, String rest) {}

  private Begun begin(ServeProcess serve) throws IOException {
    int port = URI.create(serve.httpEndpoint()).getPort();
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    String id = nextId(HALF);
    String request =
        "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\nContent-Length: "
            + span(id).length()
            + "\r\n\r\n"
            + span(id);
    int part = request.length() - 50;
    write(socket, request.substring(0, part));
    return new Begun(socket, id, request.substring(part));
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void finish(Begun begun) throws IOException {
    try (Socket socket = begun.socket()) {
      write(socket, begun.rest());
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200 OK");
      acknowledged.add(begun.id());
    }
  }

  @Test
  void whateverSendersDidMeanwhileEachRecordIsHeldOnce() throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"));
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> sending =
          List.of(
              senders.submit(() -> sendsAgain(serve)),
              senders.submit(() -> sendsAgainOverGrpc(serve)));
      try {
        for (int sleep = 0; sleep < SLEEPS; sleep++) {
          awaitMore(acknowledged::size, 50);
          Begun begun = begin(serve);
          serve.freeze();
          // Both have given up at least once, and come again to a machine that still sleeps.
          awaitMore(repeated::get, 4);
          serve.thaw();
          finish(begun);
        }
        awaitMore(acknowledged::size, 50);
      } finally {
        ended = true;
        serve.thaw();
      }
      for (Future<Void> one : sending) {
        one.get(60, TimeUnit.SECONDS);
      }
      Map<String, Integer> held = new HashMap<>();
      serve.spanIds("").forEach(id -> held.merge(id, 1, Integer::sum));
      assertThat(held.keySet()).containsExactlyInAnyOrderElementsOf(acknowledged);
      held.values().removeIf(times -> times == 1);
      assertThat(held).as("held more than once").isEmpty();
    }
  }

  private static void awaitMore(java.util.function.IntSupplier count, int more)
      throws InterruptedException {
    int wanted = count.getAsInt() + more;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (count.getAsInt() < wanted) {
      assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
