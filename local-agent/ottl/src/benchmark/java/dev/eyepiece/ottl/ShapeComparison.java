package dev.eyepiece.ottl;

import dev.eyepiece.telemetry.CpuProfiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The reference, an early version of it and this engine over the same shapes, one after the other;
 * prints a table of CPU nanoseconds a record and statement, medians of five, and bytes allocated a
 * record; of loads, milliseconds and bytes each. A dash is a shape that a version cannot run. An
 * argument chooses shapes by a pattern; with a second one, {@code alone}, the reference is not
 * asked.
 */
public final class ShapeComparison {
  private static final Pattern LINE =
      Pattern.compile(
          "BenchmarkShapes/(\\S+)\\s+\\d+\\s+[\\d.]+ ns/op\\s+([\\d.]+) cpu-ns\\s+(\\d+) B/op.*");

  private ShapeComparison() {}

  private record Figures(List<Double> cpu, List<Double> bytes) {
    Figures() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    static double median(List<Double> all) {
      return all.isEmpty() ? Double.NaN : all.stream().sorted().toList().get(all.size() / 2);
    }
  }

  /** Runs both. */
  public static void main(String[] arguments) throws Exception {
    Pattern chosen = Pattern.compile(arguments.length > 0 ? arguments[0] : ".*");
    Map<String, Shapes.Shape> shapes = Shapes.all();
    shapes.keySet().removeIf(name -> !chosen.matcher(name).find());
    boolean alone = arguments.length > 1;
    Map<String, Figures> early = alone ? Map.of() : reference(Path.of("src/test/peers/early"));
    Map<String, Figures> theirs = alone ? Map.of() : reference(Path.of("src/test/peers"));
    Map<String, Figures> ours = ours(shapes);
    System.out.println("load of this machine: " + load());
    System.out.println(
        "| shape | early | reference | here | ratio to early | ratio | allocated: early, reference,"
            + " here |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (Shapes.Shape shape : shapes.values()) {
      print(
          shape,
          early.getOrDefault(shape.name(), new Figures()),
          theirs.getOrDefault(shape.name(), new Figures()),
          ours.getOrDefault(shape.name(), new Figures()));
    }
  }

  private static String load() throws IOException {
    Path file = Path.of("/proc/loadavg");
    return Files.exists(file) ? Files.readString(file).strip() : "not known";
  }

  private static void print(Shapes.Shape shape, Figures early, Figures theirs, Figures ours) {
    double unit = shape.isLoad() ? 1e6 : 1;
    double first = Figures.median(early.cpu) / unit;
    double there = Figures.median(theirs.cpu) / unit;
    double here = Figures.median(ours.cpu) / (shape.isLoad() ? unit : units(shape));
    double records = shape.isLoad() ? 1 : shape.records();
    System.out.printf(
        "| %s | %s | %s | %s | %s | %s | %s, %s, %s B |%n",
        shape.name(),
        shown(first, 2, shape.isLoad() ? " ms" : " ns"),
        shown(there, 2, shape.isLoad() ? " ms" : " ns"),
        shown(here, 2, shape.isLoad() ? " ms" : " ns"),
        shown(first / here, 1, ""),
        shown(there / here, 1, ""),
        shown(Figures.median(early.bytes) / records, 0, ""),
        shown(Figures.median(theirs.bytes) / records, 0, ""),
        shown(Figures.median(ours.bytes) / records, 0, ""));
  }

  private static String shown(double figure, int digits, String unit) {
    return Double.isNaN(figure)
        ? "-"
        : String.format(Locale.ROOT, "%." + digits + "f", figure) + unit;
  }

  private static double units(Shapes.Shape shape) {
    return (double) shape.records() * shape.statements();
  }

  /** What a Go module's benchmark says of the shapes. */
  private static Map<String, Figures> reference(Path module)
      throws IOException, InterruptedException {
    ProcessBuilder go =
        new ProcessBuilder(
            "go", "test", "-run", "^$", "-bench", ".", "-cpu", "1", "-count", "5", ".");
    go.directory(module.toFile());
    go.environment().put("SHAPES", Shapes.FILE.toString());
    go.environment().put("TZ", "UTC");
    go.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = go.start();
    Map<String, Figures> figures = new HashMap<>();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(output);
    output
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> {
          Figures of = figures.computeIfAbsent(line.group(1), k -> new Figures());
          of.cpu.add(Double.parseDouble(line.group(2)));
          of.bytes.add(Double.parseDouble(line.group(3)));
        });
    if (process.waitFor() != 0) {
      throw new IOException("the benchmark of " + module + " failed");
    }
    return figures;
  }

  private static Map<String, Figures> ours(Map<String, Shapes.Shape> shapes) throws Exception {
    var options =
        new OptionsBuilder()
            .include(ShapeBenchmark.class.getName())
            .param("shape", shapes.keySet().toArray(String[]::new))
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuProfiler.class)
            .build();
    Map<String, Figures> figures = new HashMap<>();
    for (RunResult run : new Runner(options).run()) {
      Figures of = figures.computeIfAbsent(run.getParams().getParam("shape"), k -> new Figures());
      for (var benchmark : run.getBenchmarkResults()) {
        for (var iteration : benchmark.getIterationResults()) {
          Map<String, Result> secondary = iteration.getSecondaryResults();
          of.cpu.add(score(secondary, "cpu"));
          of.bytes.add(score(secondary, "gc.alloc.rate.norm"));
        }
      }
    }
    return figures;
  }

  private static double score(Map<String, Result> results, String name) {
    for (var result : results.entrySet()) {
      if (result.getKey().endsWith(name)) {
        return result.getValue().getScore();
      }
    }
    return Double.NaN;
  }
}
