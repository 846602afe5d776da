package dev.eyepiece.ottl.processor;

import dev.eyepiece.telemetry.Signal;
import java.util.HashSet;
import java.util.Set;

/** The include and exclude lists of older filter configurations, which this processor refuses. */
final class MatchConfig {
  private MatchConfig() {}

  static void check(Settings settings, Signal signal, String key, Set<String> levels)
      throws ConfigException {
    Set<String> known = new HashSet<>(levels);
    if (signal == Signal.METRICS) {
      known.addAll(Set.of("include", "exclude", "regexp"));
    } else if (signal == Signal.LOGS) {
      known.addAll(Set.of("include", "exclude"));
    }
    Settings old = settings.map(key);
    old.allow(known);
    for (String level : levels) {
      old.texts(level);
    }
    refuse(old);
    if (signal == Signal.TRACES) {
      Settings spans = settings.map("spans");
      spans.allow(Set.of("include", "exclude"));
      refuse(spans);
    }
  }

  private static void refuse(Settings settings) throws ConfigException {
    for (String key : Set.of("include", "exclude")) {
      if (settings.get(key) != null) {
        throw new ConfigException(
            settings.at(key), "is not supported: write it as conditions instead");
      }
    }
  }
}
