package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import java.util.EnumMap;
import java.util.Map;

/** The dictionaries of one window, one a signal. */
final class Dictionaries {
  private final Map<Signal, Dictionary> all = new EnumMap<>(Signal.class);

  Dictionaries() {
    for (Signal signal : Signal.values()) {
      all.put(signal, new Dictionary());
    }
  }

  Dictionary of(Signal signal) {
    Dictionary found = all.get(signal);
    if (found == null) {
      throw new IllegalStateException("every signal has one");
    }
    return found;
  }

  boolean isLarge() {
    return all.values().stream().anyMatch(Dictionary::isLarge);
  }
}
