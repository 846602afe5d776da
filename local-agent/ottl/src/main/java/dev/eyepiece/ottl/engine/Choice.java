package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.engine.Condition.TextEquals;
import dev.eyepiece.telemetry.Utf8;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Conditions in a row that each ask whether one place holds a text: the text is read once and
 * looked up, instead of being compared with each. None of them can fail.
 */
public final class Choice {
  private static final int WORTH_IT = 3;

  private final TextEquals place;
  private final Map<Utf8, Integer> byText = new HashMap<>();
  private final int size;

  private Choice(TextEquals place, List<TextEquals> all) {
    this.place = place;
    this.size = all.size();
    for (int i = 0; i < size; i++) {
      byText.putIfAbsent(all.get(i).text(), i);
    }
  }

  /** Of the conditions from a place on; {@code null} when too few in a row ask so. */
  public static @Nullable Choice of(List<Condition> conditions) {
    TextEquals first = conditions.isEmpty() ? null : conditions.getFirst().textEquals();
    if (first == null) {
      return null;
    }
    List<TextEquals> all = new java.util.ArrayList<>();
    for (Condition condition : conditions) {
      TextEquals next = condition.textEquals();
      if (next == null || !next.samePlace(first)) {
        break;
      }
      all.add(next);
    }
    return all.size() < WORTH_IT ? null : new Choice(first, all);
  }

  /** How many of the conditions these are. */
  public int size() {
    return size;
  }

  /** The place of the first one that holds, counted from 0; -1 when none does. */
  public int find(Frame frame) {
    Utf8 text = place.there(frame);
    Integer found = text == null ? null : byText.get(text);
    return found == null ? -1 : found;
  }
}
