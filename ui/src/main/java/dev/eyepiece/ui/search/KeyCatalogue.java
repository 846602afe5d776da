package dev.eyepiece.ui.search;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attribute keys that are held, the most frequent first, with type and number of spans.
 *
 * @param keys by key; a type is empty when it was not seen
 */
record KeyCatalogue(Map<String, Key> keys) {
  static final KeyCatalogue EMPTY = new KeyCatalogue(Map.of());

  private static final int MOST_KEYS = 1_000;
  private static final int SAMPLE = 200;
  private static final int MOST_LOOKS = 40;

  /**
   * A key.
   *
   * @param spans that carry it; 0 for keys of resources, which are not counted
   */
  record Key(String type, long spans) {}

  /** Looks at a sample for types, and once more for each frequent key that the sample has not. */
  static KeyCatalogue read(TelemetrySnapshot snapshot) throws StoreException {
    Map<String, String> types = new HashMap<>();
    Map<String, String> resources = new LinkedHashMap<>();
    snapshot.spans(
        Search.All.INSTANCE,
        TimeRange.ALL,
        SAMPLE,
        span -> {
          note(span.span().attributes(), types);
          note(span.resource().attributes(), resources);
        });
    Map<String, Key> keys = new LinkedHashMap<>();
    int looks = 0;
    List<FacetValue> held = snapshot.attributeKeys(MOST_KEYS);
    for (FacetValue key : held) {
      if (!types.containsKey(key.value()) && looks++ < MOST_LOOKS) {
        snapshot.spans(
            new Search.Field(key.value(), Search.Op.EXISTS, ""),
            TimeRange.ALL,
            1,
            span -> note(span.span().attributes(), types));
      }
      keys.put(key.value(), new Key(types.getOrDefault(key.value(), ""), key.spans()));
    }
    resources.forEach((key, type) -> keys.putIfAbsent(key, new Key(type, 0)));
    return new KeyCatalogue(keys);
  }

  private static void note(Attributes attributes, Map<String, String> types) {
    for (int i = 0; i < attributes.size(); i++) {
      types.putIfAbsent(attributes.key(i).toString(), type(attributes.value(i)));
    }
  }

  private static String type(AnyValue value) {
    return switch (value) {
      case AnyValue.Text text -> "text";
      case AnyValue.Int number -> "int";
      case AnyValue.Real real -> "double";
      case AnyValue.Bool bool -> "bool";
      case AnyValue.Bytes bytes -> "bytes";
      case AnyValue.Array array -> "array";
      case AnyValue.KeyValues map -> "map";
      case AnyValue.Empty empty -> "";
    };
  }
}
