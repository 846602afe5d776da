package dev.eyepiece.ottl;

import dev.eyepiece.ottl.function.Functions;
import dev.eyepiece.ottl.processor.ConfigException;
import dev.eyepiece.ottl.processor.Rules;
import dev.eyepiece.ottl.processor.RunException;
import dev.eyepiece.ottl.processor.Tally;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A processor over a batch again and again, or made anew again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShapeBenchmark {
  @Param({})
  String shape;

  private final Functions functions = new Functions(Clock.systemUTC(), new SecureRandom());
  private Shapes.Shape given;
  private Rules rules;
  private TelemetryTree tree;
  private Tally tally;

  /** Reads the shape. */
  @Setup
  public void read() throws Exception {
    given = Objects.requireNonNull(Shapes.all().get(shape));
    Signal signal =
        Signal.valueOf(String.valueOf(given.read().fields().get("signal")).toUpperCase(Locale.ROOT));
    byte[] json =
        Arrays.copyOfRange(given.line(), given.read().inputStart(), given.read().inputEnd());
    byte[] proto = OtlpJson.read(signal, json);
    tree = TelemetryTree.read(signal, proto, proto.length);
    rules = compile();
    tally = new Tally(rules.size());
  }

  private Rules compile() throws ConfigException {
    return Rules.compile(
        String.valueOf(given.read().fields().get("processor")),
        given.read().fields().get("config"),
        new Rules.Options(List.of(), false, OttlVersion.V0_161),
        functions);
  }

  /** What the shape is about. */
  @Benchmark
  public Object run() throws ConfigException, RunException {
    return given.isLoad() ? compile() : rules.process(tree, tally, null);
  }
}
