package dev.eyepiece.profiler;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The same process seen by this profiler and by perf at the same time, each at 99 Hz: how far apart
 * their shares are. A benchmark too; argument: seconds (120).
 *
 * @param functions sum of the differences of all functions' own shares, 0 to 2
 * @param stacks the same of whole stacks
 * @param chance what {@code stacks} is on average for two equal profilers with so few samples
 * @param samples this profiler's
 * @param peerSamples perf's
 * @param widest the stacks that differ the most, for a reader
 */
record PerfComparison(
    double functions,
    double stacks,
    double chance,
    long samples,
    long peerSamples,
    List<String> widest) {
  private static final int SHOWN = 8;

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 120;
    // perf takes every file whose path begins with /tmp/perf- for a map of code made at run time.
    Path folder = Files.createTempDirectory("beside-perf");
    PerfComparison found = run(folder, seconds);
    System.out.printf(
        Locale.ROOT,
        "%d samples, perf %d: L1 distance of functions %.2f %%, of stacks %.2f %%, of which"
            + " chance makes %.2f %%%n",
        found.samples,
        found.peerSamples,
        100 * found.functions,
        100 * found.stacks,
        100 * found.chance);
    found.widest.forEach(System.out::println);
    Programs.delete(folder);
  }

  /** Runs both beside a program of few stacks. */
  static PerfComparison run(Path folder, int seconds) throws Exception {
    Path data = folder.resolve("perf.data");
    Process program = Programs.start(Programs.c("mix", folder), Integer.toString(seconds + 30));
    Flat flat = new Flat();
    long taken;
    try {
      ProfileOptions options =
          ProfileOptions.wholeHost(ProfileKind.CPU).ofProcess((int) program.pid());
      try (HostProfiler profiler = HostProfiler.start(options, Clock.systemUTC())) {
        Process perf =
            perf(
                "record -q -e cpu-clock -F 99 --call-graph dwarf -o "
                    + data
                    + " -p "
                    + program.pid()
                    + " -- sleep "
                    + seconds);
        perf.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        if (perf.waitFor() != 0) {
          throw new IOException("perf record ended with " + perf.exitValue());
        }
        flat.add(profiler.stop());
        taken = profiler.stats().samples();
      }
    } finally {
      program.destroy();
      program.waitFor();
    }
    Map<String, Long> ours = new HashMap<>();
    flat.sums()
        .forEach((stack, count) ->
            ours.merge(canonical(stack.substring(stack.indexOf(';') + 1)), count, Long::sum));
    return of(ours, peer(data), taken);
  }

  private static Process perf(String arguments) throws IOException {
    return new ProcessBuilder(List.of(("perf " + arguments).split(" ", -1)))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What perf saw, by stack. */
  private static Map<String, Long> peer(Path data) throws Exception {
    Map<String, Long> stacks = new HashMap<>();
    Process script = perf("script --no-inline -F comm,tid,ip,sym -i " + data);
    try (BufferedReader lines =
        new BufferedReader(
            new java.io.InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))) {
      Deque<String> stack = new ArrayDeque<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("\t")) {
          String[] parts = line.strip().split(" ", 2);
          stack.addFirst(parts[1].equals("[unknown]") ? "?" : parts[1]);
        } else if (!stack.isEmpty()) {
          stacks.merge(canonical(String.join(";", stack)), 1L, Long::sum);
          stack.clear();
        }
      }
      if (!stack.isEmpty()) {
        stacks.merge(canonical(String.join(";", stack)), 1L, Long::sum);
      }
    }
    if (!script.waitFor(1, TimeUnit.MINUTES) || script.exitValue() != 0) {
      throw new IOException("perf script did not end well");
    }
    return stacks;
  }

  /** The C library has several names for one address, and each tool prefers another. */
  private static String canonical(String stack) {
    return stack
        .replaceAll("@@?[A-Z0-9_.]+(?=;|$)", "")
        .replaceAll("(^|;)(__GI_)?_*", "$1")
        .replaceAll("(^|;)(libc_start_main|qsort)(_impl|_r)?(?=;|$)", "$1$2");
  }

  private static PerfComparison of(Map<String, Long> ours, Map<String, Long> theirs, long taken) {
    UnaryOperator<String> leaf = stack -> stack.substring(stack.lastIndexOf(';') + 1);
    Map<String, Double> apart = apart(ours, theirs, UnaryOperator.identity());
    long seen = theirs.values().stream().mapToLong(Long::longValue).sum();
    return new PerfComparison(
        sum(apart(ours, theirs, leaf)),
        sum(apart),
        chance(ours, theirs, taken, seen),
        taken,
        seen,
        apart.entrySet().stream()
            .sorted((one, other) ->
                Double.compare(Math.abs(other.getValue()), Math.abs(one.getValue())))
            .limit(SHOWN)
            .map(entry ->
                String.format(Locale.ROOT, "%+.2f %% %s", 100 * entry.getValue(), entry.getKey()))
            .toList());
  }

  /** The mean of the sum of differences of two counts of the same shares, each about normal. */
  private static double chance(
      Map<String, Long> ours, Map<String, Long> theirs, long here, long there) {
    Map<String, Long> both = new HashMap<>(ours);
    theirs.forEach((stack, count) -> both.merge(stack, count, Long::sum));
    return both.values().stream()
        .mapToDouble(count -> {
          double share = (double) count / (double) (here + there);
          double variance = share * (1 - share) * (1.0 / here + 1.0 / there);
          return Math.sqrt(2 / Math.PI * variance);
        })
        .sum();
  }

  /** Share here less share there, by what the stacks are grouped by. */
  private static Map<String, Double> apart(
      Map<String, Long> ours, Map<String, Long> theirs, UnaryOperator<String> by) {
    Map<String, Double> here = shares(ours, by);
    Map<String, Double> there = shares(theirs, by);
    Set<String> all = new HashSet<>(here.keySet());
    all.addAll(there.keySet());
    Map<String, Double> apart = new HashMap<>();
    all.forEach(key -> apart.put(key, here.getOrDefault(key, 0.0) - there.getOrDefault(key, 0.0)));
    return apart;
  }

  private static Map<String, Double> shares(Map<String, Long> sums, UnaryOperator<String> by) {
    double all = (double) sums.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Double> shares = new HashMap<>();
    sums.forEach(
        (stack, count) -> shares.merge(by.apply(stack), (double) count / all, Double::sum));
    return shares;
  }

  private static double sum(Map<String, Double> apart) {
    return apart.values().stream().mapToDouble(Math::abs).sum();
  }
}
