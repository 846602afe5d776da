package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.pipeline.ForwardHeld;
import dev.eyepiece.pipeline.ForwardStats;
import dev.eyepiece.telemetry.Signal;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whom an agent forwards to: settings, the local API, the doctor, and another agent that gets it.
 */
class ForwardingTest {
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  @TempDir Path home;
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
  }

  private Folders folders() {
    return new Folders(home.resolve("data"), home.resolve("config"), home.resolve("state"));
  }

  private Settings settings(String file, Map<String, String> environment, String... flag)
      throws Exception {
    Files.createDirectories(folders().config());
    Files.writeString(folders().settingsFile(), file);
    Map<String, String> flags = flag.length == 0 ? Map.of() : Map.of("--forward", flag[0]);
    return Settings.read(folders(), environment, flags);
  }

  private static List<ForwardInfo> endpoints(Settings settings) {
    return settings.config().forward().endpoints();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("never came true").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static final String WHOLE =
      """
      # mine
      forward:
        - name: team
          url: otel.example:4317
          protocol: grpc
          signals: [traces, logs]
          what: ruled
          where:
            - resource.attributes["service.name"] == "cart"
          headers:
            authorization: Bearer ${env:TEAM_TOKEN}
            x-scope: hush-hush
          compression: zstd
          tls: {ca-file: /etc/ca.pem, cert-file: /etc/me.pem, key-file: /etc/me.key}
          timeout: 3s
          max-in-flight: 8
          queue: 64MiB
          give-up-after: 24h
        - {name: lab, url: 'http://lab.example:4318/otlp', enabled: false}
      caps:
        ring: 64MiB
      """;

  @Test
  void everyKeyOfAnEndpointIsRead() throws Exception {
    Settings settings = settings(WHOLE, Map.of("TEAM_TOKEN", "t0ken"));
    ForwardEndpoint team = endpoints(settings).getFirst().endpoint(Map.of("TEAM_TOKEN", "t0ken"));
    assertThat(team.target().address().grpc()).isTrue();
    assertThat(team.target().address().uri()).hasToString("http://otel.example:4317");
    assertThat(team.signals()).isEqualTo(Set.of(Signal.TRACES, Signal.LOGS));
    assertThat(team.form()).isEqualTo(ForwardEndpoint.Form.RULED);
    assertThat(team.where()).hasSize(1);
    assertThat(team.target().headers())
        .isEqualTo(Map.of("authorization", "Bearer t0ken", "x-scope", "hush-hush"));
    assertThat(team.target().compression()).isEqualTo(ExportTarget.Compression.ZSTD);
    assertThat(team.target().tls())
        .isEqualTo(
            new ExportTarget.TrustFiles(
                Path.of("/etc/ca.pem"), Path.of("/etc/me.pem"), Path.of("/etc/me.key"), false));
    assertThat(team.target().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(team.maxInFlight()).isEqualTo(8);
    assertThat(team.queueCapBytes()).isEqualTo(64 << 20);
    assertThat(team.giveUpAfter()).isEqualTo(Duration.ofHours(24));
    team.check();

    ForwardInfo lab = endpoints(settings).getLast();
    assertThat(lab.enabled()).isFalse();
    assertThat(lab.signals()).hasSize(4);
    assertThat(lab.form()).isEqualTo(ForwardEndpoint.Form.RAW);
    assertThat(settings.config().caps().ringBytes()).isEqualTo(64 << 20);
  }

  @Test
  void anOptionGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
    Map<String, String> environment = Map.of("EYEPIECE_FORWARD", "grpc://b.example:4317");
    assertThat(endpoints(settings(WHOLE, environment, "x=a.example:4317,http://c.example:1")))
        .extracting(ForwardInfo::title)
        .containsExactly(
            "x to a.example:4317 (traces, metrics, logs, profiles)",
            "endpoint-2 to http://c.example:1 (traces, metrics, logs, profiles)");
    Settings settings = settings(WHOLE, environment);
    assertThat(endpoints(settings))
        .extracting(ForwardInfo::url)
        .containsExactly("grpc://b.example:4317");
    assertThat(settings.config().forward().fixed()).contains("EYEPIECE_FORWARD");
    assertThat(settings("", Map.of()).config().forward().endpoints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          name: A b, url: x:4317                           | 'A b' is no name of an endpoint
          name: a                                          | url: it is missing; expected such as grpc
          name: a, url: ftp://x                            | url: 'ftp://x' is no endpoint
          name: a, url: x:4317, protocol: thrift           | 'thrift'; expected grpc, http/protobuf
          name: a, url: grpc://x:4317, protocol: http/json | is of gRPC, and protocol http/json
          name: a, url: x:4317, colour: red                | unknown key 'colour' of an endpoint
          name: a, url: x:4317, what: some                 | what: 'some'; expected raw or ruled
          name: a, url: x:4317, compression: lz4           | compression: 'lz4'; expected none, gzip
          name: a, url: x:4317, queue: 5                   | queue: '5', less than 1048576 bytes
          name: a, url: x:4317, max-in-flight: 1000        | expected a number from 1 to 64
          name: a, url: x:4317, timeout: soon              | timeout: 'soon'; expected a time
          name: a, url: x:4317, signals: [spans]           | 'spans' is no signal; expected traces
          name: a, url: x:4317, tls: {verify: no}          | unknown key 'verify' of tls
          name: a, url: localhost:4317                     | is this receiver itself, at localhost:4317
          """)
  void whatIsWrongIsNamedWithItsPlace(String endpoint, String message) {
    assertThatThrownBy(() -> settings("forward:\n  - {" + endpoint + "}\n", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("eyepiece.yaml:2: ")
        .hasMessageContaining(message);
  }

  @Test
  void noSecretIsInWhatIsWrittenAnywhere() throws Exception {
    Settings settings = settings(WHOLE, Map.of("TEAM_TOKEN", "t0ken"));
    ForwardEndpoint team = endpoints(settings).getFirst().endpoint(Map.of("TEAM_TOKEN", "t0ken"));
    assertThat(settings.config() + " " + team + " " + settings.entries())
        .contains("otel.example")
        .doesNotContain("hush")
        .doesNotContain("t0ken");
    assertThatThrownBy(() ->
            settings(
                "forward:\n  - {name: a, url: x:4317, headers: {b: hush}, queue: 5}\n", Map.of()))
        .hasMessageContaining("queue")
        .hasMessageNotContaining("hush");
  }

  private LocalAgent agent(String name, Settings settings) throws Exception {
    return LocalAgent.start(
        AgentConfig.of(home.resolve(name), home.resolve("state"))
            .withPorts(ANY, ANY, ANY)
            .withForward(settings.config().forward()));
  }

  private HttpResponse<String> ask(LocalAgent agent, String method, String path, String body)
      throws Exception {
    String token = Files.readString(agent.config().dataFolder().resolve("token")).strip();
    return http.send(
        HttpRequest.newBuilder(agent.endpoints().api().resolve("/api/v1/" + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private void send(LocalAgent agent, String name) throws Exception {
    String spans =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",\
        "spanId":"0102030405060708","name":"%s"}]}]}]}
        """
            .formatted(name);
    int status =
        http.send(
                HttpRequest.newBuilder(agent.endpoints().otlpHttp().resolve("/v1/traces"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(spans))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    assertThat(status).isEqualTo(200);
  }

  @Test
  void anEndpointIsAddedChangedAndRemovedWhileTheAgentRunsAndTheFileFollows() throws Exception {
    try (LocalAgent upstream = agent("upstream", settings("", Map.of()));
        LocalAgent agent =
            agent(
                "data", settings("# kept\ncaps:\n  ring: 64MiB # also\n", Map.of("T", "t0ken")))) {
      String url = upstream.endpoints().otlpGrpc().toString().replace("http", "grpc");
      HttpResponse<String> put =
          ask(
              agent,
              "PUT",
              "forward/team",
              """
              {"url": "%s", "headers": {"x": "hush-hush", "authorization": "${env:T}"}}
              """
                  .formatted(url));
      assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
      send(agent, "GET /");
      await(() -> upstream.telemetry().stats().spans() == 1);
      await(() -> agent.forwarding().get("team").stats().sentRequests() == 1);

      String told =
          ask(agent, "GET", "forward", "").body() + ask(agent, "GET", "status", "").body();
      assertThat(told)
          .contains("\"sentRequests\":1", "\"is\":\"working\"", "${env:T}", "(hidden)")
          .doesNotContain("hush-hush")
          .doesNotContain("t0ken");
      assertThat(ask(agent, "POST", "forward/team/test", "").body())
          .contains("\"level\":\"ok\"", "answers and takes");
      String file = Files.readString(folders().settingsFile());
      assertThat(file)
          .startsWith("# kept\ncaps:\n  ring: 64MiB # also\nforward:\n  - name: \"team\"")
          .contains("hush-hush", "${env:T}");

      assertThat(ask(agent, "PUT", "forward/team", "{\"signals\": [\"logs\"]}").statusCode())
          .isEqualTo(200);
      assertThat(agent.forwarding().list().getFirst().info().headers())
          .containsEntry("x", "hush-hush");
      send(agent, "GET /2");
      assertThat(ask(agent, "POST", "forward/team/disable", "").body()).contains("\"is\":\"off\"");
      assertThat(endpoints(Settings.read(folders(), Map.of("T", "t"), Map.of())))
          .singleElement()
          .satisfies(info -> {
            assertThat(info.enabled()).isFalse();
            assertThat(info.signals()).containsOnly(Signal.LOGS);
            assertThat(info.headers()).containsEntry("x", "hush-hush");
          });
      assertThat(upstream.telemetry().stats().spans()).isEqualTo(1);

      assertThat(ask(agent, "DELETE", "forward/team", "").statusCode()).isEqualTo(200);
      assertThat(Files.readString(folders().settingsFile()))
          .isEqualTo("# kept\ncaps:\n  ring: 64MiB # also\n");
      assertThat(ask(agent, "GET", "forward/team", "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whatCannotWorkIsRefusedAndChangesNothing() throws Exception {
    try (LocalAgent agent = agent("data", settings("", Map.of()))) {
      HttpResponse<String> loop =
          ask(agent, "PUT", "forward/self", "{\"url\": \"" + agent.endpoints().otlpHttp() + "\"}");
      assertThat(loop.statusCode()).isEqualTo(400);
      assertThat(loop.body()).contains("is this receiver itself");
      HttpResponse<String> variable =
          ask(
              agent,
              "PUT",
              "forward/a",
              "{\"url\": \"x:4317\", \"headers\": {\"k\": \"${env:NO_SUCH}\"}}");
      assertThat(variable.statusCode()).isEqualTo(400);
      assertThat(variable.body()).contains("headers.k: the variable NO_SUCH is not set");
      HttpResponse<String> where =
          ask(
              agent,
              "PUT",
              "forward/a",
              "{\"url\": \"x:4317\", \"where\": [\"span.colour == 1\"]}");
      assertThat(where.statusCode()).isEqualTo(400);
      assertThat(where.body()).contains("where: 'span.colour == 1'");
      assertThat(agent.forwarding().list()).isEmpty();
      assertThat(Files.readString(folders().settingsFile())).isEmpty();
    }
    try (LocalAgent agent = agent("data", settings("", Map.of(), "team=x.example:4317"))) {
      assertThat(ask(agent, "DELETE", "forward/team", "").body())
          .contains("is said by --forward, which goes before the settings file");
      assertThat(agent.forwarding().list()).hasSize(1);
    }
  }

  @Test
  void aVariableThatIsNotSetKeepsTheAgentNotFromStartingAndIsSaid() throws Exception {
    Settings settings =
        settings("forward: [{name: a, url: x:4317, headers: {k: '${env:NO}'}}]\n", Map.of());
    try (LocalAgent agent = agent("data", settings)) {
      ForwardStatus status = agent.forwarding().list().getFirst();
      assertThat(status.stats().state()).isEqualTo(ForwardStats.State.FAILED);
      assertThat(agent.telemetry().stats().trouble())
          .isEqualTo("forwarding to 'a': headers.k: the variable NO is not set");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Test
  void theDoctorSaysWhatAnEndpointAnswersAndWhatWaits() throws Exception {
    int nobody = freePort();
    try (LocalAgent upstream = agent("upstream", settings("", Map.of()))) {
      String there = upstream.endpoints().otlpHttp().toString();
      Settings settings =
          settings(
              """
              forward:
                - {name: there, url: '%s'}
                - {name: wrong, url: '%s/elsewhere'}
                - {name: gone, url: 'http://127.0.0.1:%d'}
                - {name: off, url: 'http://127.0.0.1:%d', enabled: false}
              """
                  .formatted(there, there, nobody, nobody),
              Map.of());
      try (LocalAgent agent = agent("data", settings)) {
        send(agent, "GET /");
        await(() -> agent.forwarding().get("gone").stats().held().requests() == 1);
      }
      assertThat(ForwardHeld.ofEndpoint(home.resolve("data"), "gone").requests()).isEqualTo(1);
      AgentConfig config =
          AgentConfig.of(home.resolve("data"), home.resolve("state"))
              .withPorts(ANY, ANY, ANY)
              .withForward(settings.config().forward());
      List<Finding> findings = new Doctor(config, Map.of(), Instant.now()).look();
      assertThat(finding(findings, "there").level()).isEqualTo(Finding.Level.OK);
      assertThat(finding(findings, "wrong").level()).isEqualTo(Finding.Level.WARNING);
      assertThat(finding(findings, "wrong").what()).contains("would refuse for good", "404");
      assertThat(finding(findings, "gone").level()).isEqualTo(Finding.Level.WARNING);
      assertThat(finding(findings, "gone").what())
          .contains("nothing listens at http://127.0.0.1:" + nobody, "1 requests wait");
      assertThat(finding(findings, "off").level()).isEqualTo(Finding.Level.INFO);
    }
  }

  private static String grpc(LocalAgent agent) {
    return agent.endpoints().otlpGrpc().toString().replace("http", "grpc");
  }

  private static String http(LocalAgent agent) {
    return agent.endpoints().otlpHttp().toString();
  }

  private void forward(LocalAgent from, String url) throws Exception {
    HttpResponse<String> put = ask(from, "PUT", "forward/next", "{\"url\": \"%s\"}".formatted(url));
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
  }

  private static ForwardStats next(LocalAgent agent) {
    return agent.forwarding().list().getFirst().stats();
  }

  /** The last is known by its hops, whatever stands between it and the first. */
  @ParameterizedTest
  @CsvSource({"2, grpc", "2, http", "3, grpc"})
  void whatGoesInACircleIsTakenOnceByEachAndSaid(int agents, String protocol) throws Exception {
    List<LocalAgent> circle = new ArrayList<>();
    try {
      for (int i = 0; i < agents; i++) {
        circle.add(agent("agent-" + i, settings("", Map.of())));
      }
      for (int i = 0; i < agents; i++) {
        LocalAgent to = circle.get((i + 1) % agents);
        forward(circle.get(i), protocol.equals("grpc") ? grpc(to) : http(to));
      }
      send(circle.getFirst(), "GET /");
      LocalAgent last = circle.getLast();
      await(() -> next(last).returnedRequests() == 1);
      for (LocalAgent agent : circle) {
        assertThat(agent.telemetry().stats().spans()).isEqualTo(1);
        await(() -> next(agent).held().requests() == 0);
        assertThat(next(agent).losses()).isEmpty();
      }
      assertThat(next(last).loop()).startsWith("1 requests were not taken");
      assertThat(next(last).last()).contains("went on from here and came back");
      assertThat(circle.getFirst().forwarding().findings())
          .extracting(Finding::what)
          .containsExactly(
              "1 requests that had gone on from here came back; they were not taken a second time");
      assertThat(ask(last, "GET", "forward", "").body())
          .contains("\"returnedRequests\":1", "\"topic\":\"forward loop\"");

      AgentConfig config = circle.getFirst().config().withPorts(ANY, ANY, ANY);
      assertThat(new Doctor(config, Map.of(), Instant.now()).look())
          .filteredOn(found -> found.topic().equals("forward loop"))
          .singleElement()
          .satisfies(found -> {
            assertThat(found.level()).isEqualTo(Finding.Level.WARNING);
            assertThat(found.todo()).contains("forward to each other");
          });
    } finally {
      circle.forEach(LocalAgent::close);
    }
  }

  @Test
  void aQueueWhoseEndpointWasTakenOutOfTheFileIsSaidAndCanBeDeleted() throws Exception {
    Settings settings =
        settings(
            "forward: [{name: old, url: 'http://127.0.0.1:%d'}]".formatted(freePort()), Map.of());
    try (LocalAgent agent = agent("data", settings)) {
      send(agent, "GET /");
      await(() -> next(agent).held().requests() == 1);
    }
    Path queue = home.resolve("data/forward/old");
    AgentConfig without =
        AgentConfig.of(home.resolve("data"), home.resolve("state")).withPorts(ANY, ANY, ANY);
    Finding found = finding(new Doctor(without, Map.of(), Instant.now()).look(), "old");
    assertThat(found.level()).isEqualTo(Finding.Level.WARNING);
    assertThat(found.what()).contains("bytes are queued for an endpoint 'old'");
    assertThat(found.todo()).contains("delete " + queue);
    try (LocalAgent agent = agent("data", settings("", Map.of()))) {
      assertThat(agent.forwarding().findings()).containsExactly(found);
      assertThat(ask(agent, "GET", "forward", "").body()).contains("\"topic\":\"forward old\"");
      assertThat(ask(agent, "DELETE", "forward/old", "").statusCode()).isEqualTo(200);
      assertThat(queue).doesNotExist();
      assertThat(agent.forwarding().findings()).isEmpty();
      assertThat(ask(agent, "DELETE", "forward/old", "").statusCode()).isEqualTo(404);
    }
  }

  private static Finding finding(List<Finding> findings, String name) {
    return findings.stream()
        .filter(one -> one.topic().equals("forward " + name))
        .findFirst()
        .orElseThrow();
  }
}
