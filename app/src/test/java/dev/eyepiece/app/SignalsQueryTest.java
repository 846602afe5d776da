package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log records, data points and samples are asked for as spans are, while running and at rest. */
class SignalsQueryTest {
  private static final String RESOURCE =
      """
      "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]}\
      """;
  private static final String LOGS =
      """
      {"resourceLogs":[{%s,"scopeLogs":[{"scope":{"name":"shop"},"logRecords":[
      {"timeUnixNano":"1790000000000000001","observedTimeUnixNano":"1790000000000000009",
       "severityNumber":17,"severityText":"ERROR","eventName":"pay","body":{"stringValue":"card declined"},
       "attributes":[{"key":"n","value":{"intValue":"7"}}],
       "traceId":"00000000000000000000000000000abc","spanId":"0000000000000abc"},
      {"timeUnixNano":"1790000000000000002","severityNumber":9,
       "body":{"kvlistValue":{"values":[{"key":"a","value":{"boolValue":true}}]}}}]}]}]}
      """
          .formatted(RESOURCE);
  private static final String METRICS =
      """
      {"resourceMetrics":[{%s,"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[
      {"name":"orders","unit":"1","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
       {"startTimeUnixNano":"1790000000000000000","timeUnixNano":"1790000000000000005","asInt":"42",
        "attributes":[{"key":"shop","value":{"stringValue":"a"}}]},
       {"startTimeUnixNano":"1790000000000000000","timeUnixNano":"1790000000000000006","asInt":"43",
        "attributes":[{"key":"shop","value":{"stringValue":"a"}}]}]}},
      {"name":"latency","unit":"s","histogram":{"aggregationTemporality":1,"dataPoints":[
       {"timeUnixNano":"1790000000000000007","count":"3","sum":1.5,"bucketCounts":["1","2"],
        "explicitBounds":[0.5],"min":0.1,"max":0.9}]}}]}]}]}
      """
          .formatted(RESOURCE);
  private static final String PROFILES =
      """
      {"resourceProfiles":[{%s,"scopeProfiles":[{"scope":{"name":"shop"},"profiles":[
      {"sampleType":{"typeStrindex":1,"unitStrindex":2},"timeUnixNano":"1790000000000000003",
       "profileId":"0102030405060708090a0b0c0d0e0f10",
       "samples":[{"stackIndex":1,"values":["5"],"attributeIndices":[1],"linkIndex":1},
                  {"stackIndex":2,"values":["3","4"]}]}]}]}],
       "dictionary":{"stringTable":["","cpu","samples","main","work","thread.name","pool-1"],
       "mappingTable":[{}],
       "functionTable":[{},{"nameStrindex":3},{"nameStrindex":4}],
       "locationTable":[{},{"lines":[{"functionIndex":1}]},{"lines":[{"functionIndex":2}]}],
       "stackTable":[{},{"locationIndices":[2,1]},{"locationIndices":[1]}],
       "linkTable":[{},{"traceId":"00000000000000000000000000000abc","spanId":"0000000000000abc"}],
       "attributeTable":[{},{"keyStrindex":5,"value":{"stringValue":"pool-1"}}]}}
      """
          .formatted(RESOURCE);

  @TempDir Path home;
  private Path data;
  private TestProgram program;
  private TestProgram.Serving serving;

  @BeforeEach
  void start() throws Exception {
    data = home.resolve("data");
    program = new TestProgram(home);
    serving = serve();
  }

  private TestProgram.Serving serve() throws Exception {
    return program.serveOn(data);
  }

  @AfterEach
  void stop() throws Exception {
    serving.close();
  }

  private void send(String path, String json) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(serving.address("OTLP/HTTP") + path))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(json))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("{}");
    }
  }

  private TestProgram.Result query(String... more) {
    return program.run(
        Stream.concat(Stream.of("query", "--data", data.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private void count(long expected, String... more) {
    TestProgram.Result result =
        query(Stream.concat(Stream.of(more), Stream.of("--count")).toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("{\"count\": " + expected + "}\n");
  }

  private List<Map<String, @Nullable Object>> records(String signal, String search) {
    TestProgram.Result result = query(search, "--signal", signal, "--format", "json");
    assertThat(result.err()).isEmpty();
    return result.out().lines().map(JsonText::readObject).toList();
  }

  private void everyQuestion() {
    count(2, "--signal", "logs");
    count(1, "--signal", "logs", "declined");
    count(1, "--signal", "logs", "severity:error", "n:>6");
    count(3, "--signal", "metrics");
    count(2, "--signal", "metrics", "name:orders", "shop:a");
    count(1, "--signal", "metrics", "type:histogram");
    count(2, "--signal", "profiles");
    count(1, "--signal", "profiles", "function:work");
    count(0, "--signal", "traces");
    logs();
    points();
    samples();
    sql();
    assertThat(query("--signal", "logs").out()).startsWith("TIME").contains("card declined");
    assertThat(query("--signal", "profiles", "--format", "csv").out()).startsWith("profileId,");
  }

  private void logs() {
    List<Map<String, @Nullable Object>> logs = records("logs", "");
    assertThat(logs).hasSize(2);
    assertThat(logs.getFirst())
        .containsEntry("timeUnixNano", "1790000000000000001")
        .containsEntry("observedTimeUnixNano", "1790000000000000009")
        .containsEntry("severityNumber", 17L)
        .containsEntry("severityText", "ERROR")
        .containsEntry("eventName", "pay")
        .containsEntry("body", "card declined")
        .containsEntry("attributes", Map.of("n", 7L))
        .containsEntry("traceId", "00000000000000000000000000000abc")
        .containsEntry("spanId", "0000000000000abc")
        .containsEntry("service", "cart")
        .containsEntry("resource", Map.of("service.name", "cart"))
        .containsEntry("scope", Map.of("name", "shop", "version", ""));
    assertThat(logs.getLast())
        .containsEntry("body", Map.of("a", true))
        .containsEntry("traceId", "");
  }

  private void points() {
    assertThat(records("metrics", "orders"))
        .hasSize(2)
        .last()
        .satisfies(point ->
            assertThat(point)
                .containsEntry("name", "orders")
                .containsEntry("type", "sum")
                .containsEntry("unit", "1")
                .containsEntry("temporality", "CUMULATIVE")
                .containsEntry("monotonic", true)
                .containsEntry("startTimeUnixNano", "1790000000000000000")
                .containsEntry("timeUnixNano", "1790000000000000006")
                .containsEntry("value", 43L)
                .containsEntry("attributes", Map.of("shop", "a"))
                .containsEntry("service", "cart"));
    assertThat(records("metrics", "latency"))
        .singleElement()
        .satisfies(point ->
            assertThat(point)
                .containsEntry("type", "histogram")
                .containsEntry("temporality", "DELTA")
                .containsEntry("count", "3")
                .containsEntry("sum", 1.5)
                .containsEntry("bucketCounts", List.of("1", "2"))
                .containsEntry("explicitBounds", List.of(0.5))
                .containsEntry("min", 0.1)
                .containsEntry("max", 0.9));
  }

  private void samples() {
    List<Map<String, @Nullable Object>> samples = records("profiles", "");
    assertThat(samples).hasSize(2);
    assertThat(samples.getFirst())
        .containsEntry("profileId", "0102030405060708090a0b0c0d0e0f10")
        .containsEntry("type", "cpu")
        .containsEntry("unit", "samples")
        .containsEntry("timeUnixNano", "1790000000000000003")
        .containsEntry("value", 5L)
        .containsEntry("stack", List.of("work", "main"))
        .containsEntry("attributes", Map.of("thread.name", "pool-1"))
        .containsEntry("traceId", "00000000000000000000000000000abc")
        .containsEntry("service", "cart");
    assertThat(samples.getLast()).containsEntry("value", 7L);
  }

  private void sql() {
    assertThat(
            sql("SELECT body, severity, attributes->>'n' AS n FROM logs WHERE severity = 'error'"))
        .isEqualTo("{\"body\":\"card declined\",\"severity\":\"error\",\"n\":\"7\"}\n");
    assertThat(sql("SELECT name, type, max(value) AS v FROM points GROUP BY ALL ORDER BY name"))
        .isEqualTo(
            """
            {"name":"latency","type":"histogram","v":null}
            {"name":"orders","type":"sum","v":43.0}
            """);
    assertThat(sql("SELECT sum(value) AS v FROM samples WHERE list_contains(stack, 'work')"))
        .contains("5");
  }

  private String sql(String statement) {
    TestProgram.Result result = query("--sql", statement, "--format", "json");
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  @Test
  void every_signal_answers_while_running_and_at_rest() throws Exception {
    send("/v1/logs", LOGS);
    send("/v1/metrics", METRICS);
    send("/v1development/profiles", PROFILES);
    everyQuestion();
    assertThat(serving.stop()).isZero();
    everyQuestion();
    serving = serve();
    everyQuestion();
  }
}
