package dev.eyepiece.app.peers;

import dev.eyepiece.app.process.ServeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A receiver of others, as a process that writes into a folder of its own. */
final class PeerReceiver implements AutoCloseable {
  private final Process process;
  private final Path folder;
  private final int grpc;
  private final int browser;

  private PeerReceiver(Process process, Path folder, int grpc, int browser) {
    this.process = process;
    this.folder = folder;
    this.grpc = grpc;
    this.browser = browser;
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param peer {@code collector} or {@code viewer}
   * @return null where it is not installed, which is said on standard output
   */
  static @Nullable PeerReceiver start(String peer) throws IOException, InterruptedException {
    boolean viewer = peer.equals("viewer");
    Path program = Peers.folder("bin").resolve(viewer ? "otel-desktop-viewer" : peer);
    if (!Files.isExecutable(program)) {
      System.out.println(peer + ": not here; get it with .build/peers.sh " + peer);
      return null;
    }
    Path folder = Files.createTempDirectory("eyepiece-peer");
    int grpc = ServeProcess.freePort();
    int browser = ServeProcess.freePort();
    List<String> command =
        viewer ? viewer(program, folder, grpc, browser) : collector(program, folder, grpc);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitPort(process, grpc);
    return new PeerReceiver(process, folder, grpc, browser);
  }

  private static List<String> viewer(Path program, Path folder, int grpc, int browser)
      throws IOException {
    return List.of(
        program.toString(),
        "--host",
        "127.0.0.1",
        "--grpc",
        Integer.toString(grpc),
        "--http",
        Integer.toString(ServeProcess.freePort()),
        "--browser-port",
        Integer.toString(browser),
        "--open-browser=false",
        "--db-max-size",
        "0",
        "--db",
        folder.resolve("viewer.db").toString());
  }

  private static List<String> collector(Path program, Path folder, int grpc) throws IOException {
    Path config = Files.createTempFile("collector", ".yaml");
    Files.writeString(
        config,
        """
        receivers:
          otlp:
            protocols:
              grpc: {endpoint: 127.0.0.1:%d, max_recv_msg_size_mib: 64}
        processors:
          batch: {timeout: 200ms}
        exporters:
          file: {path: %s, format: proto}
        service:
          telemetry:
            metrics: {level: none}
          pipelines:
            traces: {receivers: [otlp], processors: [batch], exporters: [file]}
        """
            .formatted(grpc, folder.resolve("spans.pb")));
    return List.of(program.toString(), "--config", "file:" + config);
  }

  private static void awaitPort(Process process, int port) throws InterruptedException {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.shutdownOutput();
        return;
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the peer ended before it listened", e);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  String grpcAddress() {
    return "127.0.0.1:" + grpc;
  }

  /** The viewer's own port. */
  String browserEndpoint() {
    return "http://127.0.0.1:" + browser;
  }

  long pid() {
    return process.pid();
  }

  /** What it wrote. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
