package dev.eyepiece.ui.settings;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Small things that the window keeps from one run to the next, such as where a divider stands: text
 * by key. Losing them costs nobody work. Safe for use by several threads.
 */
public interface Remembered {

  /** What was put, else the given text. */
  String get(String key, String otherwise);

  /** Keeps a text of at most 64 KiB; it is written soon. */
  void put(String key, String value);

  /** The number that was put, else the given one, also when what is there is no number. */
  default double number(String key, double otherwise) {
    try {
      double number = Double.parseDouble(get(key, ""));
      return Double.isFinite(number) ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  default void put(String key, double number) {
    put(key, Double.toString(number));
  }

  /** Forgets everything at the end of the run. */
  static Remembered inMemory() {
    Map<String, String> values = new ConcurrentHashMap<>();
    return new Remembered() {
      @Override
      public String get(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
      }

      @Override
      public void put(String key, String value) {
        values.put(key, value);
      }
    };
  }
}
