package dev.eyepiece.ottl;

import dev.eyepiece.ottl.processor.RuleFile;
import dev.eyepiece.ottl.processor.RuleFile.Place;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules before they are compiled: configurations of processors, in the order in which they run. */
public final class RuleSource {
  private final List<Part> parts;

  /**
   * One processor.
   *
   * @param name such as {@code transform/mine}
   * @param processor transform or filter
   * @param config maps, lists, texts, numbers and bools
   */
  record Part(String name, String processor, @Nullable Object config, @Nullable RuleFile file) {
    Diagnostic located(Diagnostic diagnostic) {
      return file == null ? diagnostic : diagnostic.atLine(file.line(name, diagnostic.path()));
    }
  }

  private RuleSource(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  List<Part> parts() {
    return parts;
  }

  /**
   * One processor.
   *
   * @param processor transform or filter
   * @param config as a YAML reader gives it
   */
  public static RuleSource of(String processor, @Nullable Object config) {
    return new RuleSource(List.of(new Part(processor, processor, config, null)));
  }

  /** Statements of one signal, each text one statement. */
  public static RuleSource statements(Signal signal, List<String> statements) {
    String key =
        switch (signal) {
          case TRACES -> "trace_statements";
          case METRICS -> "metric_statements";
          case LOGS -> "log_statements";
          case PROFILES -> "profile_statements";
        };
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(key, statements);
    return of("transform", config);
  }

  /**
   * Reads rules from text: a collector's YAML (the transform and filter processors under {@code
   * processors}, in the order of {@code service.pipelines} when there is one, else as they stand),
   * the configuration of one processor, or a list of statements.
   *
   * @throws RuleSyntaxException for text that is none of these
   */
  public static RuleSource read(String text) throws RuleSyntaxException {
    RuleFile file = RuleFile.read(text);
    List<Part> parts = new ArrayList<>();
    for (Place place : file.places()) {
      parts.add(new Part(place.name(), place.processor(), place.config(), file));
    }
    return new RuleSource(parts);
  }
}
