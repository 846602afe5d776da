package dev.eyepiece.telemetry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * ClickHouse's own engine behind the HTTP server that the store's tests have, as a program of its
 * own; without chDB its tests are skipped. Its log lies beside the folder.
 */
public final class ClickHouseEngine implements AutoCloseable {
  private static final String SERVER =
      "local-agent/store/src/test/java/dev/eyepiece/store/clickhouse/ChdbServer.java";
  private static final Path LIBRARY =
      Path.of(
              Optional.ofNullable(System.getenv("EYEPIECE_PEERS"))
                  .orElse(System.getProperty("user.home") + "/.cache/eyepiece/peers"))
          .resolve("chdb/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so");

  private final Process process;
  private final int port;

  private ClickHouseEngine(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it on a free port.
   *
   * @param credentials a user and a password, or nothing to let anyone in
   */
  public static ClickHouseEngine start(Path folder, String... credentials) throws IOException {
    assumeTrue(
        Files.isRegularFile(LIBRARY),
        () -> LIBRARY + " is not there; get it with .build/peers.sh chdb");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", server().toString()));
    command.addAll(List.of(LIBRARY.toString(), folder.toAbsolutePath().toString()));
    command.addAll(List.of(credentials));
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolveSibling(folder.getFileName() + ".log").toFile())
            .start();
    @SuppressWarnings("StreamResourceLeak")
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String port = lines.readLine();
    if (port == null) {
      throw new IOException("the engine said nothing; see its log beside " + folder);
    }
    return new ClickHouseEngine(process, Integer.parseInt(port));
  }

  /** Tests run in the folder of their module. */
  private static Path server() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(SERVER))) {
        return at.resolve(SERVER);
      }
    }
    throw new IllegalStateException(SERVER + " is in no folder above this one");
  }

  /** The port of its HTTP interface. */
  public int port() {
    return port;
  }

  /** Ends it as a server that fails would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The host and the port of its HTTP interface. */
  public String address() {
    return "localhost:" + port;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
