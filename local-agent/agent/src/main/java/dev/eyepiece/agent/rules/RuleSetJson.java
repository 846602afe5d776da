package dev.eyepiece.agent.rules;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.pipeline.RuleSetCounts;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rule sets as the local API speaks of them. */
public final class RuleSetJson {
  private static final Set<String> CHANGEABLE =
      Set.of("id", "name", "priority", "enabled", "signals", "errorMode", "text");

  private RuleSetJson() {}

  public static Map<String, @Nullable Object> write(RuleSetState state) {
    RuleSetInfo set = state.set();
    RuleSetCounts counts = state.counts();
    Map<String, @Nullable Object> json = write(set);
    json.put("inForce", state.inForce());
    json.put("problem", state.problem());
    json.put("fromServer", state.fromServer());
    json.put("requests", counts.requests());
    json.put("refused", counts.refused());
    json.put("lastRefusal", counts.lastRefusal());
    List<@Nullable Object> statements = new ArrayList<>();
    counts.statements().forEach(count -> statements.add(write(count)));
    json.put("statements", statements);
    return json;
  }

  /** What can be changed. */
  public static Map<String, @Nullable Object> write(RuleSetInfo set) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", set.id());
    json.put("name", set.name());
    json.put("priority", (long) set.priority());
    json.put("enabled", set.enabled());
    List<@Nullable Object> signals = new ArrayList<>();
    set.signals().stream().sorted().forEach(one -> signals.add(lower(one)));
    json.put("signals", signals);
    json.put("errorMode", lower(set.errorMode()));
    json.put("text", set.text());
    return json;
  }

  /** The signals that a rule set is for, as {@code traces, logs}; empty for all. */
  public static String signals(RuleSetInfo set) {
    return set.signals().stream()
        .sorted()
        .map(RuleSetJson::lower)
        .collect(Collectors.joining(", "));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> write(RuleSet.Count count) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("rule", count.statement().rule());
    json.put("path", count.statement().path());
    json.put("text", count.statement().text());
    json.put("condition", count.statement().condition());
    json.put("matched", count.matched());
    json.put("changed", count.changed());
    json.put("dropped", count.dropped());
    json.put("errors", count.errors());
    json.put("nanos", count.nanos());
    json.put("lastError", count.lastError());
    return json;
  }

  /**
   * A rule set with what a document changes of it.
   *
   * @throws IllegalArgumentException for an unknown key or a value of another type
   */
  public static RuleSetInfo change(RuleSetInfo set, Map<String, @Nullable Object> json) {
    for (String key : json.keySet()) {
      if (!CHANGEABLE.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key '"
                + (key.length() <= 80 ? key : key.substring(0, 80))
                + "'; expected "
                + String.join(", ", CHANGEABLE.stream().sorted().toList()));
      }
    }
    if (json.containsKey("id") && !set.id().equals(json.get("id"))) {
      throw new IllegalArgumentException("id differs from the one in the path; ids never change");
    }
    long priority = value(json, "priority", Long.class, (long) set.priority(), "a whole number");
    return new RuleSetInfo(
        set.id(),
        value(json, "name", String.class, set.name(), "a text"),
        (int) Math.clamp(priority, -1, RuleSetInfo.MAX_PRIORITY + 1L),
        value(json, "enabled", Boolean.class, set.enabled(), "true or false"),
        json.containsKey("signals") ? signals(json.get("signals")) : set.signals(),
        json.containsKey("errorMode")
            ? RuleSetInfo.errorMode(value(json, "errorMode", String.class, "", "a text"))
            : set.errorMode(),
        value(json, "text", String.class, set.text(), "a text"));
  }

  private static <T> T value(
      Map<String, @Nullable Object> json, String key, Class<T> type, T fallback, String expected) {
    if (!json.containsKey(key)) {
      return fallback;
    }
    Object value = json.get(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(key + ": expected " + expected);
    }
    return type.cast(value);
  }

  private static Set<Signal> signals(@Nullable Object value) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    if (!(value instanceof List<?> list)) {
      throw new IllegalArgumentException("signals: expected a list");
    }
    for (Object one : list) {
      signals.add(RuleSetInfo.signal(String.valueOf(one)));
    }
    return signals;
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static RuleSetState read(Map<String, @Nullable Object> json) {
    String id = value(json, "id", String.class, "", "a text");
    Map<String, @Nullable Object> changeable = new LinkedHashMap<>(json);
    changeable.keySet().retainAll(CHANGEABLE);
    RuleSetInfo set = change(RuleSetInfo.of(id, ""), changeable);
    List<RuleSet.Count> counts = new ArrayList<>();
    if (json.get("statements") instanceof List<?> list) {
      for (Object one : list) {
        counts.add(count(object(one)));
      }
    }
    return new RuleSetState(
        set,
        value(json, "problem", String.class, "", "a text"),
        value(json, "fromServer", Boolean.class, false, "true or false"),
        new RuleSetCounts(
            id,
            value(json, "inForce", Boolean.class, false, "true or false"),
            number(json, "requests"),
            number(json, "refused"),
            value(json, "lastRefusal", String.class, "", "a text"),
            counts));
  }

  private static RuleSet.Count count(Map<String, @Nullable Object> json) {
    return new RuleSet.Count(
        new RuleSet.Statement(
            value(json, "rule", String.class, "", "a text"),
            value(json, "path", String.class, "", "a text"),
            value(json, "text", String.class, "", "a text"),
            value(json, "condition", Boolean.class, false, "true or false")),
        number(json, "matched"),
        number(json, "changed"),
        number(json, "dropped"),
        number(json, "errors"),
        number(json, "nanos"),
        value(json, "lastError", String.class, "", "a text"));
  }

  private static long number(Map<String, @Nullable Object> json, String key) {
    return value(json, key, Long.class, 0L, "a whole number");
  }

  /**
   * A value that must be an object.
   *
   * @throws IllegalArgumentException for another
   */
  public static Map<String, @Nullable Object> object(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("expected an object");
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((key, one) -> object.put(String.valueOf(key), one));
    return object;
  }
}
