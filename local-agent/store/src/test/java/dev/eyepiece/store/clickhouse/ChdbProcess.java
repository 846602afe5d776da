package dev.eyepiece.store.clickhouse;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A {@link ChdbServer} in a process of its own; without chDB its tests are skipped. */
final class ChdbProcess implements AutoCloseable {
  private static final Path LIBRARY =
      Path.of(
              Optional.ofNullable(System.getenv("EYEPIECE_PEERS"))
                  .orElse(System.getProperty("user.home") + "/.cache/eyepiece/peers"))
          .resolve("chdb/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so");

  private final Process process;
  private final int port;

  private ChdbProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server on a free port.
   *
   * @param credentials a user and a password, or nothing to let anyone in
   */
  static ChdbProcess start(Path folder, String... credentials) throws IOException {
    assumeTrue(
        Files.isRegularFile(LIBRARY),
        () -> LIBRARY + " is not there; get it with .build/peers.sh chdb");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp"));
    command.add(classPath());
    command.addAll(
        List.of(
            ChdbServer.class.getName(), LIBRARY.toString(), folder.toAbsolutePath().toString()));
    command.addAll(List.of(credentials));
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolveSibling(folder.getFileName() + ".log").toFile())
            .start();
    @SuppressWarnings("StreamResourceLeak")
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server said nothing; see its log beside " + folder);
    }
    return new ChdbProcess(process, Integer.parseInt(line));
  }

  /** The tests' own classes; surefire keeps the path in a property of its own. */
  private static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Objects.requireNonNull(path).replace("\n", File.pathSeparator);
  }

  int port() {
    return port;
  }

  /** How to read a database of this server. */
  ClickHouseConfig config(String database) throws StoreException {
    return ClickHouseConfig.parse("clickhouse://localhost:" + port + "/" + database);
  }

  /** How to make its tables and write to them. */
  ClickHouseConfig made(String database) throws StoreException {
    return config(database).writing(ClickHouseConfig.Access.CREATE, "test", "");
  }

  /** Ends it as a server that fails would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
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
