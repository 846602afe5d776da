package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the level whose criteria a value fits: texts that it equals, or ranges that it is in. */
final class Severity {
  private static final Map<String, Long> CLASSES =
      Map.of("2xx", 200L, "3xx", 300L, "4xx", 400L, "5xx", 500L);

  private record Criterion(List<Utf8> texts, boolean ranged, long min, long max) {}

  private record Level(Utf8 name, List<Criterion> criteria) {}

  private Severity() {}

  static Node build(Args args) {
    Node target = args.value(0);
    Arg<Attributes> mapping = args.map(1);
    if (!mapping.isLiteral()) {
      return failing("the mapping must be a literal map");
    }
    List<Level> levels;
    try {
      levels = levels(mapping.literal());
    } catch (OttlException e) {
      // Told when it runs, as in the reference.
      return failing("" + e.getMessage());
    }
    return Node.of(f -> find(target.get(f), levels));
  }

  private static Node failing(String message) {
    return Node.of(f -> {
      throw new OttlException(message);
    });
  }

  private static Object find(@Nullable Object value, List<Level> levels) {
    for (Level level : levels) {
      for (Criterion criterion : level.criteria) {
        boolean fits =
            switch (value) {
              case AnyValue.Text text -> criterion.texts.contains(text.value());
              case AnyValue.Int number ->
                  criterion.ranged
                      && number.value() >= criterion.min
                      && number.value() <= criterion.max;
              case null, default ->
                  throw new OttlException("expected text or an int, found " + Values.type(value));
            };
        if (fits) {
          return Values.of(level.name);
        }
      }
    }
    throw new OttlException("no level fits");
  }

  private static List<Level> levels(Attributes mapping) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < mapping.size(); i++) {
      if (!(mapping.value(i) instanceof AnyValue.Array criteria)) {
        throw new OttlException("the criteria of a level must be a list");
      }
      List<Criterion> each = new ArrayList<>();
      for (AnyValue criterion : criteria.values()) {
        if (!(criterion instanceof AnyValue.KeyValues map)) {
          throw new OttlException("a criterion must be a map");
        }
        each.add(criterion(map.values()));
      }
      levels.add(new Level(mapping.key(i), each));
    }
    return levels;
  }

  private static Criterion criterion(Attributes map) {
    List<Utf8> texts = new ArrayList<>();
    AnyValue equal = map.get("equals");
    if (equal != null) {
      if (!(equal instanceof AnyValue.Array list)) {
        throw new OttlException("equals must be a list of texts");
      }
      for (AnyValue item : list.values()) {
        if (!(item instanceof AnyValue.Text text)) {
          throw new OttlException("equals must be a list of texts");
        }
        texts.add(text.value());
      }
    }
    AnyValue range = map.get("range");
    return switch (range) {
      case null -> new Criterion(texts, false, 0, 0);
      case AnyValue.KeyValues bounds
          when bounds.values().get("min") instanceof AnyValue.Int min
              && bounds.values().get("max") instanceof AnyValue.Int max ->
          new Criterion(texts, true, min.value(), max.value());
      case AnyValue.Text text when CLASSES.containsKey(text.value().toString()) -> {
        long from = CLASSES.getOrDefault(text.value().toString(), 0L);
        yield new Criterion(texts, true, from, from + 99);
      }
      default -> throw new OttlException("range must be a map of min and max, or 2xx to 5xx");
    };
  }
}
