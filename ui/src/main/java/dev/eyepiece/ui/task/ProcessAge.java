package dev.eyepiece.ui.task;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long this process has run, a launcher that became it counted. {@link ProcessHandle.Info} will
 * not do: it adds the time of the machine's start, which Linux gives in whole seconds.
 */
final class ProcessAge {
  /** The unit of times in /proc/self/stat as programs see it, on every architecture (time(7)). */
  private static final long MILLIS_PER_TICK = 10;

  /**
   * Of the fields after the command's name: when the process started (proc_pid_stat(5), field 22).
   */
  private static final int START = 19;

  /** A launcher takes less; a container whose two clocks differ shows more. */
  private static final long MOST_BEFORE_JVM_MILLIS = 60_000;

  private ProcessAge() {}

  /** To a hundredth of a second on Linux; elsewhere since the JVM started. */
  static Duration now() {
    long jvm = ManagementFactory.getRuntimeMXBean().getUptime();
    long process = linux().orElse(jvm);
    return Duration.ofMillis(
        process >= jvm - MILLIS_PER_TICK && process < jvm + MOST_BEFORE_JVM_MILLIS ? process : jvm);
  }

  private static Optional<Long> linux() {
    try {
      return Optional.of(
          millis(
              Files.readString(Path.of("/proc/self/stat")),
              Files.readString(Path.of("/proc/uptime"))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The age in milliseconds.
   *
   * @param stat a process's line; the command's name in it, in parentheses, may hold anything
   * @param uptime seconds since the machine started, and more
   * @throws IllegalArgumentException when the texts are others
   */
  static long millis(String stat, String uptime) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length <= START) {
      throw new IllegalArgumentException("no start among the " + fields.length + " fields");
    }
    double seconds = Double.parseDouble(uptime.split(" ", 2)[0]);
    return Math.round(seconds * 1_000) - Long.parseLong(fields[START]) * MILLIS_PER_TICK;
  }
}
