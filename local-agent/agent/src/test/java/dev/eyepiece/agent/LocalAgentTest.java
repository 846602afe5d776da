package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAgentTest {
  private static final String TRACE = "0102030405060708090a0b0c0d0e0f10";
  private static final String SPANS =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",\
      "value":{"stringValue":"cart"}}]},"scopeSpans":[{"spans":[\
      {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","name":"GET /",\
      "startTimeUnixNano":"1790000000000000000","endTimeUnixNano":"1790000000005000000"},\
      {"traceId":"00000000000000000000000000000000","spanId":"1102030405060708","name":"bad"}]}]}]}
      """;

  @TempDir Path home;
  private final HttpClient http = HttpClient.newHttpClient();
  private AgentConfig config;
  private LocalAgent agent;

  @BeforeEach
  void start() throws Exception {
    HostPort any = new HostPort("127.0.0.1", 0);
    config = AgentConfig.of(home.resolve("data"), home.resolve("state")).withPorts(any, any, any);
    agent = LocalAgent.start(config);
    HttpResponse<String> sent =
        http.send(
            HttpRequest.newBuilder(agent.endpoints().otlpHttp().resolve("/v1/traces"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SPANS))
                .build(),
            BodyHandlers.ofString());
    assertThat(sent.statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    agent.close();
    http.close();
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return http.send(
        HttpRequest.newBuilder(agent.endpoints().api().resolve(path))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(path, Files.readString(config.dataFolder().resolve("token")).strip());
  }

  private Map<String, @Nullable Object> object(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonText.readObject(response.body());
  }

  @Test
  void the_status_tells_ports_folder_and_what_was_taken_and_turned_away() throws Exception {
    Map<String, @Nullable Object> status = object("/api/v1/status");
    assertThat(status)
        .containsEntry("pid", ProcessHandle.current().pid())
        .containsEntry("dataFolder", config.dataFolder().toString())
        .containsEntry("otlpGrpc", agent.endpoints().otlpGrpc().toString());
    assertThat(String.valueOf(status.get("version"))).matches("\\d+\\.\\d+.*");
    assertThat((Map<?, ?>) status.get("stats"))
        .extracting("spans", "rejectedSpans", "durability", "trouble")
        .containsExactly(1L, 1L, "group", "");
    assertThat(agent.telemetry().stats().rejectedSpans()).isEqualTo(1);
  }

  @Test
  void the_receiver_tells_who_sent_what_and_what_it_refused() throws Exception {
    assertThat(post(agent, "https://evil.example", new byte[3])).isEqualTo(403);
    Map<String, @Nullable Object> receiver = object("/api/v1/receiver");
    assertThat((List<?>) receiver.get("ports"))
        .first()
        .asInstanceOf(map(String.class, Object.class))
        .containsEntry("name", "OTLP/gRPC")
        .containsEntry("url", agent.endpoints().otlpGrpc().toString())
        .containsEntry("certificates", "none");
    List<?> senders = (List<?>) receiver.get("senders");
    assertThat(senders).hasSize(1);
    assertThat((Map<?, ?>) senders.getFirst())
        .extracting("services", "requests", "rejected", "refused")
        .containsExactly(List.of("cart"), 2L, 1L, 1L);
    assertThat((List<?>) receiver.get("refusals"))
        .first()
        .asInstanceOf(map(String.class, Object.class))
        .containsEntry("code", "403")
        .containsEntry("what", "POST /v1/traces");
    Doctor doctor = new Doctor(config, Map.of(), java.time.Instant.now());
    assertThat((List<?>) doctor.receiver().get("senders")).hasSize(1);
  }

  @Test
  void origins_and_the_cap_of_a_request_are_those_of_the_settings() throws Exception {
    Map<String, String> environment =
        Map.of("EYEPIECE_OTLP_ORIGINS", "https://shop.example", "EYEPIECE_CAPS_REQUEST", "1MiB");
    HostPort any = new HostPort("127.0.0.1", 0);
    AgentConfig set =
        Settings.read(Folders.of("Linux", home.resolve("set"), Map.of()), environment, Map.of())
            .config()
            .withPorts(any, any, any);
    try (LocalAgent other = LocalAgent.start(set)) {
      assertThat(post(other, "https://shop.example", new byte[0])).isEqualTo(200);
      assertThat(post(other, "https://cart.example", new byte[0])).isEqualTo(403);
      assertThat(post(other, "https://shop.example", new byte[(1 << 20) + 1])).isEqualTo(413);
      assertThat(post(agent, "https://shop.example", new byte[0])).isEqualTo(403);
    }
  }

  private int post(LocalAgent to, String origin, byte[] body) throws Exception {
    return http.send(
            HttpRequest.newBuilder(to.endpoints().otlpHttp().resolve("/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void certificates_of_senders_are_asked_for_on_the_ports_of_otlp_alone() throws Exception {
    Path store = home.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "x",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storepass",
                "not a secret",
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    char[] password = "not a secret".toCharArray();
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    Path chain = pem("CERTIFICATE", keys.getCertificate("x").getEncoded());
    Path key = pem("PRIVATE KEY", keys.getKey("x", password).getEncoded());
    HostPort any = new HostPort("127.0.0.1", 0);
    AgentConfig wanted =
        Settings.read(
                Folders.of("Linux", home.resolve("tls"), Map.of()),
                Map.of(),
                Map.of(
                    "--tls-certificate",
                    chain.toString(),
                    "--tls-key",
                    key.toString(),
                    "--tls-client-ca",
                    chain.toString()))
            .config()
            .withPorts(any, any, any);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, password);
    SSLContext with = SSLContext.getInstance("TLS");
    with.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    SSLContext without = SSLContext.getInstance("TLS");
    without.init(null, trust.getTrustManagers(), null);
    try (LocalAgent other = LocalAgent.start(wanted);
        HttpClient certified = HttpClient.newBuilder().sslContext(with).build();
        HttpClient plain = HttpClient.newBuilder().sslContext(without).build()) {
      for (URI port : List.of(other.endpoints().otlpGrpc(), other.endpoints().otlpHttp())) {
        HttpRequest hello = HttpRequest.newBuilder(port).build();
        assertThat(port.getScheme()).isEqualTo("https");
        assertThat(certified.send(hello, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> plain.send(hello, BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
      assertThat(other.endpoints().api().getScheme()).isEqualTo("http");
    }
  }

  private Path pem(String what, byte[] bytes) throws IOException {
    return Files.writeString(
        home.resolve(what + ".pem"),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what));
  }

  @Test
  void every_path_wants_the_token() throws Exception {
    for (String path : new String[] {"status", "query", "traces", "facets", "traces/" + TRACE}) {
      assertThat(get("/api/v1/" + path, "wrong").statusCode()).as(path).isEqualTo(401);
      assertThat(get("/api/v1/" + path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void traces_one_trace_and_facets_are_answered() throws Exception {
    assertThat(object("/api/v1/traces?search=service:cart"))
        .containsEntry("traces", 1L)
        .containsEntry("matchingSpans", 1L);
    assertThat(get("/api/v1/traces/" + TRACE).body())
        .startsWith("{\"traceId\":\"" + TRACE + "\"")
        .endsWith("{\"end\":{\"rows\":1,\"matching\":1,\"cut\":false}}\n");
    assertThat(get("/api/v1/traces/" + "f".repeat(32)).statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/facets?field=service").body())
        .isEqualTo("{\"field\":\"service\",\"values\":[{\"value\":\"cart\",\"spans\":1}]}\n");
    assertThat(get("/api/v1/query?count=true&search=service:none").body())
        .isEqualTo("{\"count\":0}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          query?limit=many      | parameter limit is 'many'; expected a number
          query?limit=-1        | parameter limit is '-1'; expected a number
          query?since=never     | since 'never' is neither a time
          query?signal=spans    | parameter signal is 'spans'; expected traces, logs, metrics
          query?search=(        | "position":
          traces?sort=colour    | parameter sort is 'colour'; expected one of start, duration
          traces/xyz            | no trace id; expected 32 hexadecimal digits
          """)
  void what_cannot_be_answered_is_400_and_json(String path, String message) throws Exception {
    HttpResponse<String> response = get("/api/v1/" + path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"error\":").contains(message);
    assertThat(JsonText.readObject(response.body())).containsKey("error");
  }

  @Test
  void a_running_agent_is_listed_and_a_stopped_one_leaves_only_its_data() throws Exception {
    RunningAgents agents = new RunningAgents(config.stateFolder());
    assertThat(agents.find(agent.endpoints().api()))
        .get()
        .satisfies(found -> assertThat(found.otlpHttp()).isEqualTo(agent.endpoints().otlpHttp()));
    assertThatThrownBy(() -> LocalAgent.start(config)).isInstanceOf(FolderOwnedException.class);
    agent.close();
    assertThat(agents.list()).isEmpty();
    assertThat(config.dataFolder().resolve("owner.json")).doesNotExist();
    agent = LocalAgent.start(config);
    assertThat(object("/api/v1/query?count=true")).containsEntry("count", 1L);
  }

  @Test
  void an_agent_that_cannot_start_leaves_nothing_behind() throws Exception {
    URI taken = agent.endpoints().otlpHttp();
    AgentConfig other =
        AgentConfig.of(home.resolve("other"), home.resolve("state"))
            .withPorts(
                new HostPort("127.0.0.1", 0),
                new HostPort("127.0.0.1", taken.getPort()),
                new HostPort("127.0.0.1", 0));
    assertThatThrownBy(() -> LocalAgent.start(other))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("127.0.0.1:" + taken.getPort());
    assertThat(new RunningAgents(config.stateFolder()).list()).hasSize(1);
    HostPort any = new HostPort("127.0.0.1", 0);
    LocalAgent.start(other.withPorts(any, any, any)).close();
  }

  @Test
  void a_question_to_nobody_says_so() {
    try (ApiClient client = new ApiClient(URI.create("http://127.0.0.1:1"), "t")) {
      assertThatThrownBy(client::status)
          .isInstanceOf(QueryException.class)
          .hasMessage("no agent answers at http://127.0.0.1:1");
    }
  }
}
