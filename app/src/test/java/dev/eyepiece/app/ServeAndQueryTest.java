package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every option of serve and query, on a running agent and on its folder at rest. */
class ServeAndQueryTest {
  @TempDir Path home;
  private Path data;
  private TestProgram program;
  private TestProgram.Serving serving;

  @BeforeEach
  void serve() throws Exception {
    data = home.resolve("telemetry");
    program = new TestProgram(home);
    serving = start();
  }

  private TestProgram.Serving start() throws Exception {
    return program.serveOn(data);
  }

  @AfterEach
  void stop() throws Exception {
    serving.close();
  }

  private static String span(int number, String service, long startNano, String status) {
    return """
    {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",\
    "value":{"stringValue":"%s"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":[{\
    "traceId":"%032x","spanId":"%016x","name":"step %d","kind":2,"startTimeUnixNano":"%d",\
    "endTimeUnixNano":"%d","status":{"code":"%s"},\
    "attributes":[{"key":"n","value":{"intValue":"%d"}}]}]}]}]}\
    """
        .formatted(
            service, number, number, number, startNano, startNano + 1_000_000, status, number);
  }

  private void send(String json) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      int status =
          http.send(
                  HttpRequest.newBuilder(URI.create(serving.address("OTLP/HTTP") + "/v1/traces"))
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(json))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(200);
    }
  }

  private void sendTen() throws Exception {
    long now = Instant.now().toEpochMilli() * 1_000_000;
    for (int i = 1; i <= 10; i++) {
      long age = i <= 4 ? 3_600_000_000_000L : 1_000_000_000L;
      String status = i % 2 == 0 ? "STATUS_CODE_ERROR" : "STATUS_CODE_OK";
      send(span(i, i <= 7 ? "cart" : "checkout", now - age + i, status));
    }
  }

  private TestProgram.Result query(String... more) {
    String[] arguments =
        Stream.concat(Stream.of("query", "--data", data.toString()), Stream.of(more))
            .toArray(String[]::new);
    return program.run(arguments);
  }

  private void count(long expected, String... more) {
    String[] arguments =
        Stream.concat(Stream.of(more), Stream.of("--count")).toArray(String[]::new);
    TestProgram.Result result = query(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("{\"count\": " + expected + "}\n");
    assertThat(result.exit()).isZero();
  }

  private void everyQuestion() {
    count(10);
    count(10, "");
    count(7, "service:cart");
    count(3, "service:cart", "status:error");
    count(6, "--since", "15m");
    count(10, "--since", "2h");
    count(10, "--limit", "2");
    count(10, "--signal", "traces");
    assertThat(query("--format", "json").out().lines()).hasSize(10);
    TestProgram.Result cut = query("--limit", "3", "--format", "json");
    assertThat(cut.out().lines()).hasSize(3);
    assertThat(cut.line()).isEqualTo("eyepiece query: cut after 3 of 10 rows; --limit 0 gives all");
    assertThat(query("--limit", "0", "--format", "csv").out().lines()).hasSize(11);
    assertThat(query("--limit", "10").err()).as("a limit that cuts nothing").isEmpty();
    assertThat(query("service:checkout").out().lines())
        .hasSize(4)
        .first()
        .asString()
        .startsWith("START");
    TestProgram.Result sql =
        query(
            "--sql",
            "SELECT service, count(*) AS n FROM spans GROUP BY service ORDER BY n",
            "--format",
            "json");
    assertThat(sql.out())
        .isEqualTo("{\"service\":\"checkout\",\"n\":3}\n{\"service\":\"cart\",\"n\":7}\n");
    count(2, "--sql", "SELECT DISTINCT service FROM spans");
    assertThat(query("--expect", "count>9").exit()).isZero();
    TestProgram.Result unexpected = query("service:none", "--expect", "count>0", "--count");
    assertThat(unexpected.exit()).isEqualTo(1);
    assertThat(unexpected.out()).isEqualTo("{\"count\": 0}\n");
    assertThat(unexpected.line()).isEqualTo("eyepiece query: expected count>0, but count is 0");
    assertThat(query("--limit", "1", "--expect", "count==10").exit())
        .as("an expectation looks at no limit")
        .isZero();
    TestProgram.Result broken = query("service:cart (");
    assertThat(broken.exit()).isEqualTo(2);
    assertThat(broken.line()).startsWith("eyepiece query: search 'service:cart (' at character ");
    assertThat(query("--sql", "DELETE FROM spans").exit()).isEqualTo(2);
    count(10);
  }

  @Test
  void every_question_has_the_same_answer_while_running_and_at_rest() throws Exception {
    sendTen();
    everyQuestion();
    assertThat(serving.stop()).isZero();
    everyQuestion();
    serving = start();
    everyQuestion();
  }

  @Test
  void a_span_is_an_object_with_the_promised_keys() throws Exception {
    long start = 1_790_000_000_123_456_789L;
    send(span(0xabc, "cart", start, "STATUS_CODE_ERROR"));
    Map<String, @Nullable Object> span =
        JsonText.readObject(query("--format", "json").out().strip());
    assertThat(span)
        .containsEntry("traceId", "00000000000000000000000000000abc")
        .containsEntry("spanId", "0000000000000abc")
        .containsKey("parentSpanId")
        .containsEntry("service", "cart")
        .containsEntry("name", "step 2748")
        .containsEntry("kind", "SERVER")
        .containsEntry("startTimeUnixNano", Long.toString(start))
        .containsEntry("durationNano", "1000000")
        .containsEntry("status", "ERROR")
        .containsEntry("attributes", Map.of("n", 2748L))
        .containsEntry("resource", Map.of("service.name", "cart"));
    assertThat((Map<?, ?>) span.get("scope")).extracting("name").isEqualTo("shop");
  }

  @Test
  void serve_says_where_it_listens_and_last_that_it_is_ready() throws Exception {
    List<String> lines = serving.out().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(serving.address("OpAMP")).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*/v1/opamp");
    assertThat(lines.getLast()).isEqualTo("ready");
    assertThat(serving.address("OTLP/gRPC")).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*");
    assertThat(serving.address("data")).isEqualTo(data.toString());
    assertThat(serving.err()).isEmpty();
    assertThat(serving.wasArmedBeforeReady()).isTrue();
  }

  @Test
  void a_second_agent_on_the_folder_is_told_who_owns_it() {
    TestProgram.Result second =
        program.run("serve", "--data", data.toString(), "--api", "127.0.0.1:0");
    assertThat(second.exit()).isEqualTo(3);
    assertThat(second.line())
        .startsWith("eyepiece serve: the data folder " + data + " is owned by process")
        .contains("eyepiece query --api " + serving.address("local API"));
    assertThat(second.out()).isEmpty();
  }

  @Test
  void a_taken_port_is_named_and_nothing_is_left_behind() throws Exception {
    Path other = home.resolve("other");
    String taken = URI.create(serving.address("OTLP/HTTP")).getAuthority();
    TestProgram.Result second =
        program.run(
            "serve",
            "--data",
            other.toString(),
            "--otlp-grpc",
            taken,
            "--otlp-http",
            "127.0.0.1:0",
            "--api",
            "127.0.0.1:0",
            "--opamp",
            "127.0.0.1:0");
    assertThat(second.exit()).isEqualTo(3);
    assertThat(second.line()).contains(taken);
    assertThat(other.resolve("owner.json")).doesNotExist();
    program.run("query", "--data", other.toString(), "--count");
  }

  @Test
  void an_agent_is_found_by_its_address_or_asked_with_a_given_token() throws Exception {
    sendTen();
    String api = serving.address("local API");
    String[] query = {"query", "--api", api, "--count"};
    assertThat(program.run(query).out()).isEqualTo("{\"count\": 10}\n");
    assertThat(program.run("query", "--api", api.replace("http://", ""), "--count").exit())
        .isZero();

    TestProgram stranger = new TestProgram(home.resolve("elsewhere"));
    assertThat(stranger.run(query).exit()).isEqualTo(2);
    assertThat(stranger.run(query).line()).contains("EYEPIECE_TOKEN").contains("--token-file");
    Path token = data.resolve("token");
    assertThat(
            stranger.run("query", "--api", api, "--count", "--token-file", token.toString()).out())
        .isEqualTo("{\"count\": 10}\n");
    stranger.environment.put("EYEPIECE_TOKEN", Files.readString(token).strip());
    assertThat(stranger.run(query).out()).isEqualTo("{\"count\": 10}\n");
    stranger.environment.put("EYEPIECE_TOKEN", "0".repeat(64));
    assertThat(stranger.run(query).exit()).isEqualTo(2);
    assertThat(stranger.run(query).line()).contains("does not take this token");
  }

  @Test
  void without_api_and_data_the_default_folder_is_asked() throws Exception {
    sendTen();
    assertThat(program.run("query", "--count").exit()).isEqualTo(2);
    program.environment.put("EYEPIECE_DATA", data.toString());
    assertThat(program.run("query", "--count").out()).isEqualTo("{\"count\": 10}\n");
  }

  @Test
  void reading_a_folder_at_rest_changes_nothing_in_it() throws Exception {
    sendTen();
    serving.stop();
    String before = listing();
    count(10);
    query("--sql", "SELECT * FROM spans");
    assertThat(listing()).isEqualTo(before);
  }

  private String listing() throws Exception {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted().toList()) {
        text.append(file).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
      }
    }
    return text.toString();
  }
}
