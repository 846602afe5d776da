package dev.eyepiece.app.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process (proc(5)). */
final class ProcessFigures {
  /** Clock ticks a second, which is 100 on every Linux that runs Java. */
  private static final double TICKS = 100;

  private ProcessFigures() {}

  /** Seconds of CPU that it used, its own and the kernel's for it. */
  static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (double) (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** A figure of /proc in KiB. */
  static long memoryKib(long pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
