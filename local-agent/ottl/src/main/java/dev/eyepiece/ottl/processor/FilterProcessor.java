package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.Contexts;
import dev.eyepiece.ottl.engine.PathMode;
import dev.eyepiece.ottl.processor.Inference.Candidate;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filter processor: drops what its conditions match. */
final class FilterProcessor implements Processor {
  /** The keys of a signal, newer and older, and its contexts below scopes. */
  private record Keys(String conditions, String old, Map<String, Context> levels) {}

  private static final Map<Signal, Keys> KEYS =
      new EnumMap<>(
          Map.of(
              Signal.TRACES,
              new Keys(
                  "trace_conditions",
                  "traces",
                  Map.of(
                      "resource", Contexts.RESOURCE,
                      "span", Contexts.SPAN,
                      "spanevent", Contexts.SPAN_EVENT)),
              Signal.METRICS,
              new Keys(
                  "metric_conditions",
                  "metrics",
                  Map.of(
                      "resource", Contexts.RESOURCE,
                      "metric", Contexts.METRIC,
                      "datapoint", Contexts.DATA_POINT)),
              Signal.LOGS,
              new Keys(
                  "log_conditions",
                  "logs",
                  Map.of("resource", Contexts.RESOURCE, "log_record", Contexts.LOG)),
              Signal.PROFILES,
              new Keys(
                  "profile_conditions",
                  "profiles",
                  Map.of("resource", Contexts.RESOURCE, "profile", Contexts.PROFILE))));

  private final List<Filter> filters;
  private final boolean skips;

  private FilterProcessor(List<Filter> filters, boolean skips) {
    this.filters = filters;
    this.skips = skips;
  }

  /** Compiles all signals of a configuration. */
  static Map<Signal, Processor> compile(Settings settings, GroupCompiler compiler)
      throws ConfigException {
    settings.allow(
        Set.of(
            "error_mode",
            "traces",
            "metrics",
            "logs",
            "profiles",
            "spans",
            "trace_conditions",
            "metric_conditions",
            "log_conditions",
            "profile_conditions"));
    for (Keys keys : KEYS.values()) {
      compiler.needs(settings, keys.conditions, OttlVersion.V0_146);
    }
    compiler.needs(settings, "profiles", OttlVersion.V0_146);
    ErrorMode given = settings.errorMode();
    ErrorMode mode = given == null ? compiler.errorMode() : given;
    Map<Signal, Processor> processors = new EnumMap<>(Signal.class);
    Map<Signal, List<GroupConfig>> groups = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      Keys keys = KEYS.getOrDefault(signal, new Keys("", "", Map.of()));
      groups.put(signal, GroupConfig.read(settings, keys.conditions, true));
      MatchLists.check(settings, signal, keys.old, keys.levels.keySet());
    }
    for (Signal signal : Signal.values()) {
      Keys keys = KEYS.getOrDefault(signal, new Keys("", "", Map.of()));
      processors.put(
          signal,
          compile(settings, signal, keys, groups.getOrDefault(signal, List.of()), mode, compiler));
    }
    return processors;
  }

  private static Processor compile(
      Settings settings,
      Signal signal,
      Keys keys,
      List<GroupConfig> groups,
      ErrorMode mode,
      GroupCompiler compiler)
      throws ConfigException {
    Settings old = settings.map(keys.old);
    boolean hasOld = keys.levels.keySet().stream().anyMatch(k -> old.get(k) != null);
    Settings lists = MatchLists.lists(settings, signal, old);
    boolean hasLists = MatchLists.any(lists);
    // Lists of spans may stand beside trace_conditions, which then alone count.
    boolean listsClash = hasLists && signal != Signal.TRACES;
    if (settings.get(keys.conditions) != null && (hasOld || listsClash)) {
      throw new ConfigException(
          settings.at(keys.conditions), "may not be used beside " + settings.at(keys.old));
    }
    List<Filter> filters = new ArrayList<>();
    if (!groups.isEmpty()) {
      Inference inference = compiler.inference(signal, true);
      for (GroupConfig group : groups) {
        filters.add(filter(group, inference, mode, compiler));
      }
      return new FilterProcessor(filters, true);
    }
    if (hasOld) {
      filters.add(oldFilter(old, keys, mode, compiler));
    } else if (hasLists) {
      Filter filter = new MatchLists(compiler, mode).filter(lists, signal);
      if (filter != null) {
        filters.add(filter);
      }
    }
    return new FilterProcessor(filters, false);
  }

  private static Filter oldFilter(Settings old, Keys keys, ErrorMode mode, GroupCompiler compiler)
      throws ConfigException {
    Map<String, Level> levels = new HashMap<>();
    for (var level : keys.levels.entrySet()) {
      List<String> texts = old.texts(level.getKey());
      if (texts == null) {
        continue;
      }
      List<Statement> conditions = new ArrayList<>();
      Context context = level.getValue();
      for (int i = 0; i < texts.size(); i++) {
        Statement condition =
            compiler.compileCondition(
                old.at(level.getKey()) + "[" + i + "]",
                texts.get(i),
                context,
                compiler.conditionFunctions(context),
                PathMode.OLD);
        if (condition != null) {
          conditions.add(condition);
        }
      }
      levels.put(context.name(), new Level(true, conditions, mode));
    }
    return filter(levels);
  }

  private static Filter filter(
      GroupConfig group, Inference inference, ErrorMode mode, GroupCompiler compiler) {
    ErrorMode own = group.errorMode() == null ? mode : group.errorMode();
    Map<String, List<Statement>> conditions = new HashMap<>();
    for (int i = 0; i < group.conditions().size(); i++) {
      String path = group.pathOf(true, i);
      String text = group.conditions().get(i);
      Candidate candidate = candidate(group, path, text, inference, compiler);
      if (candidate == null) {
        continue;
      }
      Statement condition =
          compiler.compileCondition(
              path,
              text,
              candidate.context(),
              candidate.functions(),
              group.context().isEmpty() ? PathMode.PREFIXED : PathMode.IMPLIED);
      if (condition != null) {
        conditions
            .computeIfAbsent(candidate.context().name(), c -> new ArrayList<>())
            .add(condition);
      }
    }
    if (!group.context().isEmpty() && group.conditions().isEmpty()) {
      // An unknown context is wrong also where nothing is of it.
      compiler.context(group, inference);
    }
    Map<String, Level> levels = new HashMap<>();
    conditions.forEach((context, list) -> levels.put(context, new Level(true, list, own)));
    return filter(levels);
  }

  private static @Nullable Candidate candidate(
      GroupConfig group, String path, String text, Inference inference, GroupCompiler compiler) {
    if (!group.context().isEmpty()) {
      return compiler.context(group, inference);
    }
    var tree = compiler.condition(path, text);
    if (tree == null) {
      return null;
    }
    Names names = compiler.names();
    names.bool(tree);
    return compiler.inferred(path, names, inference);
  }

  private static Filter filter(Map<String, Level> levels) {
    Level record = Level.NONE;
    for (String context : List.of("span", "log", "metric", "profile")) {
      record = levels.getOrDefault(context, record);
    }
    Level inner = levels.getOrDefault("spanevent", levels.getOrDefault("datapoint", Level.NONE));
    return new Filter(
        levels.getOrDefault("resource", Level.NONE),
        levels.getOrDefault("scope", Level.NONE),
        record,
        inner);
  }

  @Override
  public boolean isIdle() {
    return filters.isEmpty();
  }

  @Override
  public boolean process(TelemetryTree tree, Run run) throws RunException {
    if (filters.isEmpty()) {
      return true;
    }
    RunException refused = null;
    boolean emptied = false;
    for (Filter filter : filters) {
      RunException error = filter.run(tree, run);
      if (tree.resources().isEmpty() && skips) {
        // A pass that leaves nothing hides errors, its own and earlier ones, as in the reference.
        emptied = true;
      } else if (error != null && refused == null) {
        refused = error;
      }
    }
    if (refused != null && !emptied) {
      throw refused;
    }
    return !tree.resources().isEmpty();
  }
}
