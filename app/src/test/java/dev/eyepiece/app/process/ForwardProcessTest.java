package dev.eyepiece.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, the first forwarding to the second, and one of them killed amid it. */
class ForwardProcessTest {
  private static final int REQUESTS = 200;

  @TempDir Path folder;

  /** Sends one span after the other; answers with the ids of those that were acknowledged. */
  private static List<String> send(ServeProcess serve, int from) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int i = from; i < from + REQUESTS; i++) {
        String id = String.format(Locale.ROOT, "%016x", i + 1);
        String body =
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",\
            "spanId":"%s","name":"GET /"}]}]}]}
            """
                .formatted(id);
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(serve.httpEndpoint() + "/v1/traces"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          acknowledged.add(id);
        }
      }
    }
    return acknowledged;
  }

  @Test
  void whatWasQueuedArrivesAfterKillAndRestart() throws Exception {
    try (ServeProcess upstream = ServeProcess.start(folder.resolve("upstream"))) {
      Map<String, String> forward =
          Map.of("EYEPIECE_FORWARD", "team=grpc://" + upstream.grpcAddress());
      try (ServeProcess serve = ServeProcess.start(folder.resolve("data"), List.of(), forward)) {
        List<String> acknowledged = send(serve, 0);
        // Nobody is there for these, and then they have nobody who would send them.
        upstream.kill();
        acknowledged.addAll(send(serve, REQUESTS));
        serve.kill();
        upstream.restart();
        serve.restart();
        acknowledged.addAll(send(serve, 2 * REQUESTS));
        assertThat(acknowledged).hasSize(3 * REQUESTS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (upstream.count("") < acknowledged.size() && System.nanoTime() < end) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(upstream.spanIds("")).containsAll(acknowledged);
      }
    }
  }
}
