package dev.eyepiece.agent;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a program whose OpenTelemetry exporter sends to a running agent, as a named run. */
public final class Runs {
  /** The resource attribute that names a run. */
  public static final String RUN_NAME = "eyepiece.run.name";

  /** Variables of one signal, which would go before those that are set here. */
  private static final List<String> GOING_BEFORE =
      List.of(
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
          "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
          "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
          "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL",
          "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
          "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL");

  private static final List<String> EXPORTERS =
      List.of("OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER", "OTEL_LOGS_EXPORTER");

  private Runs() {}

  /**
   * The variables to set. What the caller has set of his service stays: its name, and the other
   * resource attributes.
   *
   * @param name the run's name
   */
  public static Map<String, String> environment(
      RunningAgent agent, String name, List<String> command, Map<String, String> outer) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", agent.otlpHttp().toString());
    variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    for (String exporter : EXPORTERS) {
      variables.put(exporter, outer.getOrDefault(exporter, "otlp"));
    }
    String attributes = outer.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "").strip();
    String run = RUN_NAME + "=" + encoded(name);
    variables.put("OTEL_RESOURCE_ATTRIBUTES", attributes.isEmpty() ? run : attributes + "," + run);
    boolean named =
        !outer.getOrDefault("OTEL_SERVICE_NAME", "").isEmpty()
            || ("," + attributes).contains(",service.name=");
    if (!named) {
      variables.put("OTEL_SERVICE_NAME", programName(command));
    }
    return variables;
  }

  private static String programName(List<String> command) {
    Path name = Path.of(command.getFirst()).getFileName();
    return name == null ? command.getFirst() : name.toString();
  }

  /** Values are percent-encoded as W3C Baggage says, which OTEL_RESOURCE_ATTRIBUTES follows. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Runs the command on this process's own input and output and answers with its exit code. When
   * this process is told to end, so is the command.
   *
   * @param onTerminal true when the terminal itself tells the command of Ctrl+C, so that it has a
   *     moment to end by itself before it is told again
   */
  public static int run(List<String> command, Map<String, String> variables, boolean onTerminal)
      throws IOException, InterruptedException {
    return run(command, variables, onTerminal, () -> {});
  }

  /**
   * As above.
   *
   * @param started called once the command runs
   */
  public static int run(
      List<String> command, Map<String, String> variables, boolean onTerminal, Runnable started)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().keySet().removeAll(GOING_BEFORE);
    builder.environment().putAll(variables);
    Process process = builder.start();
    started.run();
    Thread forwarder =
        new Thread(() -> end(process, onTerminal ? Duration.ofSeconds(2) : Duration.ZERO));
    Runtime.getRuntime().addShutdownHook(forwarder);
    try {
      return process.waitFor();
    } finally {
      unhook(forwarder);
    }
  }

  private static void end(Process process, Duration grace) {
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroy();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      process.destroy();
    }
  }

  private static void unhook(Thread forwarder) {
    try {
      Runtime.getRuntime().removeShutdownHook(forwarder);
    } catch (IllegalStateException shuttingDown) {
      // The forwarder is at work then, and the command has ended.
    }
  }
}
