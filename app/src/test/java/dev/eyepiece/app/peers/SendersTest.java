package dev.eyepiece.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real SDKs send; what they were told is acknowledged is held, once, while running, after a restart
 * and after the process was killed.
 */
@Tag("peers")
class SendersTest {
  private static final Path PEERS = Path.of("src/test/peers").toAbsolutePath();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "python, grpc",
    "python, http/protobuf",
    "node, grpc",
    "node, http/protobuf",
    "node, http/json"
  })
  void countsOfAnSdkAreEqualThroughARestart(String language, String protocol) throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      Path acked = folder.resolve("acked");
      Process sender = sender(language, protocol, serve, 5000, acked, 0);
      assertThat(sender.waitFor(120, TimeUnit.SECONDS)).isTrue();
      List<String> ids = Files.readAllLines(acked);
      assertThat(ids).hasSize(5000);
      String service = "service:steady-" + language;
      assertThat(serve.count(service)).isEqualTo(5000);
      assertThat(serve.stop()).isZero();
      assertThat(serve.count(service)).as("stopped").isEqualTo(5000);
      serve.restart();
      assertThat(serve.count(service)).as("restarted").isEqualTo(5000);
      assertThat(serve.spanIds(service)).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @ParameterizedTest
  @CsvSource({"python, grpc", "python, http/protobuf"})
  void tenKillsLoseNothingAcknowledgedAndDoubleNothing(String language, String protocol)
      throws Exception {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      Path acked = folder.resolve("acked");
      Process sender = sender(language, protocol, serve, 60_000, acked, 2500);
      for (int kill = 0; kill < 10; kill++) {
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1500));
        serve.kill();
        serve.restart();
      }
      assertThat(sender.waitFor(300, TimeUnit.SECONDS)).isTrue();
      Set<String> acknowledged = new HashSet<>(Files.readAllLines(acked));
      List<String> held = serve.spanIds("service:steady-" + language);
      assertThat(new HashSet<>(held)).as("seed %s", seed).containsAll(acknowledged);
      assertThat(held).as("held twice, seed %s", seed).doesNotHaveDuplicates();
      assertThat(acknowledged).hasSizeGreaterThan(30_000);
    }
  }

  @Test
  void telemetrygenIsCounted() throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      Process generator =
          new ProcessBuilder(
                  telemetrygen(),
                  "traces",
                  "--otlp-endpoint",
                  serve.grpcAddress(),
                  "--otlp-insecure",
                  "--rate",
                  "0",
                  "--workers",
                  "4",
                  "--traces",
                  "250",
                  // Without batches: its batch processor drops what its queue does not hold, and
                  // does not say so.
                  "--batch=false",
                  "--child-spans",
                  "3")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(generator.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(generator.exitValue()).isZero();
      assertThat(serve.count("service:telemetrygen")).isEqualTo(4 * 250 * 4);
      serve.kill();
      assertThat(serve.count("")).as("killed").isEqualTo(4 * 250 * 4);
    }
  }

  private static String telemetrygen() {
    Path installed = Path.of(System.getProperty("user.home"), "go", "bin", "telemetrygen");
    return Files.isExecutable(installed) ? installed.toString() : "telemetrygen";
  }

  private static Process sender(
      String language, String protocol, ServeProcess serve, int spans, Path acked, int rate)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (language.equals("python")) {
      command.add(System.getProperty("eyepiece.peers.python", "python3"));
      command.add(PEERS.resolve("python/steady.py").toString());
    } else {
      command.add("node");
      command.add(PEERS.resolve("node/steady.mjs").toString());
    }
    command.add(Integer.toString(spans));
    command.add(acked.toString());
    if (rate > 0) {
      command.addAll(List.of("--rate", Integer.toString(rate)));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                protocol,
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                protocol.equals("grpc") ? serve.grpcEndpoint() : serve.httpEndpoint()));
    return builder
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
