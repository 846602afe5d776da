package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.RuleSyntaxException;
import dev.eyepiece.ottl.syntax.Ast;
import dev.eyepiece.ottl.syntax.Parser;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Rules in a file: a collector's YAML, one processor's, or a list of statements. */
public final class RuleFile {
  private static final Set<String> SECTIONS =
      Set.of("processors", "receivers", "exporters", "service", "extensions", "connectors");

  private final List<Place> places;
  private final String[] lines;

  /**
   * A processor in the file.
   *
   * @param name with what follows its type: {@code filter/health}
   * @param processor transform or filter
   */
  public record Place(String name, String processor, @Nullable Object config) {}

  private RuleFile(List<Place> places, String text) {
    this.places = List.copyOf(places);
    this.lines = text.split("\n", -1);
  }

  public List<Place> places() {
    return places;
  }

  /**
   * Reads a file's text.
   *
   * @param signal what a list of statements is for; null for the signals that its paths tell
   */
  public static RuleFile read(String text, @Nullable Signal signal) throws RuleSyntaxException {
    Object root = yaml(text);
    if (root instanceof List<?> list) {
      return new RuleFile(List.of(statements(list, signal)), text);
    }
    if (root instanceof Map<?, ?> map && isYaml(root)) {
      if (map.keySet().stream().anyMatch(SECTIONS::contains)) {
        return new RuleFile(collector(map), text);
      }
      List<Place> named = processors(map);
      if (!named.isEmpty()) {
        return new RuleFile(named, text);
      }
      String processor =
          map.keySet().stream().anyMatch(k -> k.toString().endsWith("_statements"))
              ? "transform"
              : "filter";
      return new RuleFile(List.of(new Place(processor, processor, unescaped(map))), text);
    }
    List<String> plain = text.lines().map(String::strip).filter(RuleFile::isStatement).toList();
    if (plain.isEmpty()) {
      throw new RuleSyntaxException(
          "no rules: expected a collector's YAML, a processor's configuration or statements");
    }
    return new RuleFile(List.of(statements(plain, signal)), text);
  }

  /** Where the transform processor has the statements of a signal. */
  public static String statementsKey(Signal signal) {
    return switch (signal) {
      case TRACES -> "trace_statements";
      case METRICS -> "metric_statements";
      case LOGS -> "log_statements";
      case PROFILES -> "profile_statements";
    };
  }

  static boolean isStatement(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  /** Whether what YAML holds can be rules; if not, a text is taken for lines of statements. */
  static boolean isYaml(@Nullable Object root) {
    return root instanceof List<?>
        || (root instanceof Map<?, ?> map
            && map.keySet().stream().allMatch(k -> k instanceof String));
  }

  static boolean isSection(String key) {
    return SECTIONS.contains(key);
  }

  /** The type of a processor by its name, {@code filter/health}; {@code null} for others. */
  static @Nullable String type(String name) {
    String type = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    return type.equals("transform") || type.equals("filter") ? type : null;
  }

  static LoadSettings settings() {
    return LoadSettings.builder().setAllowDuplicateKeys(false).setCodePointLimit(16 << 20).build();
  }

  static RuleSyntaxException noYaml(YamlEngineException e) {
    return new RuleSyntaxException("not YAML: " + ("" + e.getMessage()).replace('\n', ' '));
  }

  static @Nullable Object yaml(String text) throws RuleSyntaxException {
    boolean plain =
        text.lines()
            .map(String::strip)
            .filter(RuleFile::isStatement)
            .allMatch(line -> line.matches("[a-z][A-Za-z0-9_ ]*\\(.*"));
    if (plain) {
      return null;
    }
    try {
      return new Load(settings()).loadFromString(text);
    } catch (YamlEngineException e) {
      throw noYaml(e);
    }
  }

  /** A list of statements is of the signal whose contexts fit. */
  private static Place statements(List<?> list, @Nullable Signal signal)
      throws RuleSyntaxException {
    Set<String> contexts = new java.util.HashSet<>();
    for (Object item : list) {
      if (!(item instanceof String text)) {
        throw new RuleSyntaxException("a list of rules holds statements, found " + item);
      }
      Ast.Statement tree = Parser.statement(text).tree();
      if (tree != null) {
        Names names = new Names(false);
        names.add(tree);
        contexts.addAll(names.contexts);
      }
    }
    Map<String, Object> config = new LinkedHashMap<>();
    if (signal != null) {
      config.put(statementsKey(signal), list);
      return new Place("transform", "transform", config);
    }
    String key = "trace_statements";
    if (contexts.contains("log")) {
      key = "log_statements";
    } else if (contexts.stream().anyMatch(Set.of("metric", "datapoint", "exemplar")::contains)) {
      key = "metric_statements";
    } else if (contexts.contains("profile")) {
      key = "profile_statements";
    }
    config.put(key, list);
    if (contexts.stream().allMatch(Set.of("resource", "scope", "")::contains)) {
      // Nothing tells the signal: the rules hold for all of them.
      for (String other : List.of("log_statements", "metric_statements", "profile_statements")) {
        config.put(other, list);
      }
    }
    return new Place("transform", "transform", config);
  }

  private static List<Place> collector(Map<?, ?> root) throws RuleSyntaxException {
    Object processors = root.get("processors");
    List<Place> all = processors instanceof Map<?, ?> map ? processors(map) : List.of();
    if (all.isEmpty()) {
      throw new RuleSyntaxException("no transform or filter processor under processors");
    }
    List<String> order = pipelineOrder(root);
    List<Place> sorted = new ArrayList<>();
    for (String name : order) {
      all.stream().filter(p -> p.name().equals(name)).forEach(sorted::add);
    }
    return sorted.isEmpty() ? all : sorted;
  }

  /** The processors of all pipelines, each once, in the order of the first that names them. */
  private static List<String> pipelineOrder(Map<?, ?> root) {
    List<String> order = new ArrayList<>();
    if (root.get("service") instanceof Map<?, ?> service
        && service.get("pipelines") instanceof Map<?, ?> pipelines) {
      for (Object pipeline : pipelines.values()) {
        if (pipeline instanceof Map<?, ?> map && map.get("processors") instanceof List<?> list) {
          list.stream()
              .map(String::valueOf)
              .filter(name -> !order.contains(name))
              .forEach(order::add);
        }
      }
    }
    return order;
  }

  private static List<Place> processors(Map<?, ?> map) {
    List<Place> places = new ArrayList<>();
    for (var entry : map.entrySet()) {
      String name = entry.getKey().toString();
      String type = type(name);
      if (type != null) {
        places.add(new Place(name, type, unescaped(entry.getValue())));
      }
    }
    return places;
  }

  /** A collector reads {@code $$} as a dollar sign. */
  private static @Nullable Object unescaped(@Nullable Object value) {
    return switch (value) {
      case String text -> text.replace("$$", "$");
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(unescaped(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(k, unescaped(v)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  /**
   * The line on which a text of a processor's configuration stands, counted from 1; 0 when it is
   * not found.
   */
  public int line(String name, String path) {
    String needle = needle(name, path);
    for (int i = 0; i < lines.length && !needle.isEmpty(); i++) {
      if (lines[i].contains(needle)) {
        return i + 1;
      }
    }
    return 0;
  }

  private String needle(String name, String path) {
    for (Place place : places) {
      if (place.name().equals(name)) {
        Object at = place.config();
        for (String step : path.split("[.\\[\\]]+", 0)) {
          at =
              switch (at) {
                case Map<?, ?> map -> map.get(step);
                case List<?> list
                    when step.matches("\\d{1,9}") && Integer.parseInt(step) < list.size() ->
                    list.get(Integer.parseInt(step));
                case null, default -> null;
              };
        }
        if (at instanceof String text) {
          String line = text.lines().findFirst().orElse("").strip();
          // Quotes and escapes of YAML may differ: the longest piece without them must do.
          return longestPlain(line);
        }
        String last = path.replaceAll(".*[.\\]]", "");
        return last.isEmpty() ? "" : last + ":";
      }
    }
    return "";
  }

  private static String longestPlain(String text) {
    String longest = "";
    for (String piece : text.split("[\"'\\\\$]", -1)) {
      longest = piece.length() > longest.length() ? piece : longest;
    }
    return longest;
  }
}
