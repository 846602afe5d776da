package dev.eyepiece.app.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Telemetry of all signals into {@code ./eyepiece} under Xvfb, at a steady pace. Arguments: SECONDS
 * (300), RECORDS_A_SECOND (20000). Flags of its JVM may stand in JDK_JAVA_OPTIONS.
 */
final class SoakBenchmark {
  private SoakBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(IngestBenchmark.argument(arguments, 0, "300"));
    int records = Integer.parseInt(IngestBenchmark.argument(arguments, 1, "20000"));
    Path folder = Files.createTempDirectory("eyepiece-soak");
    Process display = WindowBenchmark.display();
    try {
      report(Soak.run(folder, WindowBenchmark.screen(display), records, seconds));
    } finally {
      display.destroy();
    }
    IngestBenchmark.report("all of it is in", folder);
  }

  static void report(Soak soak) {
    IngestBenchmark.report("records sent", soak.sent());
    IngestBenchmark.report(
        "records held", soak.held() + (soak.held().equals(soak.sent()) ? "" : "  LOST OR DOUBLED"));
    IngestBenchmark.report("told to come again", soak.refused());
    long all = soak.sent().values().stream().mapToLong(Long::longValue).sum();
    IngestBenchmark.report(
        "CPU us a record, with the window", Math.round(soak.cpuSeconds() * 1e8 / all) / 100.0);
    IngestBenchmark.report(
        "RSS MiB by fifths of the time",
        List.of(
            Math.round(soak.meanRssMib(0, 0.2)),
            Math.round(soak.meanRssMib(0.2, 0.4)),
            Math.round(soak.meanRssMib(0.4, 0.6)),
            Math.round(soak.meanRssMib(0.6, 0.8)),
            Math.round(soak.meanRssMib(0.8, 1))));
    IngestBenchmark.report(
        "RSS MiB, most", soak.rssMib().stream().mapToLong(Long::longValue).max().orElse(0));
    IngestBenchmark.report("FX heartbeat", soak.heartbeat());
  }
}
