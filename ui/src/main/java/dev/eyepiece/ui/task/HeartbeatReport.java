package dev.eyepiece.ui.task;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures of a heartbeat as one JSON object, for benchmarks. */
public final class HeartbeatReport {
  private HeartbeatReport() {}

  /** {@code {"signs": 812, "everyMs": 10, "p50Ms": 0.1, "p99Ms": 4.2, "maxMs": 31.0, ...}}. */
  public static String json(FxHeartbeat.Figures figures) {
    StringBuilder json = new StringBuilder("{\"signs\": ").append(figures.signs());
    number(json, "everyMs", figures.everyNanos());
    number(json, "p50Ms", figures.p50Nanos());
    number(json, "p99Ms", figures.p99Nanos());
    number(json, "maxMs", figures.maxNanos());
    number(json, "maxWatchMs", figures.maxWatchNanos());
    json.append(", \"over100Ms\": ").append(figures.late()).append(", \"late\": [");
    String comma = "";
    for (FxHeartbeat.Late late : figures.longest()) {
      json.append(comma).append("{\"ms\": ").append(millis(late.delayNanos()));
      number(json, "cpuMs", late.cpuNanos());
      number(json, "watchMs", late.watchNanos());
      json.append(", \"looks\": [");
      json.append(late.looks().stream().map(HeartbeatReport::look).collect(joining(", ")));
      json.append("]}");
      comma = ", ";
    }
    return json.append("]}").toString();
  }

  private static String look(FxLook look) {
    StringBuilder json = new StringBuilder("{\"state\": \"").append(look.state()).append('"');
    number(json, "afterMs", look.afterNanos());
    stack(json, "where", look.where());
    stack(json, "renderer", look.renderer());
    stack(json, "lock", List.of(look.lock()));
    stack(json, "holder", look.holder());
    return json.append('}').toString();
  }

  private static void stack(StringBuilder json, String name, List<String> frames) {
    // Names of classes and methods hold neither quotes nor backslashes, those of threads may.
    String text = String.join(" < ", frames).replace('"', '\'').replace('\\', '/');
    json.append(", \"").append(name).append("\": \"").append(text).append('"');
  }

  private static void number(StringBuilder json, String name, long nanos) {
    json.append(", \"").append(name).append("\": ");
    json.append(millis(nanos));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", (double) nanos / 1e6);
  }

  /**
   * Writes the object and a line end.
   *
   * @param firstFrame goes before the other figures, in milliseconds, when it is known
   */
  public static void write(FxHeartbeat.Figures figures, Optional<Duration> firstFrame, Path file)
      throws IOException {
    String first =
        firstFrame.map(after -> "\"firstFrameMs\": " + after.toMillis() + ", ").orElse("");
    Files.writeString(
        file, "{" + first + json(figures).substring(1) + "\n", StandardCharsets.UTF_8);
  }
}
