package dev.eyepiece.profiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What profiling the whole host costs. Arguments: what to measure (cpu, switches, calls: work of a
 * load for each second of its CPU time with the profiler and without; helper: CPU time of the
 * profiler's process), pairs (10), seconds of each half of a pair (6), kind of profile (cpu).
 *
 * <p>Each pair has both halves one after the other, the first of them in turn; the profiler, in a
 * process of its own as it is beside the window, has three seconds to settle and is asked once a
 * second for what it has.
 */
final class ProfilerBenchmark {
  private static final int SETTLE_SECONDS = 3;
  private static final int START_SECONDS = 10;
  private static final int STEADY_SECONDS = 60;

  /** Clock ticks a second in /proc, which is 100 on every Linux that runs Java. */
  private static final double TICKS = 100;

  private ProfilerBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    String what = argument(arguments, 0, "cpu");
    int pairs = Integer.parseInt(argument(arguments, 1, "10"));
    int seconds = Integer.parseInt(argument(arguments, 2, "6"));
    ProfileKind kind =
        argument(arguments, 3, "cpu").equals("cpu") ? ProfileKind.CPU : ProfileKind.OFF_CPU;
    Path folder = Files.createTempDirectory("profiler-benchmark");
    Path loads = Programs.c("loads", folder);
    if (what.equals("helper")) {
      helper(loads, folder, kind);
    } else {
      overhead(new Load(loads, what, seconds), pairs, folder, kind);
    }
    Programs.delete(folder);
  }

  private static String argument(String[] arguments, int index, String otherwise) {
    return arguments.length > index ? arguments[index] : otherwise;
  }

  /** What a load did. */
  private record Work(long operations, double cpuSeconds, long switches) {
    double rate() {
      return (double) operations / cpuSeconds;
    }
  }

  private record Load(Path program, String name, int seconds) {
    Work run() throws IOException, InterruptedException {
      Process process = Programs.start(program, name, Integer.toString(seconds));
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("the load " + name + " failed: " + said);
      }
      String[] figures = said.strip().split(" ", -1);
      return new Work(
          Long.parseLong(figures[0]),
          (double) Long.parseLong(figures[1]) / 1e9,
          Long.parseLong(figures[2]));
    }
  }

  /** A profiler that is asked once a second, as the window asks it. */
  private static final class Asked implements AutoCloseable {
    private final HelperProfiler profiler;
    private final Thread asking;
    private volatile boolean done;

    Asked(Path folder, ProfileKind kind) throws ProfilerException {
      profiler = HelperProfiler.start(ProfileOptions.wholeHost(kind), folder, System.getenv());
      asking = Thread.ofPlatform().name("asking").start(this::ask);
    }

    private void ask() {
      try {
        while (!done) {
          TimeUnit.SECONDS.sleep(1);
          profiler.take();
          profiler.stats();
        }
      } catch (ProfilerException e) {
        if (!done) {
          throw new IllegalStateException(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    double cpuSeconds() throws IOException {
      String stat = Files.readString(Path.of("/proc/" + profiler.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (double) (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    ProfilerStats stats() throws ProfilerException {
      return profiler.stats();
    }

    @Override
    public void close() {
      done = true;
      profiler.close();
      asking.interrupt();
    }
  }

  private static void overhead(Load load, int pairs, Path folder, ProfileKind kind)
      throws Exception {
    List<Double> ratios = new ArrayList<>();
    load.run();
    for (int pair = 0; pair < pairs; pair++) {
      boolean first = pair % 2 == 0;
      @Nullable Work before = first ? load.run() : null;
      Work with;
      ProfilerStats stats;
      try (Asked profiler = new Asked(folder, kind)) {
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        with = load.run();
        stats = profiler.stats();
      }
      Work without = before == null ? load.run() : before;
      ratios.add(with.rate() / without.rate());
      System.out.printf(
          Locale.ROOT,
          "%s: with %.0f, without %.0f a second of CPU: %.4f; %,d switches a second of CPU; %,d"
              + " samples, %.1f %% complete, %d lost%n",
          load.name(),
          with.rate(),
          without.rate(),
          with.rate() / without.rate(),
          Math.round((double) without.switches() / without.cpuSeconds()),
          stats.samples(),
          stats.completePercent(),
          stats.lost());
    }
    ratios.sort(Double::compare);
    System.out.printf(
        Locale.ROOT,
        "%s: median ratio %.4f of %d pairs, quartiles %.4f and %.4f, least %.4f, most %.4f%n",
        load.name(),
        quantile(ratios, 0.5),
        pairs,
        quantile(ratios, 0.25),
        quantile(ratios, 0.75),
        ratios.getFirst(),
        ratios.getLast());
  }

  private static double quantile(List<Double> sorted, double part) {
    double at = part * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(sorted.size() - 1, below + 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }

  private static void helper(Path loads, Path folder, ProfileKind kind) throws Exception {
    int all = START_SECONDS + STEADY_SECONDS;
    List<Process> busy = new ArrayList<>();
    for (String name : List.of("cpu", "switches")) {
      busy.add(Programs.start(loads, name, Integer.toString(all + 5)));
    }
    try (Asked profiler = new Asked(folder, kind)) {
      TimeUnit.SECONDS.sleep(START_SECONDS);
      double start = profiler.cpuSeconds();
      TimeUnit.SECONDS.sleep(STEADY_SECONDS);
      double steady = profiler.cpuSeconds() - start;
      ProfilerStats stats = profiler.stats();
      System.out.printf(
          Locale.ROOT,
          "helper: %.2f s of CPU in the first %d s; then %.2f s in %d s: %.2f %% of a core;"
              + " %,d samples, %.1f %% complete, %d lost%n",
          start,
          START_SECONDS,
          steady,
          STEADY_SECONDS,
          100 * steady / STEADY_SECONDS,
          stats.samples(),
          stats.completePercent(),
          stats.lost());
    } finally {
      busy.forEach(Process::destroy);
      for (Process each : busy) {
        each.waitFor();
      }
    }
  }
}
