package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.engine.Gates;
import dev.eyepiece.ottl.function.Functions;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled processor for all signals. Safe for use by several threads, except shared caches. */
public final class Rules {
  private static final String LAMBDAS = "ottl.functions.enableLambda";
  private static final String SET_NIL = "ottl.set.allowNil";
  private static final String FLATTEN = "transform.flatten.logs";

  /** Gates that are on for good, and those that 1.x alone knows. */
  private static final Set<String> OTHERS =
      Set.of(
          "ottl.PanicDuplicateName",
          "ottl.contexts.enableOTelColContext",
          "processor.transform.defaultErrorModeIgnore",
          "processor.filter.defaultErrorModeIgnore",
          "pkg.ottl.functions.enableExperimental",
          "filter.metric.useOTTLBridge",
          "filter.filtermetric.useOTTLBridge");

  private final Map<Signal, Processor> processors;
  private final List<Statement> statements;
  private final List<Placed> problems;

  private Rules(
      Map<Signal, Processor> processors, List<Statement> statements, List<Placed> problems) {
    this.processors = processors;
    this.statements = statements;
    this.problems = problems;
  }

  /**
   * How to compile.
   *
   * @param gates feature gates that are on beyond the default
   * @param traced whether conditions tell what they came to
   * @param version whose behavior is followed
   * @param fusedAfter how many records the statements of a group run on before a class is made of
   *     them
   */
  public record Options(List<String> gates, boolean traced, OttlVersion version, int fusedAfter) {
    /** Milliseconds of work: classes that are made for less do not pay. */
    private static final int OFTEN = 20_000;

    public Options(List<String> gates, boolean traced, OttlVersion version) {
      this(gates, traced, version, OFTEN);
    }
  }

  /**
   * Compiles the configuration of a processor.
   *
   * @param processor transform or filter
   * @param config maps, lists, texts, numbers and bools as a YAML reader gives them
   * @throws ConfigException for a configuration of the wrong shape; wrong texts are {@link
   *     #problems}
   */
  public static Rules compile(
      String processor, @Nullable Object config, Options options, Functions functions)
      throws ConfigException {
    for (String gate : options.gates) {
      checkGate(gate, options.version);
    }
    boolean setsNil = options.version.has(OttlVersion.V0_161);
    boolean mismatchPasses = !options.version.has(OttlVersion.V0_155);
    Gates gates = new Gates(options.gates.contains(LAMBDAS), setsNil, mismatchPasses);
    GroupCompiler compiler = new GroupCompiler(functions, gates, options);
    Settings settings = Settings.of("", config);
    Map<Signal, Processor> processors =
        switch (processor) {
          case "transform" ->
              TransformProcessor.compile(settings, options.gates.contains(FLATTEN), compiler);
          case "filter" -> FilterProcessor.compile(settings, compiler);
          default ->
              throw new ConfigException(
                  "processor", "expected transform or filter, found \"" + processor + "\"");
        };
    return new Rules(processors, List.copyOf(compiler.all()), List.copyOf(compiler.problems()));
  }

  private static void checkGate(String gate, OttlVersion version) throws ConfigException {
    if (!Set.of(LAMBDAS, SET_NIL, FLATTEN).contains(gate) && !OTHERS.contains(gate)) {
      throw new ConfigException("gates", "there is no feature gate " + gate);
    }
    OttlVersion since =
        switch (gate) {
          case LAMBDAS -> OttlVersion.V0_155;
          case SET_NIL -> OttlVersion.V0_161;
          default -> OttlVersion.V0_120;
        };
    if (!version.has(since)) {
      throw new ConfigException(
          "gates", "the feature gate " + gate + " is there from " + since.text() + " on");
    }
  }

  /** What is wrong with the statements and conditions; none may run while there is any. */
  public List<Placed> problems() {
    return problems;
  }

  /** How many statements and conditions there are. */
  public int size() {
    return statements.size();
  }

  /** Where a statement stands in the configuration. */
  public String path(int statement) {
    return statements.get(statement).path();
  }

  public String text(int statement) {
    return statements.get(statement).text();
  }

  /** Whether it drops records, or guards a group, instead of changing records. */
  public boolean isCondition(int statement) {
    return statements.get(statement).editor() == null;
  }

  /** Whether there is anything to do for a signal. */
  public boolean touches(Signal signal) {
    Processor processor = processors.get(signal);
    return processor != null && !processor.isIdle();
  }

  /**
   * Changes a batch in place.
   *
   * @return whether anything is left of it
   */
  public boolean process(TelemetryTree tree, Tally tally, @Nullable Observer observer)
      throws RunException {
    if (!problems.isEmpty()) {
      throw new IllegalStateException("rules with problems cannot run");
    }
    Processor processor = processors.get(tree.signal());
    return processor == null || processor.process(tree, tally, observer);
  }
}
