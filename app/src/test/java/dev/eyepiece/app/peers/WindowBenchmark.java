package dev.eyepiece.app.peers;

import static dev.eyepiece.app.peers.IngestBenchmark.report;

import dev.eyepiece.app.process.ServeProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The whole program with its window, under Xvfb, while spans come in by gRPC: {@code ./eyepiece} as
 * users start it, the list of traces open, the FX thread asked every 10 ms for a sign of life.
 * Arguments: SPANS (1000000), CONNECTIONS (4), seconds of rest at the end (30).
 */
final class WindowBenchmark {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final long START_SECONDS = 120;

  private WindowBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int spans = Integer.parseInt(IngestBenchmark.argument(arguments, 0, "1000000"));
    int connections = Integer.parseInt(IngestBenchmark.argument(arguments, 1, "4"));
    int restSeconds = Integer.parseInt(IngestBenchmark.argument(arguments, 2, "30"));
    Path folder = Files.createTempDirectory("eyepiece-window");
    Path data = folder.resolve("data");
    // With something held the window opens its list of traces.
    int before = 5_008;
    eyepiece(
        folder,
        "import",
        ROOT.resolve("resources/src/main/resources/dev/eyepiece/sample/shop-traces.jsonl.gz")
            .toString(),
        "--data",
        data.toString());
    Process display = display();
    try {
      window(folder, data, screen(display), new Run(spans, connections, restSeconds));
    } finally {
      display.destroy();
    }
    long held =
        Long.parseLong(
            eyepiece(folder, "query", "--data", data.toString(), "--count")
                .replaceAll("[^0-9]", ""));
    int sent = spans / SpanLoad.SPANS_A_REQUEST * SpanLoad.SPANS_A_REQUEST;
    report(
        "spans sent, held",
        sent + ", " + (held - before) + (held - before == sent ? "" : "  LOST OR DOUBLED"));
    report("bytes a span on disk", IngestBenchmark.size(data.resolve("windows")) / held);
    System.out.println("all of it is in " + folder);
  }

  private record Run(int spans, int connections, int restSeconds) {}

  private static void window(Path folder, Path data, String screen, Run run) throws Exception {
    int grpc = ServeProcess.freePort();
    Path heartbeat = folder.resolve("heartbeat.json");
    ProcessBuilder builder =
        program(
            folder,
            List.of(
                "--data",
                data.toString(),
                "--otlp-grpc",
                "127.0.0.1:" + grpc,
                "--otlp-http",
                "127.0.0.1:" + ServeProcess.freePort(),
                "--api",
                "127.0.0.1:" + ServeProcess.freePort(),
                "--fx-heartbeat",
                heartbeat.toString()));
    builder.environment().put("DISPLAY", screen);
    builder.environment().remove("WAYLAND_DISPLAY");
    long began = System.nanoTime();
    // The script becomes the program, so that its number is the program's.
    Process window =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("window.log").toFile())
            .start();
    try {
      awaitPort(grpc, window);
      report("seconds until the port is open", (double) (System.nanoTime() - began) / 1e9);
      TimeUnit.SECONDS.sleep(10);
      long idle = ProcessFigures.memoryKib(window.pid(), "VmRSS");
      double cpu = ProcessFigures.cpuSeconds(window.pid());
      long start = System.nanoTime();
      int sent = new SpanLoad().sendGrpc("127.0.0.1:" + grpc, run.spans, run.connections);
      double acknowledged = (double) (System.nanoTime() - start) / 1e9;
      while (IngestBenchmark.growth(data) > 0) {
        report("sealing still, seconds", (System.nanoTime() - start) / 1_000_000_000);
      }
      double rest = (double) (System.nanoTime() - start) / 1e9 - 6;
      double spent = ProcessFigures.cpuSeconds(window.pid()) - cpu;
      TimeUnit.SECONDS.sleep(run.restSeconds);
      report("acknowledged per second", Math.round(sent / acknowledged));
      report("at rest per second", Math.round(sent / rest));
      report("CPU us a span, with the window", Math.round(spent * 1e8 / sent) / 100.0);
      report(
          "RSS MiB idle, peak, after",
          (idle >> 10)
              + ", "
              + (ProcessFigures.memoryKib(window.pid(), "VmHWM") >> 10)
              + ", "
              + (ProcessFigures.memoryKib(window.pid(), "VmRSS") >> 10));
    } finally {
      window.destroy();
      if (!window.waitFor(60, TimeUnit.SECONDS)) {
        window.destroyForcibly();
      }
    }
    report("FX heartbeat", Files.readString(heartbeat).strip());
  }

  private static void awaitPort(int port, Process process) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > until) {
          throw new IOException("the window did not start", notYet);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** An X server with a free number. */
  static Process display() throws IOException {
    return new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static String screen(Process display) throws IOException {
    BufferedReader out = display.inputReader();
    String number = out.readLine();
    if (number == null) {
      throw new IOException("Xvfb did not start; expected it on the PATH");
    }
    return ":" + number.strip();
  }

  /** {@code ./eyepiece} with settings and state of its own. */
  static ProcessBuilder program(Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("eyepiece").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // Nothing that a user has set or that an earlier run remembered plays a part.
    Map<String, String> environment = builder.environment();
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    return builder;
  }

  /** Runs a command to its end and gives what it printed. */
  private static String eyepiece(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        program(folder, List.of(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", arguments) + " ended with " + process.exitValue());
    }
    return out;
  }
}
