package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Literal;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.Numbers;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Part;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The converters between types and the questions about them. */
final class TypeFunctions {
  /** Parts that are lists to the reference's IsList and Len. */
  private static final Set<String> LISTS =
      Set.of(
          "span events",
          "span links",
          "exemplars",
          "quantiles",
          "number data points",
          "histogram data points",
          "exponential histogram data points",
          "summary data points");

  static final List<Function> ALL =
      List.of(
          Function.of("Bool", "Target:boollike", TypeFunctions::bool),
          Function.of("Double", "Target:reallike", TypeFunctions::real),
          Function.of("Int", "Target:intlike", TypeFunctions::integer),
          Function.of("String", "Target:textlike", TypeFunctions::text),
          typed("IsBool", v -> v instanceof AnyValue.Bool),
          typed("IsDouble", v -> v instanceof AnyValue.Real),
          typed("IsInt", v -> v instanceof AnyValue.Int),
          typed("IsString", v -> v instanceof AnyValue.Text),
          typed("IsMap", v -> v instanceof Attributes),
          is("IsList", TypeFunctions::isList),
          is("IsEmpty", TypeFunctions::isEmpty),
          Function.of("Len", "Target:value", TypeFunctions::len),
          Function.of("ParseInt", "Target:text Base:int", TypeFunctions::parseInt),
          Function.of("Log", "Target:reallike", TypeFunctions::log),
          Function.of("Coalesce", "Values:values", TypeFunctions::coalesce));

  private TypeFunctions() {}

  private static Function is(String name, Predicate<@Nullable Object> test) {
    return Function.of(
        name,
        "Target:value",
        a -> {
          Node value = a.value(0);
          return Node.of(f -> Values.of(test.test(value.get(f))));
        });
  }

  /** A literal of another type is refused when the rule is loaded. */
  private static Function typed(String name, Predicate<@Nullable Object> test) {
    return Function.of(
        name,
        "Target:value",
        a -> {
          Node value = a.value(0);
          if (value instanceof Literal literal && !test.test(literal.value())) {
            throw new CheckException(Values.type(literal.value()) + " never fits " + name);
          }
          return Node.of(f -> Values.of(test.test(value.get(f))));
        });
  }

  private static boolean isList(@Nullable Object value) {
    return switch (value) {
      case AnyValue.Array array -> true;
      case ListValue list ->
          list.kind() != ListValue.Kind.UNSIGNED && list.kind() != ListValue.Kind.TIME;
      case Part part -> LISTS.contains(part.kind());
      case null, default -> false;
    };
  }

  private static boolean isEmpty(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case AnyValue.Text text -> text.value().isEmpty();
      case AnyValue.Int number -> number.value() == 0;
      case AnyValue.Real real -> Double.doubleToRawLongBits(real.value()) == 0;
      case AnyValue.Bool bool -> !bool.value();
      case AnyValue.Bytes bytes -> bytes.value().length == 0;
      case AnyValue.Array array -> array.values().isEmpty();
      case Attributes map -> map.isEmpty();
      case ListValue list -> list.items().isEmpty();
      default -> Zero.is(value);
    };
  }

  private static Node bool(Args args) {
    Arg<@Nullable Boolean> target = args.boolLike(0);
    return Node.of(f -> {
      Boolean value = target.get(f);
      return value == null ? null : Values.of(value);
    });
  }

  private static Node real(Args args) {
    Arg<@Nullable Double> target = args.realLike(0);
    return Node.of(f -> {
      Double value = target.get(f);
      return value == null ? null : Values.of(value);
    });
  }

  private static Node integer(Args args) {
    Arg<@Nullable Long> target = args.integerLike(0);
    return Node.of(f -> {
      Long value = target.get(f);
      return value == null ? null : Values.of(value);
    });
  }

  private static Node text(Args args) {
    Arg<@Nullable Utf8> target = args.textLike(0);
    return Node.of(f -> {
      Utf8 value = target.get(f);
      return value == null ? null : Values.of(value);
    });
  }

  private static Node len(Args args) {
    Node target = args.value(0);
    return Node.of(f -> {
      Object value = target.get(f);
      return Values.of(
          switch (value) {
            case AnyValue.Text text -> text.value().length();
            case AnyValue.Bytes bytes -> bytes.value().length;
            case AnyValue.Array array -> array.values().size();
            case Attributes map -> map.size();
            case ListValue list -> list.items().size();
            case Part part when LISTS.contains(part.kind()) -> part.size();
            case null, default ->
                throw new OttlException(
                    "expected text, a list or a map, found " + Values.type(value));
          });
    });
  }

  private static Node parseInt(Args args) {
    Arg<Utf8> target = args.text(0);
    Arg<Long> base = args.integer(1);
    return Node.of(f -> {
      String text = target.get(f).toString();
      long radix = base.get(f);
      if (text.isEmpty() || radix < 0 || radix > 36) {
        throw new OttlException("cannot read \"" + text + "\" as an int of base " + radix);
      }
      return Values.of(Numbers.parseInt(text, (int) radix));
    });
  }

  private static Node log(Args args) {
    Arg<@Nullable Double> target = args.realLike(0);
    return Node.of(f -> {
      Double value = target.get(f);
      if (value == null || value <= 0) {
        throw new OttlException("there is no logarithm of " + value);
      }
      return Values.of(Powers.log(value));
    });
  }

  private static Node coalesce(Args args) {
    List<Node> values = args.values(0);
    if (values.isEmpty()) {
      throw new CheckException("expected at least one value");
    }
    return Node.of(f -> {
      for (Node value : values) {
        Object found = value.get(f);
        if (found != null) {
          return found;
        }
      }
      return null;
    });
  }
}
