package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.Signal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each signal from a sender's JSON to an answer, at once and after the agent has sealed it. */
class SignalsTest {
  private static final String RESOURCE =
      "{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"cart\"}}]},";

  @TempDir Path home;
  private final HttpClient http = HttpClient.newHttpClient();
  private AgentConfig config;
  private LocalAgent agent;

  @BeforeEach
  void start() throws Exception {
    HostPort any = new HostPort("127.0.0.1", 0);
    config = AgentConfig.of(home.resolve("data"), home.resolve("state")).withPorts(any, any, any);
    agent = LocalAgent.start(config);
  }

  @AfterEach
  void stop() {
    agent.close();
    http.close();
  }

  private static String path(Signal signal) {
    return switch (signal) {
      case TRACES -> "/v1/traces";
      case METRICS -> "/v1/metrics";
      case LOGS -> "/v1/logs";
      case PROFILES -> "/v1development/profiles";
    };
  }

  private static String request(Signal signal) {
    return switch (signal) {
      case TRACES ->
          "{\"resourceSpans\":["
              + RESOURCE
              + "\"scopeSpans\":[{\"spans\":[{\"traceId\":\"0102030405060708090a0b0c0d0e0f10\","
              + "\"spanId\":\"0102030405060708\",\"name\":\"GET /\",\"startTimeUnixNano\":"
              + "\"1790000000000000000\",\"endTimeUnixNano\":\"1790000000005000000\"}]}]}]}";
      case LOGS ->
          "{\"resourceLogs\":["
              + RESOURCE
              + "\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1790000000000000000\","
              + "\"severityNumber\":17,\"body\":{\"stringValue\":\"the cart is empty\"},"
              + "\"eventName\":\"cart.empty\"}]}]}]}";
      case METRICS ->
          "{\"resourceMetrics\":["
              + RESOURCE
              + "\"scopeMetrics\":[{\"metrics\":[{\"name\":\"cart.size\",\"unit\":\"{item}\","
              + "\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1790000000000000000\","
              + "\"asDouble\":2.5}]}}]}]}]}";
      case PROFILES ->
          "{\"dictionary\":{\"stringTable\":[\"\",\"samples\",\"count\",\"main\"],"
              + "\"functionTable\":[{},{\"nameStrindex\":3}],\"locationTable\":[{},"
              + "{\"lines\":[{\"functionIndex\":1}]}],\"stackTable\":[{},{\"locationIndices\":[1]}]},"
              + "\"resourceProfiles\":["
              + RESOURCE
              + "\"scopeProfiles\":[{\"profiles\":[{\"timeUnixNano\":\"1790000000000000000\","
              + "\"sampleType\":{\"typeStrindex\":1,\"unitStrindex\":2},"
              + "\"samples\":[{\"stackIndex\":1,\"values\":[\"7\"]}]}]}]}]}";
    };
  }

  private static String expected(Signal signal) {
    return switch (signal) {
      case TRACES -> "\"name\":\"GET /\"";
      case LOGS -> "\"body\":\"the cart is empty\"";
      case METRICS -> "\"value\":2.5";
      case PROFILES -> "\"stack\":[\"main\"]";
    };
  }

  private String get(String path) throws Exception {
    String token = Files.readString(config.dataFolder().resolve("token")).strip();
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(agent.endpoints().api().resolve(path))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentIsAnsweredAndStays(Signal signal) throws Exception {
    URI to = agent.endpoints().otlpHttp().resolve(path(signal));
    HttpResponse<String> sent =
        http.send(
            HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request(signal)))
                .build(),
            BodyHandlers.ofString());
    assertThat(sent.body()).isEqualTo("{}");
    assertThat(sent.statusCode()).isEqualTo(200);
    String name = signal.toString().toLowerCase(java.util.Locale.ROOT);
    String query = "/api/v1/query?signal=" + name;
    assertThat(get(query)).contains(expected(signal)).contains("cart");
    assertThat(get(query + "&count=true&search=service:cart")).isEqualTo("{\"count\":1}\n");
    assertThat(agent.telemetry().stats().of(signal).records()).isEqualTo(1);
    assertThat(get("/api/v1/status")).contains("\"" + name + "\":{\"records\":1,\"rejected\":0");

    agent.close();
    agent = LocalAgent.start(config);
    assertThat(agent.telemetry().stats().of(signal).unsealed()).isZero();
    assertThat(get(query)).contains(expected(signal));
  }
}
