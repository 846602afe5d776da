package dev.eyepiece.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * From what is sent to what is asked, over processes: telemetry that is made when the test runs
 * goes in as OTLP and comes out equal, by query, export and import, while running and at rest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FourSignalsTest {
  private static final Map<String, String> PATHS =
      Map.of(
          "traces", "/v1/traces",
          "logs", "/v1/logs",
          "metrics", "/v1/metrics",
          "profiles", "/v1development/profiles");

  private final long seed = Long.getLong("eyepiece.seed", System.nanoTime());
  private final Generated made = new Generated(seed, System.currentTimeMillis() * 1_000_000);
  @TempDir static Path folder;
  private ServeProcess serve;

  @BeforeAll
  void send() throws Exception {
    System.getLogger(FourSignalsTest.class.getName())
        .log(System.Logger.Level.INFO, "seed " + seed + "; -Deyepiece.seed repeats it");
    serve = ServeProcess.start(folder.resolve("data"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Map.Entry<String, String> request : made.requests().entrySet()) {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(
                        URI.create(serve.httpEndpoint() + PATHS.get(request.getKey())))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(request.getValue()))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).as("nothing was rejected").isEqualTo("{}");
      }
    }
  }

  @AfterAll
  void end() {
    serve.close();
  }

  private List<Map<String, @Nullable Object>> records(String signal) {
    return switch (signal) {
      case "traces" -> made.spans;
      case "logs" -> made.logs;
      case "metrics" -> made.points;
      default -> made.samples;
    };
  }

  @Test
  @Order(1)
  void every_record_comes_out_as_it_was_made() throws Exception {
    assertHeldAsMade();
  }

  private void assertHeldAsMade() throws Exception {
    for (String signal : PATHS.keySet()) {
      assertThat(Records.ofQuery(signal, serve.records(signal, "")))
          .as("%s, seed %s", signal, seed)
          .isEqualTo(Records.of(signal, records(signal)));
    }
  }

  @Test
  @Order(2)
  void logs_are_found_by_severity_text_and_attribute() throws Exception {
    long errors =
        made.logs.stream()
            .mapToLong(FourSignalsTest::severity)
            .filter(number -> number >= 17 && number <= 20)
            .count();
    assertThat(serve.count("logs", "severity:error")).as("seed %s", seed).isEqualTo(errors);
    assertThat(serve.count("logs", made.word)).isEqualTo(1);
    assertThat(serve.count("logs", "n:>=50 service:" + Generated.SERVICE)).isEqualTo(10);
    assertThat(serve.count("logs", "nowhere" + made.word)).isZero();
  }

  private static long severity(Map<String, @Nullable Object> log) {
    return log.get("severityNumber") instanceof Long number ? number : 0;
  }

  @Test
  @Order(2)
  void points_are_found_by_name_and_type() throws Exception {
    for (String type : List.of("gauge", "sum", "histogram", "exponentialHistogram", "summary")) {
      assertThat(serve.count("metrics", "name:made." + type)).as(type).isEqualTo(5);
    }
    assertThat(serve.count("metrics", "type:histogram")).isEqualTo(5);
  }

  /** From one signal to the other by what they hold in common. */
  @Test
  @Order(2)
  void a_log_an_exemplar_and_a_sample_lead_to_their_trace() throws Exception {
    String ofLog = String.valueOf(made.logs.getFirst().get("traceId"));
    Map<String, @Nullable Object> point =
        JsonText.readObject(serve.records("metrics", "name:made.histogram n:0").strip());
    String ofExemplar =
        String.valueOf(
            ((Map<?, ?>) ((List<?>) list(point, "exemplars")).getFirst()).get("traceId"));
    Map<String, @Nullable Object> sample =
        JsonText.readObject(serve.records("profiles", "function:\"leaf 3\"").strip());
    String ofSample = String.valueOf(sample.get("traceId"));
    for (String trace : List.of(ofLog, ofExemplar, ofSample)) {
      assertThat(Records.ofQuery("traces", serve.records("traces", "trace:" + trace)))
          .as("seed %s", seed)
          .isEqualTo(
              Records.of(
                  "traces",
                  made.spans.stream().filter(span -> trace.equals(span.get("traceId"))).toList()))
          .hasSize(1);
    }
    assertThat(serve.count("logs", "trace:" + ofLog))
        .isEqualTo(made.logs.stream().filter(log -> ofLog.equals(log.get("traceId"))).count());
  }

  private static List<?> list(Map<String, @Nullable Object> record, String key) {
    assertThat(record.get(key)).isInstanceOf(List.class);
    return (List<?>) record.get(key);
  }

  @Test
  @Order(3)
  void what_is_exported_is_imported_equal_and_so_is_what_is_at_rest() throws Exception {
    Path other = folder.resolve("other");
    for (String signal : PATHS.keySet()) {
      // One of them as columns; the others as lines.
      boolean rows = signal.equals("metrics");
      Path file = folder.resolve(signal + (rows ? ".parquet" : ".jsonl"));
      ServeProcess.output(
          "export",
          "--signal",
          signal,
          "--data",
          serve.data().toString(),
          "--out",
          file.toString());
      assertThat(Files.size(file)).isPositive();
      ServeProcess.output("import", file.toString(), "--data", other.toString());
      assertThat(
              Records.ofQuery(
                  signal,
                  ServeProcess.output(
                      "query",
                      "--signal",
                      signal,
                      "--data",
                      other.toString(),
                      "--limit",
                      "0",
                      "--format",
                      "json")))
          .as("%s, seed %s", signal, seed)
          .isEqualTo(Records.of(signal, records(signal)));
    }
    assertThat(serve.stop()).isZero();
    assertHeldAsMade();
  }
}
