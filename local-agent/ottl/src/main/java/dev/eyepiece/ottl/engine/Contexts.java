package dev.eyepiece.ottl.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contexts of the language. */
public final class Contexts {
  private static final String OLD_SCOPE = "instrumentation_scope";

  private static final Map<String, List<PathDef>> TABLES =
      Map.ofEntries(
          Map.entry("resource", ResourcePaths.RESOURCE),
          Map.entry("scope", ResourcePaths.SCOPE),
          Map.entry(OLD_SCOPE, ResourcePaths.SCOPE),
          Map.entry("span", SpanPaths.SPAN),
          Map.entry("spanevent", SpanPaths.EVENT),
          Map.entry("log", LogPaths.LOG),
          Map.entry("metric", MetricPaths.METRIC),
          Map.entry("datapoint", PointPaths.POINT),
          Map.entry("exemplar", ExemplarPaths.EXEMPLAR),
          Map.entry("profile", ProfilePaths.PROFILE),
          Map.entry("profilesample", ProfilePaths.SAMPLE),
          Map.entry("otelcol", CollectorPaths.COLLECTOR));

  public static final Context RESOURCE = of("resource", Map.of());
  // The old name of scopes is understood where paths need no context, and only there.
  public static final Context SCOPE = scope();
  public static final Context SPAN = of("span", SpanPaths.ENUMS, "resource", OLD_SCOPE, "scope");
  public static final Context SPAN_EVENT =
      of("spanevent", SpanPaths.ENUMS, "span", "resource", OLD_SCOPE, "scope");
  public static final Context LOG = of("log", LogPaths.ENUMS, OLD_SCOPE, "scope", "resource");
  public static final Context METRIC =
      of("metric", MetricPaths.ENUMS, OLD_SCOPE, "scope", "resource");
  public static final Context DATA_POINT =
      of("datapoint", PointPaths.ENUMS, "resource", OLD_SCOPE, "scope", "metric");
  public static final Context EXEMPLAR =
      of("exemplar", Map.of(), "datapoint", "resource", OLD_SCOPE, "scope", "metric");
  public static final Context PROFILE = of("profile", Map.of(), OLD_SCOPE, "scope", "resource");
  public static final Context PROFILE_SAMPLE =
      of("profilesample", Map.of(), "profile", OLD_SCOPE, "scope", "resource");

  /** All of them. */
  public static final List<Context> ALL =
      List.of(
          RESOURCE,
          SCOPE,
          SPAN,
          SPAN_EVENT,
          LOG,
          METRIC,
          DATA_POINT,
          EXEMPLAR,
          PROFILE,
          PROFILE_SAMPLE);

  private Contexts() {}

  private static Context scope() {
    Context all = of("scope", Map.of(), "resource", OLD_SCOPE);
    return new Context("scope", List.of("scope", "resource", "otelcol"), all.tables(), all.enums());
  }

  private static Context of(String name, Map<String, Long> enums, String... above) {
    List<String> readable = new java.util.ArrayList<>(List.of(name));
    readable.addAll(List.of(above));
    readable.add("otelcol");
    Map<String, Map<String, PathDef>> tables = new LinkedHashMap<>();
    for (String context : readable) {
      Map<String, PathDef> table = new LinkedHashMap<>();
      for (PathDef path : TABLES.getOrDefault(context, List.of())) {
        table.put(path.name(), path);
      }
      tables.put(context, table);
    }
    return new Context(name, List.copyOf(readable), tables, enums);
  }
}
