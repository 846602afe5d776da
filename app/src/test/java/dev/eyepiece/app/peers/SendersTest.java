package dev.eyepiece.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.app.process.Records;
import dev.eyepiece.app.process.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
  private static final int ROUNDS = 2_000;
  private static final int WORKERS = 4;
  private static final int GENERATED = 250;
  private static final List<String> SIGNALS = List.of("traces", "logs", "metrics");

  /** As the collector's debug exporter writes it. */
  private static final Pattern SPAN_ID = Pattern.compile("(?m)^ +ID +: ([0-9a-f]{16})$");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "java, grpc",
    "java, http/protobuf",
    "python, grpc",
    "python, http/protobuf",
    "python, http/json",
    "node, grpc",
    "node, http/protobuf",
    "node, http/json",
    "go, grpc",
    "go, http/protobuf"
  })
  void every_record_of_an_sdk_is_held_as_it_was_through_a_restart(String sender, String protocol)
      throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      Path manifest = folder.resolve("manifest");
      Process process = Peers.signals(sender, protocol, serve, ROUNDS, manifest, 0);
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      String service = "service:signals-" + sender;
      assertHeldEquals(serve, service, manifest, "running");
      assertThat(serve.count("traces", service)).isEqualTo(2 * ROUNDS);
      assertThat(serve.count("logs", service)).isEqualTo(ROUNDS);
      assertThat(Records.newest(serve.records("metrics", service)))
          .as("what the program itself added")
          .isEqualTo(Records.totals(manifest))
          .hasSize(3);
      assertThat(serve.stop()).isZero();
      assertHeldEquals(serve, service, manifest, "stopped");
      serve.restart();
      assertHeldEquals(serve, service, manifest, "restarted");
    }
  }

  /** Counts and values, of all signals, in one order so that a difference is a line. */
  private static void assertHeldEquals(
      ServeProcess serve, String search, Path manifest, String when) throws Exception {
    for (String signal : SIGNALS) {
      List<String> sent = Records.ofManifest(manifest, signal);
      List<String> held = Records.ofQuery(signal, serve.records(signal, search));
      assertThat(held).as("%s, %s", signal, when).isEqualTo(sent).isNotEmpty();
      assertThat(serve.count(signal, search)).as("%s, %s", signal, when).isEqualTo(sent.size());
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
      Path manifest = folder.resolve("manifest");
      Process process = Peers.signals(sender, protocol, serve, 24_000, manifest, 1000);
      killTenTimes(serve, seed);
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
      for (String signal : SIGNALS) {
        List<String> acknowledged = Records.ofManifest(manifest, signal);
        List<String> held =
            Records.ofQuery(signal, serve.records(signal, "service:signals-" + sender));
        Set<String> lost = new HashSet<>(acknowledged);
        lost.removeAll(new HashSet<>(held));
        assertThat(lost).as("%s acknowledged and lost, seed %s", signal, seed).isEmpty();
        assertThat(Records.twice(held)).as("%s held twice, seed %s", signal, seed).isEmpty();
        assertThat(acknowledged)
            .as("%s of a sender that came through", signal)
            .hasSizeGreaterThan(signal.equals("metrics") ? 50 : 4_000);
      }
    }
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
  @CsvSource({
    "traces, grpc",
    "traces, http",
    "logs, grpc",
    "logs, http",
    "metrics, grpc",
    "metrics, http"
  })
  void what_telemetrygen_sends_is_counted(String signal, String protocol) throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      String address = protocol.equals("grpc") ? serve.grpcAddress() : serve.httpAddress();
      generate(signal, address, protocol);
      assertThat(serve.count(signal, "service:telemetrygen")).isEqualTo(generated(signal));
      serve.kill();
      assertThat(serve.count(signal, "")).as("killed").isEqualTo(generated(signal));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "proto", "json"})
  void what_comes_through_a_collector_is_counted(String encoding) throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      int port = ServeProcess.freePort();
      Process collector = collector(encoding, port, serve);
      for (String signal : SIGNALS) {
        generate(signal, "127.0.0.1:" + port, "grpc");
      }
      collector.destroy();
      assertThat(collector.waitFor(60, TimeUnit.SECONDS)).isTrue();
      for (String signal : SIGNALS) {
        assertThat(serve.count(signal, "service:telemetrygen")).isEqualTo(generated(signal));
      }
      assertThat(Records.twice(Records.ofQuery("traces", serve.records("traces", "")))).isEmpty();
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
              generator(
                  "traces",
                  "127.0.0.1:" + port,
                  "grpc",
                  List.of("--traces", "400", "--rate", "20")));
      killTenTimes(serve, seed);
      assertThat(generator.waitFor(300, TimeUnit.SECONDS)).isTrue();
      awaitDelivered(serve);
      collector.destroy();
      assertThat(collector.waitFor(120, TimeUnit.SECONDS)).isTrue();
      String log = Files.readString(folder.resolve("collector.log"));
      assertThat(log).as("the collector keeps what it could not send").doesNotContain("Dropping");
      // What the generator lost on its way to the collector is no span that the collector had.
      List<String> given = given(log);
      List<String> held = serve.spanIds("");
      assertThat(without(given, held)).as("lost, seed %s", seed).isEmpty();
      assertThat(without(held, given)).as("too many, seed %s", seed).isEmpty();
      assertThat(given).hasSizeGreaterThan(3_000);
    }
  }

  /** What is left of spans when each of others has taken one that is equal. */
  private static List<String> without(List<String> spans, List<String> others) {
    List<String> left = new ArrayList<>(spans);
    others.forEach(left::remove);
    return left;
  }

  /** The spans that came to the collector, by their ids. */
  private static List<String> given(String log) {
    return SPAN_ID.matcher(log).results().map(id -> id.group(1)).sorted().toList();
  }

  /**
   * Waits until the collector has handed on what it has: after many failures its connection waits
   * up to two minutes, and a collector that is ended meanwhile drops what it keeps. What it never
   * hands on is found by who looks afterwards.
   */
  private void awaitDelivered(ServeProcess serve) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (serve.count("traces", "")
            < given(Files.readString(folder.resolve("collector.log"))).size()
        && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** A trace of the generator is a root and three children. */
  private static int generated(String signal) {
    return WORKERS * GENERATED * (signal.equals("traces") ? 4 : 1);
  }

  private static void generate(String signal, String address, String protocol) throws Exception {
    List<String> amount = List.of("--" + signal, Integer.toString(GENERATED), "--rate", "0");
    Process generator = Peers.quiet(generator(signal, address, protocol, amount));
    assertThat(generator.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(generator.exitValue()).isZero();
  }

  private static ProcessBuilder generator(
      String signal, String address, String protocol, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Peers.program("telemetrygen", "telemetrygen"));
    command.addAll(List.of(signal, "--otlp-endpoint", address, "--otlp-insecure"));
    if (protocol.equals("http")) {
      command.add("--otlp-http");
    }
    command.addAll(List.of("--workers", Integer.toString(WORKERS)));
    if (signal.equals("traces")) {
      // Without batches: its batch processor drops what its queue does not hold, and does not say
      // so.
      command.addAll(List.of("--child-spans", "3", "--batch=false"));
    }
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
                  grpc: {endpoint: 127.0.0.1:%1$d}
            processors:
              batch: {timeout: 200ms}
            exporters:
            %2$s
                retry_on_failure: {initial_interval: 200ms, max_interval: 1s}
              debug: {verbosity: detailed, sampling_initial: 1000000}
            service:
              telemetry:
                metrics: {level: none}
              pipelines:
                traces: {receivers: [otlp], processors: [batch], exporters: [%3$s, debug]}
                logs: {receivers: [otlp], processors: [batch], exporters: [%3$s]}
                metrics: {receivers: [otlp], processors: [batch], exporters: [%3$s]}
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
