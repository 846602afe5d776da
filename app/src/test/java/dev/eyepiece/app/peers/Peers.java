package dev.eyepiece.app.peers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eyepiece.app.process.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs that others wrote, in the folder that {@code EYEPIECE_PEERS} names; one that is missing
 * skips its tests, with the command that gets it as the reason.
 */
final class Peers {
  private static final Path SOURCES = Path.of("src/test/peers").toAbsolutePath();
  private static final Path FOLDER =
      Path.of(
          Optional.ofNullable(System.getenv("EYEPIECE_PEERS"))
              .orElse(System.getProperty("user.home") + "/.cache/eyepiece/peers"));

  private Peers() {}

  /** A program of {@code bin}. */
  static String program(String name, String peer) {
    return needed(FOLDER.resolve("bin").resolve(name), peer);
  }

  /** The folder of a peer that is more than a program. */
  static Path folder(String name) {
    return FOLDER.resolve(name);
  }

  private static String needed(Path file, String peer) {
    assumeTrue(
        Files.isExecutable(file),
        () -> file + " is not there; get it with .build/peers.sh " + peer);
    return file.toString();
  }

  /**
   * Starts an SDK's program that sends spans, log records and data points and appends those that
   * are acknowledged to a file.
   *
   * @param sender python, node, go or java
   * @param protocol as in OTEL_EXPORTER_OTLP_PROTOCOL
   * @param rate rounds a second, 0 for as fast as it can; each is two spans and a log record
   */
  static Process signals(
      String sender, String protocol, ServeProcess serve, int rounds, Path manifest, int rate)
      throws IOException {
    List<String> command = new ArrayList<>(command(sender));
    command.add(Integer.toString(rounds));
    command.add(manifest.toString());
    if (rate > 0) {
      command.add(Integer.toString(rate));
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
    return quiet(builder);
  }

  /** Starts a program whose output nobody reads. */
  static Process quiet(ProcessBuilder builder) throws IOException {
    return builder
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> command(String sender) throws IOException {
    return switch (sender) {
      case "python" ->
          List.of(
              needed(FOLDER.resolve("python/bin/python3"), sender),
              SOURCES.resolve("python/signals.py").toString());
      case "node" -> {
        Path folder = FOLDER.resolve("node");
        assumeTrue(
            Files.isDirectory(folder.resolve("node_modules")),
            () -> folder + "/node_modules is not there; get it with .build/peers.sh node");
        // Node looks for packages beside the program.
        Path program = folder.resolve("signals.mjs");
        Files.copy(
            SOURCES.resolve("node/signals.mjs"), program, StandardCopyOption.REPLACE_EXISTING);
        yield List.of("node", program.toString());
      }
      case "go" -> List.of(program("signals-go", sender));
      case "java" -> ServeProcess.java(SignalsJava.class.getName());
      default -> throw new IllegalArgumentException(sender);
    };
  }
}
