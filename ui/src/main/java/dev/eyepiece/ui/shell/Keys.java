package dev.eyepiece.ui.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyEvent;

/**
 * Keys and what they do, in the order in which help shows them: the one list that is obeyed, shown
 * in the status bar and listed by help. A key is a name of {@link KeyNames}, or two of them with a
 * space between, pressed one after the other ({@code g t}). FX thread only.
 */
public final class Keys {
  private final List<Bound> bound = new ArrayList<>();
  private String before = "";

  /**
   * One key.
   *
   * @param does a few words, such as {@code next error}
   */
  public record Bound(String key, String does, Runnable action) {}

  /**
   * Binds a key.
   *
   * @throws IllegalArgumentException when the key is taken, alone or as the first of two
   */
  public Keys bind(String key, String does, Runnable action) {
    for (Bound other : bound) {
      boolean taken =
          other.key().equals(key)
              || other.key().startsWith(key + " ")
              || key.startsWith(other.key() + " ");
      if (taken) {
        throw new IllegalArgumentException(
            "key '" + key + "' is taken by '" + other.key() + "': " + other.does());
      }
    }
    bound.add(new Bound(key, does, action));
    return this;
  }

  /**
   * Does what the pressed key is bound to and consumes the event.
   *
   * @param typing whether a text is being typed, in which characters mean themselves
   * @return whether it was one of these keys
   */
  public boolean handle(KeyEvent event, boolean typing) {
    String name = KeyNames.of(event);
    if (name.isEmpty() || (typing && isText(name))) {
      return false;
    }
    String sequence = before.isEmpty() ? name : before + " " + name;
    before = "";
    for (Bound one : bound) {
      if (one.key().equals(sequence)) {
        event.consume();
        one.action().run();
        return true;
      }
      if (one.key().startsWith(sequence + " ")) {
        before = sequence;
        event.consume();
        return true;
      }
    }
    return false;
  }

  private static boolean isText(String name) {
    return name.length() == 1 || name.equals("Space");
  }

  public List<Bound> all() {
    return List.copyOf(bound);
  }

  /** The keys as hints; keys that do the same are one. */
  public List<View.KeyHint> hints() {
    Map<String, String> keys = new LinkedHashMap<>();
    bound.forEach(one -> keys.merge(one.does(), one.key(), (a, b) -> a + ", " + b));
    return keys.entrySet().stream()
        .map(entry -> new View.KeyHint(entry.getValue(), entry.getKey()))
        .toList();
  }
}
