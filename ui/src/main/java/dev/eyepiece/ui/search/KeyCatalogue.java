package dev.eyepiece.ui.search;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Signal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attribute keys that the records of a signal have, the most frequent first, with type and
 * number of records.
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
   * @param records that carry it; 0 for keys of resources, which are not counted
   */
  record Key(String type, long records) {}

  /** Types by key: those of the records' own attributes and those of their resources. */
  private record Types(Map<String, String> own, Map<String, String> resources) {
    void note(Attributes attributes, Attributes resource) {
      KeyCatalogue.note(attributes, own);
      KeyCatalogue.note(resource, resources);
    }
  }

  /**
   * Looks at a sample for types, and once more for each frequent key that the sample has not. Types
   * of data points' and samples' attributes are not told.
   */
  static KeyCatalogue read(TelemetrySnapshot snapshot, Signal signal) throws StoreException {
    Types types = new Types(new HashMap<>(), new LinkedHashMap<>());
    look(snapshot, signal, Search.All.INSTANCE, SAMPLE, types);
    Map<String, Key> keys = new LinkedHashMap<>();
    int looks = 0;
    List<FacetValue> held = snapshot.records(signal).attributeKeys(MOST_KEYS);
    for (FacetValue key : held) {
      if (!types.own().containsKey(key.value()) && looks++ < MOST_LOOKS) {
        look(snapshot, signal, new Search.Field(key.value(), Search.Op.EXISTS, ""), 1, types);
      }
      keys.put(key.value(), new Key(types.own().getOrDefault(key.value(), ""), key.spans()));
    }
    types.resources().forEach((key, type) -> keys.putIfAbsent(key, new Key(type, 0)));
    return new KeyCatalogue(keys);
  }

  private static void look(
      TelemetrySnapshot snapshot, Signal signal, Search search, int most, Types types)
      throws StoreException {
    switch (signal) {
      case TRACES ->
          snapshot.spans(
              search,
              TimeRange.ALL,
              most,
              span -> types.note(span.span().attributes(), span.resource().attributes()));
      case LOGS ->
          snapshot
              .logs()
              .logs(
                  search,
                  TimeRange.ALL,
                  Direction.NEWEST_FIRST,
                  most,
                  log -> types.note(log.log().attributes(), log.resource().attributes()));
      case METRICS, PROFILES -> {
        // Their attributes come with a count and without a type.
      }
    }
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
