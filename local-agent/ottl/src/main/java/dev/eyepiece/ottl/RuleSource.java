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
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(RuleFile.statementsKey(signal), statements);
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
    return read(text, null);
  }

  /**
   * As above.
   *
   * @param signal what a list of statements is for; null for the signals that its paths tell
   */
  public static RuleSource read(String text, @Nullable Signal signal) throws RuleSyntaxException {
    RuleFile file = RuleFile.read(text, signal);
    List<Part> parts = new ArrayList<>();
    for (Place place : file.places()) {
      parts.add(new Part(place.name(), place.processor(), place.config(), file));
    }
    return new RuleSource(parts);
  }

  /**
   * The same rules, where those that name no {@code error_mode} have this one.
   *
   * @param mode ignore, silent or propagate
   */
  public RuleSource withErrorMode(String mode) {
    List<Part> changed = new ArrayList<>();
    for (Part part : parts) {
      if (part.config() instanceof Map<?, ?> map && !map.containsKey("error_mode")) {
        Map<Object, @Nullable Object> config = new LinkedHashMap<>(map);
        config.put("error_mode", mode);
        changed.add(new Part(part.name(), part.processor(), config, part.file()));
      } else {
        changed.add(part);
      }
    }
    return new RuleSource(changed);
  }
}
