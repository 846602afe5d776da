package dev.eyepiece.app.peers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the kernel says of a process (proc(5)). */
final class ProcessFigures {
  /** Clock ticks a second, which is 100 on every Linux that runs Java. */
  private static final double TICKS = 100;

  private ProcessFigures() {}

  /** Seconds of CPU that it used, its own and the kernel's for it. */
  static double cpuSeconds(long pid) throws IOException {
    return cpuSeconds(Path.of("/proc/" + pid + "/stat"));
  }

  /**
   * The same of some of its threads.
   *
   * @param threads matches their names, of which the system keeps 15 characters
   */
  static double cpuSeconds(long pid, Pattern threads) throws IOException {
    double seconds = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) {
        try {
          if (threads.matcher(Files.readString(task.resolve("comm")).strip()).matches()) {
            seconds += cpuSeconds(task.resolve("stat"));
          }
        } catch (NoSuchFileException ended) {
          // What it used is in no thread's figures any more.
        }
      }
    }
    return seconds;
  }

  private static double cpuSeconds(Path file) throws IOException {
    String stat = Files.readString(file);
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
