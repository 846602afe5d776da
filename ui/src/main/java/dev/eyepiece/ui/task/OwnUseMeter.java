package dev.eyepiece.ui.task;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks once a second, on a thread of its own, at what this process uses. */
public final class OwnUseMeter implements AutoCloseable {
  /** Linux, proc(5): sizes in pages, the second figure is the resident set. */
  private static final Path STATM = Path.of("/proc/self/statm");

  private static final long PAGE = 4096;

  private final ScheduledExecutorService pace =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("eyepiece-own-use").factory());
  private volatile OwnUse latest = OwnUse.UNKNOWN;
  private long cpuBefore;
  private long timeBefore;

  /** Starts to look. */
  public OwnUseMeter() {
    var _ = pace.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  /** The newest figures; never blocks. */
  public OwnUse latest() {
    return latest;
  }

  private void look() {
    long now = System.nanoTime();
    long cpu = cpuNanos();
    long passed = now - timeBefore;
    int percent =
        timeBefore == 0 || passed <= 0
            ? 0
            : (int) Math.max(0, Math.round(100.0 * (double) (cpu - cpuBefore) / (double) passed));
    cpuBefore = cpu;
    timeBefore = now;
    Runtime runtime = Runtime.getRuntime();
    latest = new OwnUse(percent, rss(), runtime.totalMemory() - runtime.freeMemory());
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean own
        ? own.getProcessCpuTime()
        : 0;
  }

  private static long rss() {
    if (!Files.exists(STATM)) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(STATM).split(" ", -1)[1]) * PAGE;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      // A figure for the status bar: unknown is shown as unknown.
      return 0;
    }
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
