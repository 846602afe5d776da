package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session goes into a file and comes out of it in another folder; files of strangers do no harm.
 */
class SessionBundlesTest {
  private static final String LOGS =
      """
      {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name",
      "value":{"stringValue":"cart"}}]},"scopeLogs":[{"scope":{"name":"s"},"logRecords":[
      {"timeUnixNano":"1790000000000000001","severityNumber":17,"body":{"stringValue":"no"}},
      {"observedTimeUnixNano":"1790000009000000000","body":{"stringValue":"yes"}}]}]}]}\
      """;

  private static final String METRICS =
      """
      {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name",
      "value":{"stringValue":"cart"}}]},"scopeMetrics":[{"scope":{"name":"s"},"metrics":[
      {"name":"m","unit":"By","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
      {"startTimeUnixNano":"1","timeUnixNano":"1790000000123456789","asInt":"42"}]}}]}]}]}\
      """;

  private static final String PROFILES =
      """
      {"resourceProfiles":[{"resource":{"attributes":[{"key":"service.name",
      "value":{"stringValue":"cart"}}]},"scopeProfiles":[{"profiles":[{"sampleType":
      {"typeStrindex":1,"unitStrindex":2},"samples":[{"stackIndex":1,"values":["5"]}],
      "timeUnixNano":"1790000000123456789","profileId":"0102030405060708090a0b0c0d0e0f10"}]}]}],
      "dictionary":{"mappingTable":[{}],"locationTable":[{},{"lines":[{"functionIndex":1}]}],
      "functionTable":[{},{"nameStrindex":3}],"linkTable":[{}],"stringTable":["","cpu","ns","main"],
      "attributeTable":[{}],"stackTable":[{},{"locationIndices":[1]}]}}\
      """;

  @TempDir Path home;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<LocalAgent> agents = new ArrayList<>();
  private LocalAgent agent;

  @BeforeEach
  void start() throws Exception {
    agent = agent("one");
    send("/v1/traces", spans());
    send("/v1/logs", LOGS);
    send("/v1/metrics", METRICS);
    send("/v1development/profiles", PROFILES);
  }

  @AfterEach
  void stop() {
    agents.forEach(LocalAgent::close);
    http.close();
  }

  private LocalAgent agent(String name) throws Exception {
    HostPort any = new HostPort("127.0.0.1", 0);
    LocalAgent started =
        LocalAgent.start(
            AgentConfig.of(home.resolve(name), home.resolve("state")).withPorts(any, any, any));
    agents.add(started);
    return started;
  }

  private static String spans() {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      spans.add(
          """
          {"traceId":"%032x","spanId":"%016x","name":"GET /%d","kind":2,
          "startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[{"key":"n","value":
          {"intValue":"%d"}}],"events":[{"timeUnixNano":"5","name":"e"}],"status":{"code":2}}\
          """
              .formatted(
                  i / 10 + 1,
                  i + 1,
                  i,
                  1_790_000_000_000_000_000L + i,
                  1_790_000_000_000_009_000L,
                  i));
    }
    return """
    {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",
    "value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[%s]}]}]}\
    """
        .formatted(String.join(",", spans));
  }

  private void send(String path, String json) throws Exception {
    send(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private void send(String path, String type, byte[] body) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(agent.endpoints().otlpHttp().resolve(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Every record of an agent whole, as the requests that bring it. */
  private static Map<Signal, List<String>> whole(LocalAgent of) throws Exception {
    Map<Signal, List<String>> all = new LinkedHashMap<>();
    try (TelemetrySnapshot snapshot = of.telemetry().snapshot()) {
      var requests =
          new dev.eyepiece.agent.query.SnapshotRequests(
              snapshot, Search.All.INSTANCE, TimeRange.ALL);
      for (Signal signal : Signal.values()) {
        List<String> lines = all.computeIfAbsent(signal, none -> new ArrayList<>());
        requests.write(signal, lines::add);
      }
    }
    return all;
  }

  private Path saved() throws Exception {
    Path file = home.resolve("session.eyepiece");
    agent.bundles().save(file, "", TimeRange.ALL, "a%20view\ttraces\t\tall");
    return file;
  }

  @Test
  void whatIsHeldComesOutOfTheFileAsItWentIn() throws Exception {
    agent.rules().put(RuleSetInfo.of("drop", "set(span.attributes[\"x\"], 1)").withEnabled(true));
    Path file = saved();
    LocalAgent other = agent("two");
    SessionBundles.Taken taken = other.bundles().take(file);
    assertThat(whole(other)).isEqualTo(whole(agent));
    assertThat(taken.rejected()).isZero();
    assertThat(taken.views()).isEqualTo("a%20view\ttraces\t\tall");
    BundleManifest manifest = taken.manifest();
    assertThat(manifest.text()).isEqualTo("300 spans, 1 data points, 2 log records, 1 samples");
    assertThat(manifest.product()).isEqualTo(Version.text());
    assertThat(manifest.toUnixNano()).isGreaterThanOrEqualTo(1_790_000_009_000_000_000L);
    assertThat(manifest.rules()).isEqualTo(1);
    assertThat(taken.rules()).containsExactly("drop");
    assertThat(other.rules().get("drop").set().enabled()).isFalse();
    assertThat(other.rules().get("drop").set().text()).contains("span.attributes");
    assertThat(BundleManifest.read(manifest.json())).isEqualTo(manifest);
  }

  @Test
  void rulesThatAreThereAreNeverReplaced() throws Exception {
    agent.rules().put(RuleSetInfo.of("mine", "set(span.attributes[\"x\"], 1)").withEnabled(true));
    Path file = saved();
    assertThat(agent.bundles().take(file).rules()).isEmpty();
    assertThat(agent.rules().get("mine").set().enabled()).isTrue();
    agent.rules().put(RuleSetInfo.of("mine", "set(span.attributes[\"x\"], 2)").withEnabled(true));
    assertThat(agent.bundles().take(file).rules()).containsExactly("mine-2");
    assertThat(agent.rules().get("mine").set().enabled()).isTrue();
    assertThat(agent.rules().get("mine-2").set().enabled()).isFalse();
  }

  @Test
  void onlyWhatMatchesIsSaved() throws Exception {
    Path file = home.resolve("part.eyepiece");
    BundleManifest manifest =
        agent
            .bundles()
            .save(file, "service:cart", new TimeRange(0, 1_790_000_001_000_000_000L), "");
    assertThat(manifest.text()).isEqualTo("1 data points, 1 log records, 1 samples");
    assertThat(manifest.views()).isFalse();
    assertThatThrownBy(() -> agent.bundles().save(file, "((", TimeRange.ALL, ""))
        .isInstanceOf(BundleException.class);
    assertThat(Files.exists(home.resolve("part.eyepiece.part"))).isFalse();
  }

  /** The parts of a bundle, of which some are changed, as another file. */
  private Path changed(Map<String, byte[]> changes) throws Exception {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(saved().toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    parts.putAll(changes);
    Path file = home.resolve("changed.eyepiece");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private void refused(Path file, String message) throws Exception {
    LocalAgent other = agents.size() > 1 ? agents.get(1) : agent("two");
    assertThatThrownBy(() -> other.bundles().take(file))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
    assertThat(Files.exists(home.resolve("evil"))).isFalse();
  }

  @Test
  void aBombIsStoppedWhileItUnpacks() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = bomb) {
      byte[] zeros = new byte[1 << 20];
      // A request of nothing but empty groups of resources, 40 MiB of them.
      out.write(new byte[] {2, (byte) 0x80, 0, 0});
      for (int i = 0; i < 40; i++) {
        out.write(zeros);
      }
    }
    refused(changed(Map.of("telemetry/traces.binpb", bomb.toByteArray())), "unpacks to more than");
    refused(changed(Map.of("manifest.json", new byte[100_000])), "expected at most 65536");
  }

  @Test
  void namesThatAreNoPartAreRefused() throws Exception {
    refused(changed(Map.of("../evil", new byte[1])), "a part '../evil', which no bundle has");
    refused(changed(Map.of("/evil", new byte[1])), "which no bundle has");
    Map<String, byte[]> many = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      many.put("part" + i, new byte[0]);
    }
    refused(changed(many), "parts; expected at most 7");
  }

  @Test
  void whatTheManifestDoesNotSayIsRefused() throws Exception {
    byte[] cut = new byte[] {0, 0, 0, 9, 1, 2};
    refused(changed(Map.of("telemetry/logs.binpb", cut)), "ends in the middle of request 1");
    refused(changed(Map.of("telemetry/logs.binpb", new byte[0])), "has only 0 requests");
    byte[] huge = new byte[] {(byte) 0xff, 0, 0, 0, 1};
    refused(changed(Map.of("telemetry/logs.binpb", huge)), "of 4278190080 bytes; expected at most");
    byte[] wrong = new byte[] {0, 0, 0, 3, 7, 7, 7};
    refused(changed(Map.of("telemetry/logs.binpb", wrong)), "is no OTLP");
    refused(
        changed(Map.of("rules.json", "{}".getBytes(StandardCharsets.UTF_8))), "expected a list");
    refused(
        changed(Map.of("manifest.json", "{\"format\": 9}".getBytes(StandardCharsets.UTF_8))),
        "a newer version of Eyepiece has to open it");
    refused(changed(Map.of("manifest.json", new byte[] {'x'})), "a manifest that cannot be read");
    Path text = Files.writeString(home.resolve("text.eyepiece"), "no zip");
    refused(text, "expected a bundle as 'eyepiece bundle' writes it");
  }
}
