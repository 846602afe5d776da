package dev.eyepiece.app.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Telemetry of all signals into {@code ./eyepiece} under Xvfb, at a steady pace. Arguments: SECONDS
 * (300), RECORDS_A_SECOND (20000), CAP of the store on disk (10GB). Flags of its JVM may stand in
 * JDK_JAVA_OPTIONS.
 */
final class SoakBenchmark {
  private SoakBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(IngestBenchmark.argument(arguments, 0, "300"));
    int records = Integer.parseInt(IngestBenchmark.argument(arguments, 1, "20000"));
    Path folder = Files.createTempDirectory("eyepiece-soak");
    Process display = WindowBenchmark.display();
    try {
      String cap = IngestBenchmark.argument(arguments, 2, "10GB");
      report(Soak.run(folder, WindowBenchmark.screen(display), records, seconds, cap));
    } finally {
      display.destroy();
    }
    IngestBenchmark.report("all of it is in", folder);
  }

  static void report(Soak soak) {
    IngestBenchmark.report("records sent", soak.sent());
    IngestBenchmark.report(
        "records held",
        soak.held() + (soak.accountedFor().equals(soak.sent()) ? "" : "  LOST OR DOUBLED"));
    IngestBenchmark.report("records deleted for room", soak.deleted());
    IngestBenchmark.report("told to come again", soak.refused());
    long all = soak.sent().values().stream().mapToLong(Long::longValue).sum();
    IngestBenchmark.report(
        "CPU us a record, with the window", Math.round(soak.cpuSeconds() * 1e8 / all) / 100.0);
    IngestBenchmark.report("RSS MiB by fifths of the time", fifths(soak.rssMib()));
    IngestBenchmark.report("of it pages of files, MiB", fifths(soak.filesMib()));
    IngestBenchmark.report(
        "MiB a minute more in the second half, without files",
        Math.round(soak.growthMib() * 100) / 100.0);
    IngestBenchmark.report(
        "RSS MiB, most", soak.rssMib().stream().mapToLong(Long::longValue).max().orElse(0));
    IngestBenchmark.report(
        "disk MiB, most", soak.diskMib().stream().mapToLong(Long::longValue).max().orElse(0));
    IngestBenchmark.report("FX heartbeat", soak.heartbeat());
  }

  private static List<Long> fifths(List<Long> figures) {
    return IntStream.range(0, 5)
        .mapToObj(i -> Math.round(Soak.mean(figures, i / 5.0, (i + 1) / 5.0)))
        .toList();
  }
}
