package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.engine.PathNode;
import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Part;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The editors that set, add and take away. */
final class EditorFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("set", "Target:target Value:value", EditorFunctions::set),
          Function.of("clear", "Target:target", EditorFunctions::clear),
          Function.of("delete_key", "Target:map_target Key:text", EditorFunctions::deleteKey),
          Function.of(
              "delete_matching_keys", "Target:map_target Pattern:text", a -> matchingKeys(a, true)),
          Function.of(
              "keep_matching_keys", "Target:map_target Pattern:text", a -> matchingKeys(a, false)),
          Function.of("keep_keys", "Target:map_target Keys:texts", EditorFunctions::keepKeys),
          Function.of(
              "limit",
              "Target:map_target Limit:raw_int PriorityKeys:raw_texts",
              EditorFunctions::limit),
          Function.of(
              "merge_maps",
              "Target:map_target Source:map Strategy:raw_text",
              EditorFunctions::mergeMaps),
          Function.of("stringify_all", "Target:map_target", EditorFunctions::stringifyAll),
          Function.of(
              "truncate_all",
              "Target:map_target Limit:raw_int Utf8Safe?:raw_bool TruncationMarker?:raw_text",
              args -> truncateAll(args, true)),
          Function.of(
              "flatten",
              "Target:map_target Prefix?:raw_text Depth?:raw_int ResolveConflicts?:raw_bool",
              Flatten::build));

  /** Registered among the converters in the reference, though editors by their names. */
  static final List<Function> LISTS =
      List.of(
          Function.of(
              "append", "Target:target Value?:value Values?:values", EditorFunctions::append),
          Function.of(
              "delete_index",
              "Target:list_target StartIndex:int EndIndex?:int",
              EditorFunctions::deleteIndex));

  /** As it was until 0.155: it cuts inside of characters. */
  static final Function TRUNCATE_BYTES =
      Function.of(
          "truncate_all", "Target:map_target Limit:raw_int", args -> truncateAll(args, false));

  private EditorFunctions() {}

  private static Node set(Args args) {
    PathNode target = args.target(0);
    Node value = args.value(1);
    return target.assignment(value, args.gates());
  }

  private static Node clear(Args args) {
    PathNode target = args.target(0);
    return Node.edit(frame -> target.set(frame, zero(target.get(frame))));
  }

  private static @Nullable Object zero(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case AnyValue.Text text -> Values.of(Utf8.EMPTY);
      case AnyValue.Int number -> Values.of(0L);
      case AnyValue.Real real -> Values.of(0.0);
      case AnyValue.Bool bool -> Values.FALSE;
      case AnyValue.Bytes bytes -> new AnyValue.Bytes(new byte[0]);
      case AnyValue.Array array -> new AnyValue.Array(new ArrayList<>());
      case Attributes map -> new Attributes();
      case ListValue list -> new ListValue(list.kind(), List.of());
      // There is no zero of a part but its own: nothing changes.
      case Part part when part.list() == null -> part;
      default -> Zero.of(value);
    };
  }

  /** The live map of a target. */
  static Attributes map(PathNode target, Frame frame) {
    return Coerce.map(target.get(frame));
  }

  /** Takes entries away; what stays keeps its order. */
  static void removeIf(Attributes map, Frame frame, Predicate<Utf8> remove) {
    int kept = 0;
    for (int i = 0; i < map.size(); i++) {
      if (!remove.test(map.key(i))) {
        if (kept != i) {
          map.move(i, kept);
        }
        kept++;
      }
    }
    if (kept < map.size()) {
      frame.markChanged();
      map.truncate(kept);
    }
  }

  private static Node deleteKey(Args args) {
    PathNode target = args.target(0);
    Arg<Utf8> key = args.text(1);
    return Node.edit(frame -> {
      Attributes map = map(target, frame);
      int at = map.indexOf(key.get(frame));
      if (at >= 0) {
        // The last entry takes the place, as in the reference.
        int last = map.size() - 1;
        map.move(last, at);
        map.truncate(last);
        frame.markChanged();
      }
      target.set(frame, map);
    });
  }

  private static Node matchingKeys(Args args, boolean delete) {
    PathNode target = args.target(0);
    Regex.Source pattern = Regex.source(args.text(1));
    return Node.edit(frame -> {
      Regex regex = pattern.get(frame);
      Attributes map = map(target, frame);
      removeIf(map, frame, key -> regex.find(key) == delete);
      target.set(frame, map);
    });
  }

  private static Node keepKeys(Args args) {
    PathNode target = args.target(0);
    List<Arg<Utf8>> keys = args.texts(1);
    return Node.edit(frame -> {
      Attributes map = map(target, frame);
      Set<Utf8> kept = new HashSet<>();
      for (Arg<Utf8> key : keys) {
        kept.add(key.get(frame));
      }
      removeIf(map, frame, key -> !kept.contains(key));
      target.set(frame, map);
    });
  }

  private static Node limit(Args args) {
    PathNode target = args.target(0);
    long limit = args.rawInt(1);
    List<Utf8> priority = args.rawTexts(2).stream().map(Utf8::of).toList();
    if (limit < priority.size()) {
      throw new CheckException(
          "a limit of " + limit + " is less than the " + priority.size() + " priority keys");
    }
    Set<Utf8> kept = new HashSet<>(priority);
    return Node.edit(frame -> {
      Attributes map = map(target, frame);
      if (map.size() <= limit) {
        return;
      }
      long[] count = {priority.stream().filter(key -> map.indexOf(key) >= 0).count()};
      removeIf(
          map,
          frame,
          key -> {
            if (kept.contains(key)) {
              return false;
            }
            return count[0]++ >= limit;
          });
      target.set(frame, map);
    });
  }

  private static Node mergeMaps(Args args) {
    PathNode target = args.target(0);
    Arg<Attributes> source = args.map(1);
    String strategy = args.rawText(2);
    if (!List.of("insert", "update", "upsert").contains(strategy)) {
      throw new CheckException(
          "strategy: expected insert, update or upsert, found \"" + strategy + "\"");
    }
    return Node.edit(frame -> {
      Attributes map = map(target, frame);
      Attributes from = source.get(frame);
      int size = from.size();
      for (int i = 0; i < size; i++) {
        int at = map.indexOf(from.key(i));
        if (at < 0 ? !strategy.equals("update") : !strategy.equals("insert")) {
          // As in the reference, an entry is emptied before it is filled: from itself, with
          // nothing.
          boolean itself = strategy.equals("upsert") && Values.same(map, from);
          AnyValue copy = itself ? AnyValue.Empty.INSTANCE : Values.copy(from.value(i));
          if (at < 0) {
            map.add(from.key(i), copy);
            frame.markChanged();
          } else {
            if (!copy.equals(map.value(at))) {
              frame.markChanged();
            }
            map.setValue(at, copy);
          }
        }
      }
      target.set(frame, map);
    });
  }

  private static Node stringifyAll(Args args) {
    PathNode target = args.target(0);
    return Node.edit(frame -> {
      Attributes map = map(target, frame);
      for (int i = 0; i < map.size(); i++) {
        if (!(map.value(i) instanceof AnyValue.Text)) {
          map.setValue(i, Values.of(Json.asText(map.value(i))));
          frame.markChanged();
        }
      }
      target.set(frame, map);
    });
  }

  private static Node truncateAll(Args args, boolean otherwiseSafe) {
    PathNode target = args.target(0);
    long limit = args.rawInt(1);
    boolean safe = args.rawBool(2, otherwiseSafe);
    byte[] marker = Utf8.of(args.rawText(3, "")).toBytes();
    if (marker.length > limit) {
      throw new CheckException(
          "the marker of " + marker.length + " bytes is longer than the limit of " + limit);
    }
    return Node.edit(frame -> {
      Attributes map = map(target, frame);
      for (int i = 0; i < map.size(); i++) {
        if (map.value(i) instanceof AnyValue.Text text && text.value().length() > limit) {
          map.setValue(i, Values.of(cut(text.value(), (int) limit, marker, safe)));
          frame.markChanged();
        }
      }
      target.set(frame, map);
    });
  }

  private static Utf8 cut(Utf8 text, int limit, byte[] marker, boolean safe) {
    int length = limit - marker.length;
    while (safe && length > 0 && (text.byteAt(length) & 0xc0) == 0x80) {
      length--;
    }
    byte[] cut = java.util.Arrays.copyOf(text.toBytes(), length + marker.length);
    System.arraycopy(marker, 0, cut, length, marker.length);
    return Utf8.copyOf(cut, 0, cut.length);
  }

  private static Node append(Args args) {
    PathNode target = args.target(0);
    Node value = args.has(1) ? args.value(1) : null;
    List<Node> values = args.has(2) ? args.values(2) : List.of();
    if (value == null && !args.has(2)) {
      throw new CheckException("expected a value or values");
    }
    return Node.edit(frame -> {
      List<AnyValue> items = new ArrayList<>();
      Object here = target.get(frame);
      switch (here) {
        case null -> {}
        case AnyValue.Array array -> items.addAll(Values.copy(array.values()));
        case ListValue list -> list.items().forEach(i -> items.add(Values.fromRaw(i)));
        default -> items.add(Values.fromRaw(here));
      }
      if (value != null) {
        items.add(item(value.get(frame)));
      }
      for (Node more : values) {
        items.add(item(more.get(frame)));
      }
      target.set(frame, new AnyValue.Array(items));
    });
  }

  /** A list or a map of a record cannot be an item as it is. */
  private static AnyValue item(@Nullable Object value) {
    if (value instanceof AnyValue.Array || value instanceof Attributes) {
      throw new OttlException(Values.type(value) + " cannot be appended");
    }
    return Values.fromRaw(value);
  }

  private static Node deleteIndex(Args args) {
    PathNode target = args.target(0);
    Arg<Long> start = args.integer(1);
    Arg<Long> end = args.optionalInteger(2);
    return Node.edit(frame -> {
      List<AnyValue> list = Coerce.list(target.get(frame));
      long from = start.get(frame);
      long to = end == null ? from + 1 : end.get(frame);
      if (from == 0 && to == list.size()) {
        target.set(frame, new AnyValue.Array(new ArrayList<>()));
        return;
      }
      if (from < 0 || from >= list.size() || to < from || to > list.size()) {
        throw new OttlException(
            from + " to " + to + " is out of the bounds of a list of " + list.size());
      }
      List<AnyValue> kept = new ArrayList<>(list.subList(0, (int) from));
      kept.addAll(list.subList((int) to, list.size()));
      target.set(frame, new AnyValue.Array(kept));
    });
  }
}
