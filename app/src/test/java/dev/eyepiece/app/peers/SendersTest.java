package dev.eyepiece.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real SDKs, a load generator and a collector send; what they were told is acknowledged is held,
 * once, while running, after a restart and after the process was killed.
 */
@Tag("peers")
class SendersTest {
  private static final int KILLS = 10;
  private static final int GENERATED = 4 * 250 * 4;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "java, grpc",
    "java, http/protobuf",
    "python, grpc",
    "python, http/protobuf",
    "node, grpc",
    "node, http/protobuf",
    "node, http/json",
    "go, grpc",
    "go, http/protobuf"
  })
  void counts_of_an_sdk_are_equal_through_a_restart(String sender, String protocol)
      throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      Path acked = folder.resolve("acked");
      Process process = Peers.steady(sender, protocol, serve, 5000, acked, 0);
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      List<String> ids = Files.readAllLines(acked);
      assertThat(ids).hasSize(5000);
      String service = "service:steady-" + sender;
      assertThat(serve.count(service)).isEqualTo(5000);
      assertThat(serve.stop()).isZero();
      assertThat(serve.count(service)).as("stopped").isEqualTo(5000);
      serve.restart();
      assertThat(serve.count(service)).as("restarted").isEqualTo(5000);
      assertThat(sorted(serve.spanIds(service))).isEqualTo(sorted(ids));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "java, grpc",
    "java, http/protobuf",
    "python, grpc",
    "python, http/protobuf",
    "node, http/json",
    "go, grpc",
    "go, http/protobuf"
  })
  void ten_kills_lose_nothing_acknowledged_and_double_nothing(String sender, String protocol)
      throws Exception {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      Path acked = folder.resolve("acked");
      Process process = Peers.steady(sender, protocol, serve, 60_000, acked, 2500);
      killTenTimes(serve, seed);
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
      Set<String> acknowledged = new HashSet<>(Files.readAllLines(acked));
      List<String> held = serve.spanIds("service:steady-" + sender);
      Set<String> lost = new HashSet<>(acknowledged);
      lost.removeAll(new HashSet<>(held));
      assertThat(lost).as("acknowledged and lost, seed %s", seed).isEmpty();
      assertHeldOnce(held, seed);
      assertThat(acknowledged).as("a sender that came through").hasSizeGreaterThan(10_000);
    }
  }

  private static List<String> sorted(List<String> ids) {
    return ids.stream().sorted().toList();
  }

  /** By hand, since the assertions on lists compare each with each. */
  private static void assertHeldOnce(List<String> held, long seed) {
    Set<String> seen = new HashSet<>();
    List<String> twice = held.stream().filter(id -> !seen.add(id)).toList();
    assertThat(twice).as("held twice, seed %s", seed).isEmpty();
  }

  /** The moments are random and not a synchronisation: any of them must be right. */
  private static void killTenTimes(ServeProcess serve, long seed) throws InterruptedException {
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1500));
      serve.kill();
      serve.restart();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void what_telemetrygen_sends_is_counted(String protocol) throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      generate(protocol.equals("grpc") ? serve.grpcAddress() : serve.httpAddress(), protocol);
      assertThat(serve.count("service:telemetrygen")).isEqualTo(GENERATED);
      serve.kill();
      assertThat(serve.count("")).as("killed").isEqualTo(GENERATED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "proto", "json"})
  void what_comes_through_a_collector_is_counted(String encoding) throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      int port = ServeProcess.freePort();
      Process collector = collector(encoding, port, serve);
      generate("127.0.0.1:" + port, "grpc");
      collector.destroy();
      assertThat(collector.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(serve.count("service:telemetrygen")).isEqualTo(GENERATED);
      assertHeldOnce(serve.spanIds(""), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "json"})
  void a_collector_that_repeats_brings_each_span_once_through_ten_kills(String encoding)
      throws Exception {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      int port = ServeProcess.freePort();
      Process collector = collector(encoding, port, serve);
      Process generator =
          Peers.quiet(
              generator("127.0.0.1:" + port, "grpc", List.of("--duration", "20s", "--rate", "50")));
      killTenTimes(serve, seed);
      assertThat(generator.waitFor(120, TimeUnit.SECONDS)).isTrue();
      collector.destroy();
      assertThat(collector.waitFor(120, TimeUnit.SECONDS)).isTrue();
      List<String> held = serve.spanIds("service:telemetrygen");
      assertHeldOnce(held, seed);
      // A trace is a root and three children, and the collector keeps what it could not send.
      assertThat(held.size() % 4).as("a part of a trace is missing, seed %s", seed).isZero();
      assertThat(held).hasSizeGreaterThan(3_000);
    }
  }

  private void generate(String address, String protocol) throws Exception {
    Process generator =
        Peers.quiet(generator(address, protocol, List.of("--traces", "250", "--rate", "0")));
    assertThat(generator.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(generator.exitValue()).isZero();
  }

  private static ProcessBuilder generator(String address, String protocol, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Peers.program("telemetrygen", "telemetrygen"));
    command.addAll(List.of("traces", "--otlp-endpoint", address, "--otlp-insecure"));
    if (protocol.equals("http")) {
      command.add("--otlp-http");
    }
    command.addAll(List.of("--workers", "4", "--child-spans", "3"));
    // Without batches: its batch processor drops what its queue does not hold, and does not say so.
    command.add("--batch=false");
    command.addAll(more);
    return new ProcessBuilder(command);
  }

  private Process collector(String encoding, int port, ServeProcess serve)
      throws IOException, InterruptedException {
    String exporter =
        encoding.equals("grpc")
            ? """
              otlp_grpc:
                endpoint: %s
                tls: {insecure: true}
            """
                .formatted(serve.grpcAddress())
            : """
              otlp_http:
                endpoint: %s
                encoding: %s
            """
                .formatted(serve.httpEndpoint(), encoding);
    Path config =
        Files.writeString(
            folder.resolve("collector.yaml"),
            """
            receivers:
              otlp:
                protocols:
                  grpc: {endpoint: 127.0.0.1:%d}
            processors:
              batch: {timeout: 200ms}
            exporters:
            %s
                retry_on_failure: {initial_interval: 200ms, max_interval: 1s}
            service:
              telemetry:
                metrics: {level: none}
              pipelines:
                traces: {receivers: [otlp], processors: [batch], exporters: [%s]}
            """
                .formatted(
                    port,
                    exporter.stripTrailing(),
                    encoding.equals("grpc") ? "otlp_grpc" : "otlp_http"));
    Path log = folder.resolve("collector.log");
    Process process =
        new ProcessBuilder(Peers.program("collector", "collector"), "--config", "file:" + config)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    while (!Files.readString(log).contains("Everything is ready")) {
      assertThat(process.isAlive()).as(() -> "the collector ended: " + log).isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return process;
  }
}
