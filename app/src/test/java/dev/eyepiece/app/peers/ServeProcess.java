package dev.eyepiece.app.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program itself, {@code serve} or another command, as a process of its own on this class path.
 */
final class ServeProcess implements AutoCloseable {
  private static final String MAIN = "dev.eyepiece.app.Main";

  private final Path data;
  private final int grpc;
  private final int http;
  private final int api;
  private final List<String> flags;
  private Process process;

  private ServeProcess(
      Path data, int grpc, int http, int api, List<String> flags, Process process) {
    this.data = data;
    this.grpc = grpc;
    this.http = http;
    this.api = api;
    this.flags = flags;
    this.process = process;
  }

  static ServeProcess start(Path data) throws IOException {
    return start(data, List.of());
  }

  /** With further flags of the JVM. */
  static ServeProcess start(Path data, List<String> flags) throws IOException {
    int grpc = freePort();
    int http = freePort();
    int api = freePort();
    return new ServeProcess(data, grpc, http, api, flags, launch(data, grpc, http, api, flags));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process launch(Path data, int grpc, int http, int api, List<String> flags)
      throws IOException {
    Process process =
        program(
                flags,
                "serve",
                "--data",
                data.toString(),
                "--otlp-grpc",
                "127.0.0.1:" + grpc,
                "--otlp-http",
                "127.0.0.1:" + http,
                "--api",
                "127.0.0.1:" + api)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.equals("ready")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("serve ended before it was ready");
    }
    return process;
  }

  static ProcessBuilder program(String... arguments) {
    return program(List.of(), arguments);
  }

  static ProcessBuilder program(List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>(java(MAIN));
    command.addAll(1, flags);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** The command that starts a main class of this class path. */
  static List<String> java(String main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        main);
  }

  /** Runs a command of the program to its end and answers with what it printed. */
  static String output(String... arguments) throws IOException, InterruptedException {
    Process process = program(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", arguments) + " ended with " + exit);
    }
    return text;
  }

  long pid() {
    return process.pid();
  }

  String grpcEndpoint() {
    return "http://127.0.0.1:" + grpc;
  }

  String httpEndpoint() {
    return "http://127.0.0.1:" + http;
  }

  String httpAddress() {
    return "127.0.0.1:" + http;
  }

  String grpcAddress() {
    return "127.0.0.1:" + grpc;
  }

  /** What {@code query --count} says. */
  long count(String search) throws IOException, InterruptedException {
    String text = output("query", search, "--data", data.toString(), "--count");
    return Long.parseLong(text.replaceAll("[^0-9]", ""));
  }

  /** The ids of all held spans, one entry a span, so that a span held twice is there twice. */
  List<String> spanIds(String search) throws IOException, InterruptedException {
    String lines =
        output("query", search, "--data", data.toString(), "--limit", "0", "--format", "json");
    return lines
        .lines()
        .map(line -> line.replaceFirst(".*?\"spanId\":\"([0-9a-f]{16})\".*", "$1"))
        .toList();
  }

  void kill() {
    process.destroyForcibly();
    join();
  }

  void restart() {
    try {
      process = launch(data, grpc, http, api, flags);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the process to stop and waits; answers with its exit code. */
  int stop() {
    process.destroy();
    join();
    return process.exitValue();
  }

  private void join() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("serve did not end within 60 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    join();
  }
}
