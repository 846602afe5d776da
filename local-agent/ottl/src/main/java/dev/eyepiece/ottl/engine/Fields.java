package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Part;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a record and of all around it hold at a moment, by the paths that name them;
 * entries of maps are fields of their own. Two such moments tell what a statement wrote. Immutable.
 */
public final class Fields {
  private static final int MAX_FIELDS = 2_000;
  private static final int MAX_DEPTH = 10;
  private static final Set<String> LEFT_OUT = Set.of("otelcol", "instrumentation_scope");

  /** By the record that holds them. */
  private final IdentityHashMap<Object, Map<String, Object>> values = new IdentityHashMap<>();

  private int count;

  private Fields() {}

  /** A field that holds something else than before. */
  @FunctionalInterface
  public interface Change {
    /**
     * Takes a field.
     *
     * @param record what holds it: a span, a log record, a resource group and so on
     * @param path such as {@code span.attributes["k"]}
     * @param value what it holds now; {@code null} when it is gone
     */
    void at(Object record, String path, @Nullable Object value);
  }

  /** Reads all that paths of a context can name at a place. */
  public static Fields of(Context context, Frame frame) {
    Fields fields = new Fields();
    for (String name : context.readable()) {
      Object record = LEFT_OUT.contains(name) ? null : frame.record(name);
      if (record != null) {
        boolean own = name.equals(context.name());
        String prefix = frame.isPlaced(name) ? name + "[" + frame.index() + "]." : name + ".";
        for (PathDef path : context.paths(name)) {
          fields.read(record, prefix, path, frame, own);
        }
      }
    }
    return fields;
  }

  private void read(Object record, String prefix, PathDef path, Frame frame, boolean own) {
    // The same place under a second name tells nothing new.
    if (path.name().endsWith("string") || path.name().endsWith("_unix_nano")) {
      return;
    }
    try {
      Object value = path.node().apply(List.of()).get(frame);
      boolean whole = value instanceof Part part && (part.list() == null || !own);
      if (!whole) {
        add(record, prefix + path.name(), value, 0);
      }
    } catch (OttlException | CheckException e) {
      // A path that cannot be read at this record has nothing that could change.
      return;
    }
  }

  private void add(Object record, String path, @Nullable Object value, int depth) {
    if (count >= MAX_FIELDS || value == null) {
      return;
    }
    if (!(value instanceof Attributes map) || depth >= MAX_DEPTH) {
      count++;
      values.computeIfAbsent(record, r -> new LinkedHashMap<>()).put(path, kept(value));
      return;
    }
    Set<Utf8> seen = new HashSet<>();
    for (int i = 0; i < map.size(); i++) {
      if (seen.add(map.key(i))) {
        AnyValue entry = map.value(i);
        Object inner = entry == AnyValue.Empty.INSTANCE ? entry : Values.load(entry);
        add(record, path + "[" + Json.write(Values.of(map.key(i))) + "]", inner, depth + 1);
      }
    }
  }

  /** What stays as it is while the record changes. */
  private static Object kept(Object value) {
    return switch (value) {
      case AnyValue any -> Values.copy(any);
      case Attributes map -> Values.copy(map);
      case Part part -> List.copyOf(Objects.requireNonNullElse(part.list(), List.of()));
      default -> value;
    };
  }

  /** Tells every field that is not as it was. */
  public void since(Fields before, Change change) {
    values.forEach((record, fields) -> {
      Map<String, Object> old = before.values.getOrDefault(record, Map.of());
      fields.forEach((path, value) -> {
        if (!Objects.equals(old.get(path), value)) {
          change.at(record, path, value);
        }
      });
    });
    before.values.forEach((record, fields) -> {
      Map<String, Object> now = values.getOrDefault(record, Map.of());
      fields.forEach((path, value) -> {
        if (!now.containsKey(path)) {
          change.at(record, path, null);
        }
      });
    });
  }
}
