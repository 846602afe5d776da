package dev.eyepiece.app.peers;

import dev.eyepiece.agent.AgentAccess;
import dev.eyepiece.agent.ApiClient;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RunningAgents;
import dev.eyepiece.app.process.ServeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The whole program with its window and with the flags of {@code ./eyepiece}, while telemetry of
 * all signals comes in at a steady pace.
 *
 * @param sent acknowledged records by signal
 * @param held records by signal, asked after the window has closed
 * @param deleted records by signal that went for room, as the program said itself
 * @param diskMib of sealed telemetry, a figure a second
 * @param rssMib memory of the process, a figure a second
 * @param filesMib what of it are pages of files, code above all: the kernel takes them away on a
 *     machine that is short of memory, and they come back as they are used
 * @param refused how often a sender was told to come again
 * @param cpuSeconds of the window's process while it was sent to
 * @param heartbeat the FX thread's figures as JSON
 */
record Soak(
    Map<String, Long> sent,
    Map<String, Long> held,
    Map<String, Long> deleted,
    List<Long> diskMib,
    List<Long> rssMib,
    List<Long> filesMib,
    long refused,
    double cpuSeconds,
    String heartbeat) {
  private static final long START_SECONDS = 120;
  private static final List<String> FLAGS =
      List.of(
          "-Dprism.order=sw",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UseG1GC",
          "-XX:+ExplicitGCInvokesConcurrent",
          "-XX:TrimNativeHeapInterval=30000",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=30",
          "-Xms64m",
          "-Xmx1g",
          "-Dglass.platform=Headless");

  /**
   * Runs it; blocks for as long as that takes.
   *
   * @param cap of sealed telemetry on disk, as the setting {@code caps.store} is written
   * @param screen of an X server, where {@code ./eyepiece} is started; empty for the tests' own
   *     classes and JavaFX's Headless platform, whose FX thread copies each picture by itself, so
   *     that its gaps say nothing of a window
   */
  static Soak run(Path folder, String screen, int recordsASecond, int seconds, String cap)
      throws IOException, InterruptedException, QueryException {
    Path data = folder.resolve("data");
    Path heartbeat = folder.resolve("heartbeat.json");
    Path log = folder.resolve("window.log");
    int grpc = ServeProcess.freePort();
    // With something held the window opens its list of traces.
    ServeProcess.output(
        "import",
        Path.of("../resources/src/main/resources/dev/eyepiece/sample/shop-traces.jsonl.gz")
            .toString(),
        "--data",
        data.toString());
    Map<String, Long> before = counts(data);
    String[] arguments = {
      "--data",
      data.toString(),
      "--otlp-grpc",
      "127.0.0.1:" + grpc,
      "--otlp-http",
      "127.0.0.1:0",
      "--api",
      "127.0.0.1:0",
      "--fx-heartbeat",
      heartbeat.toString()
    };
    ProcessBuilder builder =
        screen.isEmpty()
            ? ServeProcess.program(FLAGS, arguments)
            : WindowBenchmark.program(folder, List.of(arguments));
    // The Headless platform opens no display; without a name of one the program would not ask it.
    builder.environment().put("DISPLAY", screen.isEmpty() ? "headless" : screen);
    builder.environment().remove("WAYLAND_DISPLAY");
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("EYEPIECE_HOST_METRICS", "off");
    builder.environment().put("EYEPIECE_CAPS_STORE", cap);
    Process window = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      awaitPort(grpc, window, log);
      // Its first seconds are a start and not a soak.
      TimeUnit.SECONDS.sleep(10);
      double cpu = ProcessFigures.cpuSeconds(window.pid());
      SoakLoad load = new SoakLoad("127.0.0.1:" + grpc, recordsASecond, seconds);
      Map<String, Long> sent = new ConcurrentHashMap<>();
      Thread sender =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  load.send().forEach((signal, count) -> sent.put(signal, count.get()));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      List<Long> rss = new ArrayList<>();
      List<Long> files = new ArrayList<>();
      List<Long> disk = new ArrayList<>();
      while (!sender.join(java.time.Duration.ofSeconds(1))) {
        rss.add(ProcessFigures.memoryKib(window.pid(), "VmRSS") >> 10);
        files.add(ProcessFigures.memoryKib(window.pid(), "RssFile") >> 10);
        disk.add(bytes(data.resolve("windows")) >> 20);
      }
      double spent = ProcessFigures.cpuSeconds(window.pid()) - cpu;
      Map<String, Long> deleted = deletedAtRest(folder);
      window.destroy();
      if (!window.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("the window did not close; " + Files.readString(log));
      }
      Map<String, Long> held = counts(data);
      before.forEach((signal, count) -> held.merge(signal, -count, Long::sum));
      return new Soak(
          sent,
          held,
          deleted,
          disk,
          rss,
          files,
          load.refused(),
          spent,
          Files.readString(heartbeat).strip());
    } finally {
      window.destroyForcibly();
    }
  }

  private static Map<String, Long> counts(Path data) throws IOException, InterruptedException {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String signal : List.of("traces", "logs", "metrics", "profiles")) {
      String text =
          ServeProcess.output("query", "--signal", signal, "--data", data.toString(), "--count");
      counts.put(signal, Long.parseLong(text.replaceAll("[^0-9]", "")));
    }
    return counts;
  }

  private static long bytes(Path windows) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(windows)) {
      for (Path file : files.toList()) {
        try {
          bytes += Files.size(file);
        } catch (NoSuchFileException gone) {
          // A window that went for room between the listing and the question.
        }
      }
    }
    return bytes;
  }

  /** What went for room, once everything that came is sealed, so that no more goes. */
  private static Map<String, Long> deletedAtRest(Path folder)
      throws IOException, InterruptedException, QueryException {
    AgentAccess access =
        new AgentAccess(
            new RunningAgents(folder.resolve("state/eyepiece")), InstantSource.system());
    try (ApiClient agent = access.owner(folder.resolve("data"))) {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        Map<String, Long> unsealed = ofSignals(agent, "unsealed");
        if (unsealed.values().stream().allMatch(records -> records == 0)) {
          return ofSignals(agent, "deleted");
        }
      }
    }
  }

  private static Map<String, Long> ofSignals(ApiClient agent, String figure) throws QueryException {
    Map<String, Long> figures = new LinkedHashMap<>();
    if (agent.status().get("stats") instanceof Map<?, ?> stats
        && stats.get("signals") instanceof Map<?, ?> signals) {
      signals.forEach((signal, values) -> {
        if (values instanceof Map<?, ?> map && map.get(figure) instanceof Long number) {
          figures.put(signal.toString(), number);
        }
      });
    }
    return figures;
  }

  private static void awaitPort(int port, Process process, Path log) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > until) {
          throw new IOException("the window did not start: " + Files.readString(log), notYet);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** What is held and what went for room, by signal. */
  Map<String, Long> accountedFor() {
    Map<String, Long> all = new TreeMap<>(held);
    deleted.forEach((signal, records) -> all.merge(signal, records, Long::sum));
    return all;
  }

  /** Mean of a figure in a part of the run; from and to are shares of it. */
  static double mean(List<Long> figures, double from, double to) {
    int size = figures.size();
    return figures.subList((int) (size * from), (int) (size * to)).stream()
        .mapToLong(Long::longValue)
        .average()
        .orElse(0);
  }

  /**
   * MiB a minute by which memory other than files' grew in the second half of the run: the slope of
   * the line that fits its figures best, by least squares.
   */
  double growthMib() {
    int size = rssMib.size();
    int from = size / 2;
    double middle = (from + size - 1) / 2.0;
    double mean = mean(rssMib, 0.5, 1) - mean(filesMib, 0.5, 1);
    double both = 0;
    double squares = 0;
    for (int i = from; i < size; i++) {
      both += (i - middle) * (rssMib.get(i) - filesMib.get(i) - mean);
      squares += (i - middle) * (i - middle);
    }
    return squares == 0 ? 0 : 60 * both / squares;
  }
}
