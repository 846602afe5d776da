package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.FunctionTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The functions by context: those that statements can call, and those that conditions can. */
public final class Functions {
  private final FunctionTable editors;
  private final FunctionTable converters;
  private final Map<String, FunctionTable> statements = new HashMap<>();
  private final Map<String, FunctionTable> conditions = new HashMap<>();

  /** What an older version has of a table; made once, by the tables' identities. */
  private final Map<Older, FunctionTable> older = new ConcurrentHashMap<>();

  private record Older(FunctionTable table, OttlVersion version) {}

  /**
   * The functions of the language.
   *
   * @param clock what {@code Now} answers
   * @param random where ids and random distributions come from
   */
  public Functions(Clock clock, RandomGenerator random) {
    List<Function> all = new ArrayList<>();
    all.addAll(TextFunctions.ALL);
    all.addAll(TypeFunctions.ALL);
    all.addAll(CollectionFunctions.ALL);
    all.addAll(LambdaFunctions.ALL);
    all.addAll(TimeFunctions.all(clock));
    all.addAll(HashFunctions.ALL);
    all.addAll(IdFunctions.all(clock, random));
    all.addAll(NetFunctions.ALL);
    all.addAll(ParseFunctions.ALL);
    all.add(GrokFunction.FUNCTION);
    all.addAll(XmlFunctions.ALL);
    all.addAll(EditorFunctions.LISTS);
    converters = FunctionTable.of(all);
    editors = converters.with(EditorFunctions.ALL).with(ReplaceFunctions.ALL);
    statements.put("span", editors.with(SpanFunctions.STATEMENTS));
    conditions.put("span", converters.with(SpanFunctions.CONDITIONS));
    statements.put("metric", editors.with(MetricFunctions.all(random)));
    conditions.put("metric", converters.with(MetricConditions.ALL));
    statements.put("datapoint", editors.with(PointFunctions.ALL));
    statements.put("log", editors.with(LogFunctions.ALL));
  }

  /** What statements of a context can call in a version. */
  public FunctionTable ofStatements(Context context, OttlVersion version) {
    return of(statements.getOrDefault(context.name(), editors), version);
  }

  /** What conditions of a context can call: converters, and fewer of them than statements. */
  public FunctionTable ofConditions(Context context, OttlVersion version) {
    return of(conditions.getOrDefault(context.name(), converters), version);
  }

  private FunctionTable of(FunctionTable table, OttlVersion version) {
    return version == OttlVersion.NEWEST
        ? table
        : older.computeIfAbsent(new Older(table, version), key -> Versions.of(table, version));
  }
}
