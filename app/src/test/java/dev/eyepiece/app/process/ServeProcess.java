package dev.eyepiece.app.process;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The program itself, {@code serve} or another command, as a process of its own on this class path.
 */
public final class ServeProcess implements AutoCloseable {
  private static final String MAIN = "dev.eyepiece.app.Main";

  /** As {@code ./eyepiece} starts commands that soon end. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path data;
  private final int grpc;
  private final int http;
  private final int api;
  private final List<String> starter;
  private final Map<String, String> environment;
  private Process process;

  private ServeProcess(Path data, List<String> starter, Map<String, String> environment)
      throws IOException {
    this.data = data;
    this.grpc = freePort();
    this.http = freePort();
    this.api = freePort();
    this.starter = starter;
    this.environment = environment;
    process = launch();
  }

  public static ServeProcess start(Path data) throws IOException {
    return start(data, List.of());
  }

  /** With further flags of the JVM. */
  public static ServeProcess start(Path data, List<String> flags) throws IOException {
    return start(data, flags, Map.of());
  }

  /** With further flags of the JVM and variables of the environment. */
  public static ServeProcess start(Path data, List<String> flags, Map<String, String> environment)
      throws IOException {
    return new ServeProcess(data, starter(flags), environment);
  }

  /** By the script that users call, with its flags and its cache of loaded classes. */
  public static ServeProcess startByScript(Path script, Path data) throws IOException {
    return new ServeProcess(data, List.of(script.toString()), Map.of());
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.addAll(
        List.of(
            "serve",
            "--data",
            data.toString(),
            "--otlp-grpc",
            "127.0.0.1:" + grpc,
            "--otlp-http",
            "127.0.0.1:" + http,
            "--api",
            "127.0.0.1:" + api));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process started = builder.start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.equals("ready")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("serve ended before it was ready");
    }
    return started;
  }

  public static ProcessBuilder program(String... arguments) {
    return program(List.of(), arguments);
  }

  public static ProcessBuilder program(List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>(starter(flags));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static List<String> starter(List<String> flags) {
    List<String> command = new ArrayList<>(java(MAIN));
    command.addAll(1, flags);
    return command;
  }

  /** The command that starts a main class of this class path. */
  public static List<String> java(String main) {
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
  public static String output(String... arguments) throws IOException, InterruptedException {
    Process process =
        program(SHORT_LIVED, arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", arguments) + " ended with " + exit);
    }
    return text;
  }

  /** Where it keeps what it holds. */
  public Path data() {
    return data;
  }

  public long pid() {
    return process.pid();
  }

  public String grpcEndpoint() {
    return "http://127.0.0.1:" + grpc;
  }

  public String httpEndpoint() {
    return "http://127.0.0.1:" + http;
  }

  public String httpAddress() {
    return "127.0.0.1:" + http;
  }

  /** The local API, which wants the token that lies in the data folder. */
  public String apiEndpoint() {
    return "http://127.0.0.1:" + api;
  }

  public String grpcAddress() {
    return "127.0.0.1:" + grpc;
  }

  /** What {@code query --count} says of spans. */
  public long count(String search) throws IOException, InterruptedException {
    return count("traces", search);
  }

  /** What {@code query --count} says of a signal. */
  public long count(String signal, String search) throws IOException, InterruptedException {
    String text = query(signal, search, "--count");
    return Long.parseLong(text.replaceAll("[^0-9]", ""));
  }

  /** All records of a signal that match, a JSON object a line. */
  public String records(String signal, String search) throws IOException, InterruptedException {
    return query(signal, search, "--limit", "0", "--format", "json");
  }

  private String query(String signal, String search, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("query", search, "--signal", signal, "--data", data.toString()));
    arguments.addAll(List.of(more));
    return output(arguments.toArray(String[]::new));
  }

  /** The ids of all held spans, one entry a span, so that a span held twice is there twice. */
  public List<String> spanIds(String search) throws IOException, InterruptedException {
    return records("traces", search)
        .lines()
        .map(line -> line.replaceFirst(".*?\"spanId\":\"([0-9a-f]{16})\".*", "$1"))
        .toList();
  }

  /** Holds the process still where it is, as a machine that goes to sleep does. Unix only. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Has it go on after {@link #freeze}. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
            .redirectErrorStream(true)
            .start();
    String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (kill.waitFor() != 0) {
      throw new IOException("kill -" + name + " ended badly: " + said);
    }
  }

  public void kill() {
    process.destroyForcibly();
    join();
  }

  public void restart() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the process to stop and waits; answers with its exit code. */
  public int stop() {
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
