package dev.eyepiece.agent;

import dev.eyepiece.agent.doctor.ProcFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How much memory the machine has to give, and how long its programs stood still for want of it: a
 * kernel that has none left takes the code of programs away, and each of them then waits for the
 * disk, whatever it was about to do. From {@code /proc/meminfo} (proc(5)) and {@code
 * /proc/pressure/memory} (the kernel's "PSI - Pressure Stall Information"), which are Linux alone.
 */
final class MemoryFinding {
  private static final String TOPIC = "memory";
  private static final long FLOOR_KIB = 1 << 20;

  /** Of the last five minutes, in percent; what is less, nobody sees. */
  private static final double STILL_PERCENT = 1;

  private static final long WORTH_SAYING_MICROS = 1_000_000;

  /** The line of times in which no program that wanted to go on could. */
  private static final Pattern FULL =
      Pattern.compile("full avg10=\\S+ avg60=\\S+ avg300=(\\d{1,3}\\.\\d{1,4}) total=(\\d{1,18})");

  private MemoryFinding() {}

  /** Looks into the given {@code /proc}. */
  static Finding of(Path proc) {
    Optional<Long> available =
        ProcFile.lines(proc.resolve("meminfo")).stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst();
    if (available.isEmpty()) {
      return Finding.info(
          TOPIC, Runtime.getRuntime().maxMemory() / 1_000_000 + " MB for this process");
    }
    List<MatchResult> pressure =
        ProcFile.text(proc.resolve("pressure/memory"))
            .map(text -> FULL.matcher(text).results().toList())
            .orElse(List.of());
    double percent = pressure.isEmpty() ? 0 : Double.parseDouble(pressure.getFirst().group(1));
    long micros = pressure.isEmpty() ? 0 : Long.parseLong(pressure.getFirst().group(2));
    String what =
        String.format(Locale.ROOT, "%.1f GB available", (double) available.get() * 1024 / 1e9)
            + (micros < WORTH_SAYING_MICROS ? "" : stood(micros));
    if (percent >= STILL_PERCENT) {
      return Finding.warning(
          TOPIC,
          what + String.format(Locale.ROOT, ", %.0f %% of the last five minutes", percent),
          "close what takes most, see 'ps aux --sort=-rss'; the window stands still too");
    }
    return available.get() < FLOOR_KIB
        ? Finding.warning(TOPIC, what, "close something, or set caps.ring lower")
        : Finding.ok(TOPIC, what);
  }

  private static String stood(long micros) {
    return "; since the machine started its programs stood still for want of it for "
        + micros / 1_000_000
        + " s";
  }
}
