package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.DurationValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Times;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** The language's math: ints wrap, an int beside a double becomes one, times take durations. */
final class Arithmetic {
  private Arithmetic() {}

  static Node binary(char operator, Node left, Node right) {
    return Node.of(frame -> {
      Object a = left.get(frame);
      return apply(operator, a, right.get(frame));
    });
  }

  static Node negative(Node inner) {
    return Node.of(frame -> {
      Object value = inner.get(frame);
      return switch (value) {
        case AnyValue.Int number -> Values.of(-number.value());
        case AnyValue.Real real -> Values.of(-real.value());
        case null, default -> throw new OttlException(Values.type(value) + " has no negative");
      };
    });
  }

  private static Object apply(char operator, @Nullable Object a, @Nullable Object b) {
    return switch (a) {
      case AnyValue.Int x when b instanceof AnyValue.Int y ->
          Values.of(integers(operator, x.value(), y.value()));
      case AnyValue.Int x when b instanceof AnyValue.Real y ->
          Values.of(reals(operator, (double) x.value(), y.value()));
      case AnyValue.Real x when b instanceof AnyValue.Int y ->
          Values.of(reals(operator, x.value(), (double) y.value()));
      case AnyValue.Real x when b instanceof AnyValue.Real y ->
          Values.of(reals(operator, x.value(), y.value()));
      case ZonedDateTime x when operator == '+' && b instanceof DurationValue y ->
          plus(x, y.nanos());
      case ZonedDateTime x when operator == '-' && b instanceof DurationValue y ->
          plus(x, -y.nanos());
      case ZonedDateTime x when operator == '-' && b instanceof ZonedDateTime y ->
          new DurationValue(Times.between(y, x));
      case DurationValue x when operator == '+' && b instanceof ZonedDateTime y ->
          plus(y, x.nanos());
      case DurationValue x when operator == '+' && b instanceof DurationValue y ->
          new DurationValue(x.nanos() + y.nanos());
      case DurationValue x when operator == '-' && b instanceof DurationValue y ->
          new DurationValue(x.nanos() - y.nanos());
      case null, default ->
          throw new OttlException(
              "cannot compute " + Values.type(a) + " " + operator + " " + Values.type(b));
    };
  }

  private static ZonedDateTime plus(ZonedDateTime time, long nanos) {
    return time.plusNanos(nanos);
  }

  private static long integers(char operator, long a, long b) {
    return switch (operator) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      default -> {
        if (b == 0) {
          throw new OttlException("divided by 0");
        }
        yield a / b;
      }
    };
  }

  private static double reals(char operator, double a, double b) {
    return switch (operator) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      default -> {
        if (b == 0) {
          throw new OttlException("divided by 0");
        }
        yield a / b;
      }
    };
  }
}
