package dev.eyepiece.profiler.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processors that are on. */
public final class Cpus {
  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");
  private static final int MOST = 8192;

  private Cpus() {}

  /** Their numbers. */
  public static List<Integer> online() {
    try {
      return parse(Files.readString(ONLINE).strip());
    } catch (IOException | NumberFormatException unreadable) {
      return parse("0-" + (Runtime.getRuntime().availableProcessors() - 1));
    }
  }

  /** Reads for instance {@code 0-3,8}. */
  static List<Integer> parse(String text) {
    List<Integer> cpus = new ArrayList<>();
    for (String range : text.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = Integer.parseInt(range.substring(dash + 1));
      for (int cpu = first; cpu <= last && cpus.size() < MOST; cpu++) {
        cpus.add(cpu);
      }
    }
    return cpus;
  }
}
