package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Lambda;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The converters that take lambdas. */
final class LambdaFunctions {
  private static final String PREDICATE = "Source:value Predicate:lambda";

  static final List<Function> ALL =
      List.of(
          Function.of("All", PREDICATE, a -> quantified(a, true)),
          Function.of("Any", PREDICATE, a -> quantified(a, false)),
          Function.of("Filter", PREDICATE, LambdaFunctions::filter),
          Function.of("Find", PREDICATE + " Mapper?:lambda", LambdaFunctions::find),
          Function.of("MapEach", "Source:value Mapper:lambda", LambdaFunctions::mapEach),
          Function.of("MapKeys", "Source:map KeyMapper:lambda", LambdaFunctions::mapKeys),
          Function.of(
              "Reduce", "Source:value Seed:value Accumulator:lambda", LambdaFunctions::reduce),
          Function.of(
              "When", "Condition:lambda TrueValue:value FalseValue:value", LambdaFunctions::when));

  /** The entries of a map or the items of a list. */
  private record Entries(@Nullable Attributes map, List<AnyValue> list) {
    static Entries of(@Nullable Object value) {
      return value instanceof Attributes map
          ? new Entries(map, List.of())
          : new Entries(null, Coerce.list(value));
    }

    int size() {
      return map == null ? list.size() : map.size();
    }

    Object key(int index) {
      return map == null ? Values.of(index) : Values.of(map.key(index));
    }

    AnyValue value(int index) {
      return map == null ? list.get(index) : map.value(index);
    }

    boolean isMap() {
      return map != null;
    }
  }

  private LambdaFunctions() {}

  private static boolean test(Lambda predicate, Frame frame, Entries entries, int index) {
    return predicate.test(frame, entries.key(index), Values.load(entries.value(index)));
  }

  private static Node quantified(Args args, boolean all) {
    Node source = args.value(0);
    Lambda predicate = args.lambda(1).ofParameters(2);
    return Node.of(f -> {
      Entries entries = Entries.of(source.get(f));
      for (int i = 0; i < entries.size(); i++) {
        if (test(predicate, f, entries, i) != all) {
          return Values.of(!all);
        }
      }
      return Values.of(all);
    });
  }

  private static Node filter(Args args) {
    Node source = args.value(0);
    Lambda predicate = args.lambda(1).ofParameters(2);
    return Node.of(f -> {
      Entries entries = Entries.of(source.get(f));
      Attributes map = new Attributes();
      List<AnyValue> list = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        if (test(predicate, f, entries, i)) {
          add(entries, map, list, i, Values.copy(entries.value(i)));
        }
      }
      return entries.isMap() ? map : new AnyValue.Array(list);
    });
  }

  private static void add(
      Entries entries, Attributes map, List<AnyValue> list, int index, AnyValue value) {
    if (entries.key(index) instanceof AnyValue.Text key) {
      map.add(key.value(), value);
    } else {
      list.add(value);
    }
  }

  private static Node find(Args args) {
    Node source = args.value(0);
    Lambda predicate = args.lambda(1).ofParameters(2);
    Lambda mapper = args.optionalLambda(2);
    if (mapper != null) {
      mapper.ofParameters(2);
    }
    return Node.of(f -> {
      Entries entries = Entries.of(source.get(f));
      for (int i = 0; i < entries.size(); i++) {
        if (test(predicate, f, entries, i)) {
          Object value = Values.load(entries.value(i));
          return mapper == null ? value : normal(mapper.call(f, entries.key(i), value));
        }
      }
      return null;
    });
  }

  private static Object normal(Object value) {
    return value instanceof ListValue(ListValue.Kind kind, List<@Nullable Object> items)
            && kind != ListValue.Kind.UNSIGNED
            && kind != ListValue.Kind.TIME
        ? ListValue.of(items)
        : value;
  }

  private static Node mapEach(Args args) {
    Node source = args.value(0);
    Lambda mapper = args.lambda(1).ofParameters(2);
    return Node.of(f -> {
      Entries entries = Entries.of(source.get(f));
      Attributes map = new Attributes();
      List<AnyValue> list = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        Object result = mapper.call(f, entries.key(i), Values.load(entries.value(i)));
        add(entries, map, list, i, stored(result));
      }
      return entries.isMap() ? map : new AnyValue.Array(list);
    });
  }

  private static AnyValue stored(Object value) {
    if (value instanceof Attributes map) {
      return new AnyValue.KeyValues(Values.copy(map));
    }
    if (value instanceof ListValue(ListValue.Kind kind, List<@Nullable Object> items)
        && kind != ListValue.Kind.UNSIGNED
        && kind != ListValue.Kind.TIME) {
      return Values.fromRaw(ListValue.of(items));
    }
    return Values.fromRaw(value);
  }

  private static Node mapKeys(Args args) {
    Arg<Attributes> source = args.map(0);
    Lambda mapper = args.lambda(1).ofParameters(2);
    return Node.of(f -> {
      Attributes map = source.get(f);
      Attributes mapped = new Attributes();
      for (int i = 0; i < map.size(); i++) {
        Object key = mapper.call(f, Values.of(map.key(i)), Values.load(map.value(i)));
        if (!(key instanceof AnyValue.Text text)) {
          throw new OttlException("a key must be text, found " + Values.type(key));
        }
        Utf8 name = text.value();
        mapped.put(name, Values.copy(map.value(i)));
      }
      return mapped;
    });
  }

  private static Node reduce(Args args) {
    Node source = args.value(0);
    Node seed = args.value(1);
    Lambda accumulator = args.lambda(2).ofParameters(3);
    return Node.of(f -> {
      Entries entries = Entries.of(source.get(f));
      Object result = seed.get(f);
      for (int i = 0; i < entries.size(); i++) {
        result = accumulator.call(f, result, entries.key(i), Values.load(entries.value(i)));
      }
      return result;
    });
  }

  private static Node when(Args args) {
    Lambda condition = args.lambda(0).ofParameters(0);
    Node yes = args.value(1);
    Node no = args.value(2);
    return Node.of(f -> condition.test(f) ? yes.get(f) : no.get(f));
  }
}
