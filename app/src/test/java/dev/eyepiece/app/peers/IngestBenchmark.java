package dev.eyepiece.app.peers;

import dev.eyepiece.app.process.ServeProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spans into a {@code serve} process of its own: until acknowledged, until sealed, CPU a span,
 * memory, disk, and that none is lost. Arguments: spans (a million), connections (four), {@code
 * grpc} or {@code http}, seconds to look at the memory at rest (ten), then flags for the JVM of the
 * process; without any, {@code ./eyepiece serve} starts it as users do. Linux only, for /proc.
 */
final class IngestBenchmark {
  /** The last seal waits for five seconds at most. */
  private static final long QUIET_NANOS = 6_000_000_000L;

  private static final long LONGEST_NANOS = 300_000_000_000L;

  private IngestBenchmark() {}

  static String argument(String[] arguments, int at, String otherwise) {
    return arguments.length > at ? arguments[at] : otherwise;
  }

  public static void main(String[] arguments) throws Exception {
    int spans = Integer.parseInt(argument(arguments, 0, "1000000"));
    int connections = Integer.parseInt(argument(arguments, 1, "4"));
    boolean grpc = argument(arguments, 2, "grpc").equals("grpc");
    int restSeconds = Integer.parseInt(argument(arguments, 3, "10"));
    List<String> flags =
        List.of(arguments).subList(Math.min(4, arguments.length), arguments.length);
    SpanLoad load = new SpanLoad();
    Path data = Files.createTempDirectory("eyepiece-ingest");
    try (ServeProcess serve =
        flags.isEmpty()
            ? ServeProcess.startByScript(WindowBenchmark.ROOT.resolve("eyepiece"), data)
            : ServeProcess.start(data, flags)) {
      long idle = ProcessFigures.memoryKib(serve.pid(), "VmRSS");
      double cpu = ProcessFigures.cpuSeconds(serve.pid());
      long began = System.nanoTime();
      int sent =
          grpc
              ? load.sendGrpc(serve.grpcAddress(), spans, connections)
              : load.sendHttp(serve.httpEndpoint(), spans, connections);
      double acknowledged = (double) (System.nanoTime() - began) / 1e9;
      double answered = ProcessFigures.cpuSeconds(serve.pid()) - cpu;
      double rest = (double) (lastGrowth(data) - began) / 1e9;
      double spent = ProcessFigures.cpuSeconds(serve.pid()) - cpu;
      long after = ProcessFigures.memoryKib(serve.pid(), "VmRSS");
      Thread.sleep(restSeconds * 1000L);
      long resting = ProcessFigures.memoryKib(serve.pid(), "VmRSS");
      long peak = ProcessFigures.memoryKib(serve.pid(), "VmHWM");
      long held = serve.count("");
      report("spans sent, held", sent + ", " + held + (sent == held ? "" : "  LOST OR DOUBLED"));
      report("acknowledged per second", Math.round(sent / acknowledged));
      report("at rest per second", Math.round(sent / rest));
      report("CPU us a span, acknowledged", Math.round(answered * 1e8 / sent) / 100.0);
      report("CPU us a span, at rest", Math.round(spent * 1e8 / sent) / 100.0);
      report("bytes a span sent", load.bytesEach());
      report("bytes a span on disk", size(data.resolve("windows")) / sent);
      report(
          "RSS MiB idle, peak, sealed, at rest",
          (idle >> 10) + ", " + (peak >> 10) + ", " + (after >> 10) + ", " + (resting >> 10));
      serve.stop();
      report("bytes a span once closed", size(data.resolve("windows")) / sent);
    }
  }

  static void report(String what, Object value) {
    System.out.printf("%-28s %s%n", what, value);
  }

  /**
   * Waits until no window has grown for a while, five minutes at most, when everything is sealed;
   * answers with when one last did, to a twentieth of a second, by {@link System#nanoTime}.
   */
  private static long lastGrowth(Path data) throws InterruptedException {
    long began = System.nanoTime();
    long last = began;
    long before = windows(data);
    long now = began;
    while (now - last < QUIET_NANOS && now - began < LONGEST_NANOS) {
      Thread.sleep(50);
      long size = windows(data);
      now = System.nanoTime();
      if (size != before) {
        last = now;
        before = size;
      }
    }
    return last;
  }

  /** Bytes of all windows, of which some file may go while they are counted. */
  private static long windows(Path data) {
    File[] files = data.resolve("windows").toFile().listFiles();
    return files == null ? 0 : Arrays.stream(files).mapToLong(File::length).sum();
  }

  /** Zero once the newest window has stopped growing for a while: then everything is sealed. */
  static long growth(Path data) throws IOException, InterruptedException {
    long before = size(data.resolve("windows"));
    Thread.sleep(6000);
    return size(data.resolve("windows")) - before;
  }

  static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
