package dev.eyepiece.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.app.process.ServeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real collector is forwarded to. */
@Tag("peers")
class ForwardPeerTest {
  /** As the collector's debug exporter writes it. */
  private static final Pattern SPAN_ID = Pattern.compile("(?m)^ +ID +: ([0-9a-f]{16})$");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void a_collector_gets_every_span_that_came(String scheme) throws Exception {
    int port = ServeProcess.freePort();
    String address = scheme + "://127.0.0.1:" + port;
    try (ServeProcess serve =
        ServeProcess.start(
            folder.resolve("data"), List.of(), Map.of("EYEPIECE_FORWARD", address))) {
      generate(serve);
      // Only now: the first of them have waited in the queue.
      Process collector = collector(scheme, port);
      try {
        generate(serve);
        List<String> sent = serve.spanIds("").stream().sorted().toList();
        assertThat(sent).hasSizeGreaterThan(100);
        awaitSpans(sent.size());
        assertThat(given()).containsAll(sent);
      } finally {
        collector.destroy();
        assertThat(collector.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static void generate(ServeProcess serve) throws Exception {
    Process generator =
        Peers.quiet(
            new ProcessBuilder(
                Peers.program("telemetrygen", "telemetrygen"),
                "traces",
                "--otlp-endpoint",
                serve.grpcAddress(),
                "--otlp-insecure",
                "--traces",
                "50",
                "--rate",
                "0",
                "--batch=false"));
    assertThat(generator.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(generator.exitValue()).isZero();
  }

  private Process collector(String scheme, int port) throws Exception {
    Path config = folder.resolve("collector.yaml");
    Files.writeString(
        config,
        """
        receivers:
          otlp:
            protocols:
              %s: {endpoint: "127.0.0.1:%d"}
        exporters:
          debug: {verbosity: detailed, sampling_initial: 1000000}
        service:
          telemetry: {metrics: {level: none}}
          pipelines:
            traces: {receivers: [otlp], exporters: [debug]}
        """
            .formatted(scheme, port));
    Process collector =
        new ProcessBuilder(Peers.program("collector", "collector"), "--config", "file:" + config)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("collector.log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!listens(port)) {
      assertThat(System.nanoTime()).as("the collector does not listen").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return collector;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> given() throws IOException {
    return SPAN_ID
        .matcher(Files.readString(folder.resolve("collector.log")))
        .results()
        .map(id -> id.group(1))
        .toList();
  }

  private void awaitSpans(int count) throws IOException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (given().stream().distinct().count() < count && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
