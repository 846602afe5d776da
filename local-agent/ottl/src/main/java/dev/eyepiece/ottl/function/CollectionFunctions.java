package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.syntax.Ast.Operator;
import dev.eyepiece.ottl.value.Comparator;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The converters of maps and lists. */
final class CollectionFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("ContainsValue", "Target:list Item:value", CollectionFunctions::contains),
          Function.of("Keys", "Target:map", CollectionFunctions::keys),
          Function.of("Values", "Target:map", CollectionFunctions::values),
          Function.of(
              "SliceToMap",
              "Target:list KeyPath?:raw_texts ValuePath?:raw_texts",
              CollectionFunctions::sliceToMap),
          Function.of("Sort", "Target:value Order?:raw_text", CollectionFunctions::sort));

  private CollectionFunctions() {}

  private static Node contains(Args args) {
    Arg<List<AnyValue>> target = args.list(0);
    Node item = args.value(1);
    return Node.of(f -> {
      List<AnyValue> list = target.get(f);
      Object wanted = item.get(f);
      for (AnyValue value : list) {
        if (Comparator.compare(Values.load(value), wanted, Operator.EQ)) {
          return Values.TRUE;
        }
      }
      return Values.FALSE;
    });
  }

  private static Node keys(Args args) {
    Arg<Attributes> target = args.map(0);
    return Node.of(f -> {
      Attributes map = target.get(f);
      List<AnyValue> keys = new ArrayList<>(map.size());
      for (int i = 0; i < map.size(); i++) {
        keys.add(Values.of(map.key(i)));
      }
      return new AnyValue.Array(keys);
    });
  }

  private static Node values(Args args) {
    Arg<Attributes> target = args.map(0);
    return Node.of(f -> {
      Attributes map = target.get(f);
      List<AnyValue> values = new ArrayList<>(map.size());
      for (int i = 0; i < map.size(); i++) {
        values.add(Values.copy(map.value(i)));
      }
      return new AnyValue.Array(values);
    });
  }

  private static Node sliceToMap(Args args) {
    Arg<List<AnyValue>> target = args.list(0);
    List<String> keyPath = args.has(1) ? args.rawTexts(1) : null;
    List<String> valuePath = args.has(2) ? args.rawTexts(2) : null;
    return Node.of(f -> {
      List<AnyValue> list = target.get(f);
      Attributes map = new Attributes();
      for (int i = 0; i < list.size(); i++) {
        AnyValue item = list.get(i);
        if ((keyPath != null || valuePath != null) && !(item instanceof AnyValue.KeyValues)) {
          throw new OttlException("item " + i + " of the list is no map");
        }
        Utf8 key = Utf8.of(Integer.toString(i));
        if (keyPath != null) {
          if (!(extract(item, keyPath, i) instanceof AnyValue.Text text)) {
            throw new OttlException("the key of item " + i + " is no text");
          }
          key = text.value();
        }
        AnyValue value = valuePath == null ? item : extract(item, valuePath, i);
        map.put(key, Values.copy(value));
      }
      return map;
    });
  }

  private static AnyValue extract(AnyValue item, List<String> path, int index) {
    AnyValue at = item;
    for (String key : path) {
      AnyValue inner = at instanceof AnyValue.KeyValues map ? map.values().get(key) : null;
      if (inner == null) {
        throw new OttlException("item " + index + " of the list has no " + path);
      }
      at = inner;
    }
    if (path.isEmpty()) {
      throw new OttlException("expected a path of at least one key");
    }
    return at;
  }

  private static Node sort(Args args) {
    Node target = args.value(0);
    String order = args.rawText(1, "asc");
    if (!order.equals("asc") && !order.equals("desc")) {
      throw new CheckException("order: expected asc or desc, found \"" + order + "\"");
    }
    boolean descending = order.equals("desc");
    return Node.of(f -> {
      Object value = target.get(f);
      return switch (value) {
        case AnyValue.Array array -> sorted(array.values(), array, descending);
        case ListValue(ListValue.Kind kind, List<@Nullable Object> items)
            when kind == ListValue.Kind.ANY -> {
          List<AnyValue> list = new ArrayList<>();
          for (Object item : items) {
            list.add(Values.fromRaw(item));
          }
          yield sorted(list, new AnyValue.Array(list), descending);
        }
        case ListValue list
            when list.kind() != ListValue.Kind.UNSIGNED && list.kind() != ListValue.Kind.TIME ->
            typed(list, descending);
        case null, default ->
            throw new OttlException("expected a list, found " + Values.type(value));
      };
    });
  }

  private static ListValue typed(ListValue list, boolean descending) {
    List<AnyValue> items = new ArrayList<>();
    for (Object item : list.items()) {
      items.add(Values.fromRaw(item));
    }
    sort(items, list.kind() == ListValue.Kind.REAL, descending);
    return new ListValue(list.kind(), new ArrayList<>(items));
  }

  /** Lists of one comparable type, or of mixed scalars by their text; others stay as they are. */
  private static Object sorted(List<AnyValue> list, AnyValue.Array same, boolean descending) {
    boolean text = false;
    boolean real = false;
    boolean integer = false;
    for (AnyValue value : list) {
      switch (value) {
        case AnyValue.Int number -> integer = true;
        case AnyValue.Real number -> real = true;
        case AnyValue.Text t -> text = true;
        case AnyValue.Bool bool -> text = true;
        case AnyValue.Empty empty -> text = true;
        default -> {
          return same;
        }
      }
    }
    if (list.isEmpty()) {
      return same;
    }
    List<AnyValue> items = new ArrayList<>(list);
    if (text) {
      java.util.Comparator<AnyValue> byText =
          java.util.Comparator.comparing(v -> Utf8.of(Json.asText(v)));
      items.sort(descending ? byText.reversed() : byText);
    } else {
      sort(items, real || !integer, descending);
    }
    List<@Nullable Object> out = new ArrayList<>();
    for (AnyValue item : items) {
      out.add(Values.load(item));
    }
    return ListValue.of(out);
  }

  private static void sort(List<AnyValue> items, boolean real, boolean descending) {
    java.util.Comparator<AnyValue> order =
        (a, b) -> {
          if (a instanceof AnyValue.Text x && b instanceof AnyValue.Text y) {
            return x.value().compareTo(y.value());
          }
          if (a instanceof AnyValue.Bool x && b instanceof AnyValue.Bool y) {
            return Boolean.compare(x.value(), y.value());
          }
          if (!real && a instanceof AnyValue.Int x && b instanceof AnyValue.Int y) {
            return Long.compare(x.value(), y.value());
          }
          return compare(number(a), number(b));
        };
    items.sort(descending ? Collections.reverseOrder(order) : order);
  }

  /** NaN comes before all other numbers, and zeros are equal. */
  private static int compare(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(b), Double.isNaN(a));
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private static double number(AnyValue value) {
    return switch (value) {
      case AnyValue.Int number -> (double) number.value();
      case AnyValue.Real real -> real.value();
      default -> 0;
    };
  }
}
