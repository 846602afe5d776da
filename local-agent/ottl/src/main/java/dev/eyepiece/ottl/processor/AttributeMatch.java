package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.value.Comparator;
import dev.eyepiece.ottl.value.Numbers;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an attribute must be.
 *
 * @param value what it must equal, type and all; {@code null} when it only has to be there or has a
 *     pattern
 * @param pattern what must be found in its text
 */
record AttributeMatch(Utf8 key, @Nullable AnyValue value, @Nullable TextSet pattern) {

  /**
   * Reads the list under a key.
   *
   * @param type of match: strict or regexp
   * @throws CheckException for values that cannot be matched so
   */
  static List<AttributeMatch> read(Settings settings, String key, String type)
      throws ConfigException {
    List<AttributeMatch> matches = new ArrayList<>();
    for (Settings item : settings.maps(key)) {
      item.allow(Set.of("key", "value"));
      String name = item.text("key");
      if (name.isEmpty()) {
        throw new CheckException(key + ": an attribute needs its key");
      }
      matches.add(one(name, item.get("value"), type));
    }
    return matches;
  }

  private static AttributeMatch one(String key, @Nullable Object raw, String type) {
    if (raw == null) {
      return new AttributeMatch(Utf8.of(key), null, null);
    }
    AnyValue value = value(raw);
    if (!type.equals("regexp")) {
      TextSet.of(List.of(), type);
      return new AttributeMatch(Utf8.of(key), value, null);
    }
    if (!(raw instanceof String text)) {
      throw new CheckException(key + ": a pattern is text, found " + Values.type(value));
    }
    return new AttributeMatch(Utf8.of(key), null, TextSet.of(List.of(text), type));
  }

  private static AnyValue value(@Nullable Object raw) {
    return switch (raw) {
      case null -> AnyValue.Empty.INSTANCE;
      case String text -> Values.of(text);
      case Boolean bool -> Values.of(bool.booleanValue());
      case Double real -> Values.of(real.doubleValue());
      case Integer number -> Values.of(number.longValue());
      case Long number -> Values.of(number.longValue());
      case List<?> list -> {
        List<AnyValue> values = new ArrayList<>();
        list.forEach(item -> values.add(value(item)));
        yield new AnyValue.Array(values);
      }
      case Map<?, ?> map -> {
        Attributes values = new Attributes();
        map.forEach((key, item) -> values.add(Utf8.of(String.valueOf(key)), value(item)));
        yield new AnyValue.KeyValues(values);
      }
      default -> throw new CheckException(Settings.shown(raw) + " is no value of an attribute");
    };
  }

  /** Whether all of them hold. */
  static boolean all(List<AttributeMatch> matches, Attributes attributes) {
    for (AttributeMatch match : matches) {
      AnyValue there = attributes.get(match.key);
      if (there == null || !match.holds(there)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(AnyValue there) {
    if (pattern != null) {
      Utf8 text =
          switch (there) {
            case AnyValue.Text found -> found.value();
            case AnyValue.Bool bool -> Utf8.of(String.valueOf(bool.value()));
            case AnyValue.Int number -> Utf8.of(String.valueOf(number.value()));
            case AnyValue.Real real -> Utf8.of(Numbers.plain(real.value()));
            default -> null;
          };
      return text != null && pattern.matches(text);
    }
    return value == null || Comparator.equal(value, there);
  }
}
