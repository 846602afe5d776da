package dev.eyepiece.ottl.value;

import dev.eyepiece.ottl.syntax.Ast.Operator;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The language's comparisons ("Comparison Rules" of its definition): never an error but for lists
 * that cannot be compared; values of kinds that do not fit are unequal and in no order.
 */
public final class Comparator {
  private Comparator() {}

  public static boolean compare(@Nullable Object left, @Nullable Object right, Operator operator) {
    Object a = isNil(left) ? null : left;
    Object b = isNil(right) ? null : right;
    if (a == null || b == null) {
      if (a == null && b == null) {
        return operator == Operator.EQ || operator == Operator.LE || operator == Operator.GE;
      }
      return operator == Operator.NE;
    }
    return switch (a) {
      case AnyValue.Int x when b instanceof AnyValue.Int y ->
          ordered(Long.compare(x.value(), y.value()), operator);
      case AnyValue.Int x when b instanceof AnyValue.Real y ->
          doubles((double) x.value(), y.value(), operator);
      case AnyValue.Real x when b instanceof AnyValue.Real y ->
          doubles(x.value(), y.value(), operator);
      case AnyValue.Real x when b instanceof AnyValue.Int y ->
          doubles(x.value(), (double) y.value(), operator);
      case AnyValue.Text x when b instanceof AnyValue.Text y -> texts(x, y, operator);
      case AnyValue.Bool x when b instanceof AnyValue.Bool y ->
          ordered(Boolean.compare(x.value(), y.value()), operator);
      case AnyValue.Bytes x when b instanceof AnyValue.Bytes y ->
          ordered(Arrays.compareUnsigned(x.value(), y.value()), operator);
      case DurationValue x when b instanceof DurationValue y ->
          ordered(Long.compare(x.nanos(), y.nanos()), operator);
      case ZonedDateTime x when b instanceof ZonedDateTime y ->
          ordered(x.toInstant().compareTo(y.toInstant()), operator);
      default -> same(a, b, operator);
    };
  }

  /** Whether a value counts as nil where it is compared: bytes of which there are none do. */
  public static boolean isNil(@Nullable Object value) {
    return value == null || (value instanceof AnyValue.Bytes bytes && bytes.value().length == 0);
  }

  private static boolean same(Object a, Object b, Operator operator) {
    if (operator != Operator.EQ && operator != Operator.NE) {
      return false;
    }
    boolean equal =
        switch (a) {
          case Attributes x when b instanceof Attributes y -> equal(x, y);
          case AnyValue.Array x when b instanceof AnyValue.Array y -> equal(x.values(), y.values());
          case AnyValue.Array x when b instanceof ListValue y -> equalRaw(y, x);
          case ListValue x when b instanceof AnyValue.Array y -> equalRaw(x, y);
          case ListValue x when b instanceof ListValue y -> equal(x, y);
          case Part x when b instanceof Part y -> x.same(y);
          default -> a.getClass() == b.getClass() && a.equals(b);
        };
    return equal == (operator == Operator.EQ);
  }

  private static boolean equal(ListValue a, ListValue b) {
    if (a.kind() != b.kind()) {
      return false;
    }
    if (a.kind() != ListValue.Kind.ANY) {
      throw new OttlException("two lists of one element type cannot be compared");
    }
    if (a.items().size() != b.items().size()) {
      return false;
    }
    for (int i = 0; i < a.items().size(); i++) {
      if (!equalRaw(a.items().get(i), b.items().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Deep and strict: an int is no double here. */
  private static boolean equalRaw(@Nullable Object a, @Nullable Object b) {
    Object x = a == AnyValue.Empty.INSTANCE ? null : a;
    Object y = b == AnyValue.Empty.INSTANCE ? null : b;
    if (x == null || y == null) {
      return x == null && y == null;
    }
    if (x instanceof ListValue list && y instanceof AnyValue.Array array) {
      return equalRaw(list, array);
    }
    if (x instanceof AnyValue.Array array && y instanceof ListValue list) {
      return equalRaw(list, array);
    }
    if (x instanceof ListValue one && y instanceof ListValue other) {
      return equal(one, other);
    }
    if (x instanceof AnyValue one && y instanceof AnyValue other) {
      return equal(one, other);
    }
    return x.equals(y);
  }

  private static boolean equalRaw(ListValue list, AnyValue.Array array) {
    if (list.kind() != ListValue.Kind.ANY || list.items().size() != array.values().size()) {
      return false;
    }
    for (int i = 0; i < list.items().size(); i++) {
      if (!equalRaw(list.items().get(i), array.values().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Maps are equal in whatever order their entries are. */
  public static boolean equal(Attributes a, Attributes b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      AnyValue other = b.get(a.key(i));
      if (other == null || !equal(a.value(i), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(List<AnyValue> a, List<AnyValue> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Deep equality of telemetry values: kinds must agree, doubles compare as numbers. */
  public static boolean equal(AnyValue a, AnyValue b) {
    return switch (a) {
      case AnyValue.KeyValues x when b instanceof AnyValue.KeyValues y ->
          equal(x.values(), y.values());
      case AnyValue.Array x when b instanceof AnyValue.Array y -> equal(x.values(), y.values());
      case AnyValue.Real x when b instanceof AnyValue.Real y -> x.value() == y.value();
      default -> a.equals(b);
    };
  }

  private static boolean texts(AnyValue.Text x, AnyValue.Text y, Operator operator) {
    return switch (operator) {
      case EQ -> x.value().equals(y.value());
      case NE -> !x.value().equals(y.value());
      default -> ordered(x.value().compareTo(y.value()), operator);
    };
  }

  /** Whether the outcome of a three-way comparison satisfies an operator. */
  public static boolean ordered(int order, Operator operator) {
    return switch (operator) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GE -> order >= 0;
      case GT -> order > 0;
    };
  }

  /** As IEEE 754 has it: NaN is unequal to everything, 0.0 equals -0.0. */
  public static boolean doubles(double a, double b, Operator operator) {
    return switch (operator) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GE -> a >= b;
      case GT -> a > b;
    };
  }
}
