package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.engine.PathMode;
import dev.eyepiece.ottl.processor.Inference.Candidate;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The transform processor: groups of statements, each a pass over the batch. */
final class TransformProcessor implements Processor {
  private static final Map<Signal, String> KEYS =
      new EnumMap<>(
          Map.of(
              Signal.TRACES, "trace_statements",
              Signal.METRICS, "metric_statements",
              Signal.LOGS, "log_statements",
              Signal.PROFILES, "profile_statements"));

  private final List<Group> groups;
  private final boolean flatten;

  private TransformProcessor(List<Group> groups, boolean flatten) {
    this.groups = groups;
    this.flatten = flatten;
  }

  /** Compiles all signals of a configuration. */
  static Map<Signal, Processor> compile(
      Settings settings, boolean flattenGate, GroupCompiler compiler) throws ConfigException {
    settings.allow(
        Set.of(
            "error_mode",
            "trace_statements",
            "metric_statements",
            "log_statements",
            "profile_statements",
            "flatten_data"));
    compiler.needs(settings, "profile_statements", OttlVersion.V0_146);
    ErrorMode given = settings.errorMode();
    ErrorMode mode = given == null ? compiler.errorMode() : given;
    boolean flatten = settings.bool("flatten_data");
    Map<Signal, List<GroupConfig>> configs = new EnumMap<>(Signal.class);
    for (var key : KEYS.entrySet()) {
      configs.put(key.getKey(), GroupConfig.read(settings, key.getValue(), false));
    }
    if (flatten && !flattenGate) {
      throw new ConfigException(
          settings.at("flatten_data"), "needs the feature gate transform.flatten.logs");
    }
    Map<Signal, Processor> processors = new EnumMap<>(Signal.class);
    for (var config : configs.entrySet()) {
      Signal signal = config.getKey();
      List<Group> groups = groups(signal, config.getValue(), mode, compiler);
      processors.put(signal, new TransformProcessor(groups, flatten && signal == Signal.LOGS));
    }
    return processors;
  }

  private static List<Group> groups(
      Signal signal, List<GroupConfig> configs, ErrorMode mode, GroupCompiler compiler) {
    List<Group> groups = new ArrayList<>();
    Map<String, Attributes> caches = new HashMap<>();
    Inference inference = compiler.inference(signal, false);
    for (GroupConfig config : configs) {
      Group group = group(config, inference, mode, caches, compiler);
      if (group != null) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static @Nullable Group group(
      GroupConfig config,
      Inference inference,
      ErrorMode mode,
      Map<String, Attributes> caches,
      GroupCompiler compiler) {
    Candidate candidate = compiler.context(config, inference);
    if (candidate == null) {
      return null;
    }
    boolean named = !config.context().isEmpty();
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < config.statements().size(); i++) {
      Statement statement =
          compiler.compileStatement(
              config.pathOf(false, i),
              config.statements().get(i),
              candidate,
              named ? PathMode.IMPLIED : PathMode.PREFIXED);
      if (statement != null) {
        statements.add(statement);
      }
    }
    List<Statement> conditions = new ArrayList<>();
    for (int i = 0; i < config.conditions().size(); i++) {
      Statement condition =
          compiler.compileCondition(
              config.pathOf(true, i),
              config.conditions().get(i),
              candidate.context(),
              compiler.conditionFunctions(candidate.context()),
              named ? PathMode.OLD : PathMode.PREFIXED);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    String context = candidate.context().name();
    return new Group(
        context,
        conditions,
        statements,
        config.errorMode() == null ? mode : config.errorMode(),
        compiler.fusedAfter(),
        config.sharedCache() ? caches.computeIfAbsent(context, c -> new Attributes()) : null);
  }

  @Override
  public boolean isIdle() {
    return groups.isEmpty();
  }

  @Override
  public boolean process(TelemetryTree tree, Run run) throws RunException {
    if (flatten && tree instanceof LogTree logs) {
      FlatLogs.flatten(logs);
    }
    try {
      for (Group group : groups) {
        group.run(tree, run);
      }
    } finally {
      if (flatten && tree instanceof LogTree logs) {
        FlatLogs.group(logs);
      }
    }
    return true;
  }
}
