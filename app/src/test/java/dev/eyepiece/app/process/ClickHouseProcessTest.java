package dev.eyepiece.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.ClickHouseEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program over ClickHouse's own engine: what an agent writes there, all ways of asking find.
 */
@Tag("peers")
class ClickHouseProcessTest {
  private static final String PASSWORD = "pa55-word-of-ada";
  private static final Map<String, String> PATHS =
      Map.of(
          "traces", "/v1/traces",
          "logs", "/v1/logs",
          "metrics", "/v1/metrics",
          "profiles", "/v1development/profiles");

  @TempDir Path folder;
  private final long seed = Long.getLong("eyepiece.seed", 47L);
  private final Generated made = new Generated(seed, System.currentTimeMillis() * 1_000_000);
  private ClickHouseEngine engine;
  private String url;
  private Path password;

  @BeforeEach
  void start() throws IOException {
    engine = ClickHouseEngine.start(folder.resolve("engine"), "ada", PASSWORD);
    url = "clickhouse://ada@" + engine.address() + "/otel";
    password = folder.resolve("password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, PASSWORD + "\n");
  }

  @AfterEach
  void stop() throws Exception {
    if (engine != null) {
      engine.close();
    }
  }

  private void send(ServeProcess serve) throws Exception {
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
      }
    }
  }

  private String query(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("query", "--store", url));
    all.addAll(List.of("--store-password-file", password.toString()));
    all.addAll(Arrays.asList(arguments));
    return ServeProcess.output(all.toArray(String[]::new));
  }

  private Map<String, String> environment(String write) {
    return Map.of(
        "EYEPIECE_STORE_URL",
        url,
        "EYEPIECE_STORE_PASSWORD",
        PASSWORD,
        "EYEPIECE_STORE_WRITE",
        write);
  }

  @Test
  void what_an_agent_writes_is_found_by_query_and_by_an_agent_that_reads() throws Exception {
    try (ServeProcess serve =
        ServeProcess.start(folder.resolve("writer"), List.of(), environment("create"))) {
      send(serve);
      assertThat(serve.stop()).isZero();
    }
    Map<String, Integer> sizes =
        Map.of(
            "traces", made.spans.size(),
            "logs", made.logs.size(),
            "metrics", made.points.size(),
            "profiles", made.samples.size());
    for (Map.Entry<String, Integer> signal : sizes.entrySet()) {
      String name = signal.getKey();
      assertThat(query("", "--signal", name, "--count"))
          .as("%s, seed %s", name, seed)
          .isEqualTo("{\"count\": " + signal.getValue() + "}\n");
      String json = query("", "--signal", name, "--limit", "0", "--format", "json");
      assertThat(json.lines()).hasSize(signal.getValue());
      for (String line : json.lines().toList()) {
        assertThat(JsonText.read(line)).isInstanceOf(Map.class);
      }
      assertThat(query("", "--signal", name, "--format", "csv").lines()).hasSizeGreaterThan(1);
      assertThat(query("", "--signal", name, "--limit", "3")).isNotBlank();
    }
    assertThat(query(made.word, "--signal", "logs", "--count")).isEqualTo("{\"count\": 1}\n");
    assertThat(query("SELECT count() AS n FROM spans", "--sql", "--format", "json").strip())
        .isEqualTo("{\"n\":" + made.spans.size() + "}");
    Path exported = folder.resolve("logs.jsonl");
    ServeProcess.output(
        "export",
        "--signal",
        "logs",
        "--store",
        url,
        "--store-password-file",
        password.toString(),
        "--out",
        exported.toString());
    assertThat(Files.readString(exported)).contains(made.word);
    try (ServeProcess reader =
        ServeProcess.start(folder.resolve("reader"), List.of(), environment("off"))) {
      assertThat(reader.count("traces", "")).isEqualTo(made.spans.size());
      assertThat(reader.count("logs", made.word)).isEqualTo(1);
      send(reader);
      assertThat(reader.count("traces", ""))
          .as("what it received itself is not among the answers")
          .isEqualTo(made.spans.size());
    }
    assertThat(
            ServeProcess.output("query", "--data", folder.resolve("reader").toString(), "--count"))
        .isEqualTo("{\"count\": " + made.spans.size() + "}\n");
  }

  @Test
  void a_password_is_said_nowhere() throws Exception {
    ProcessBuilder program = ServeProcess.program("query", "--store", url, "--count");
    program.environment().put("EYEPIECE_STORE_PASSWORD", "wr0ng-password");
    Process process = program.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(said).contains("does not let user 'ada' in").doesNotContain("wr0ng");
    Process bad =
        ServeProcess.program("query", "--store", url.replace("ada@", "ada:hidden-one@"), "--count")
            .redirectErrorStream(true)
            .start();
    String refused = new String(bad.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bad.waitFor()).isEqualTo(2);
    assertThat(refused).contains("must hold no password").doesNotContain("hidden-one");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    Process open =
        ServeProcess.program(
                "query", "--store", url, "--store-password-file", password.toString(), "--count")
            .redirectErrorStream(true)
            .start();
    String told = new String(open.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(open.waitFor()).isEqualTo(2);
    assertThat(told).contains("can be read by others; expected mode 0600");
  }
}
