package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Lists of numbers of a record as values, and back. */
final class NumberLists {
  private NumberLists() {}

  static ListValue of(ListValue.Kind kind, long[] numbers) {
    List<@Nullable Object> items = new ArrayList<>(numbers.length);
    LongStream.of(numbers).forEach(n -> items.add(Values.of(n)));
    return new ListValue(kind, items);
  }

  static ListValue of(int[] numbers) {
    return of(ListValue.Kind.INT, IntStream.of(numbers).asLongStream().toArray());
  }

  static ListValue of(double[] numbers) {
    List<@Nullable Object> items = new ArrayList<>(numbers.length);
    DoubleStream.of(numbers).forEach(n -> items.add(Values.of(n)));
    return new ListValue(ListValue.Kind.REAL, items);
  }

  /**
   * The numbers of a list; none of nil.
   *
   * @param own the kind of list that the path itself yields
   */
  static long[] longs(ListValue.Kind own, @Nullable Object value) {
    List<? extends @Nullable Object> items = items(value, ListValue.Kind.INT, own);
    long[] numbers = new long[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(items.get(i) instanceof AnyValue.Int number)) {
        throw new MismatchException("expected a list of ints, found " + Values.type(items.get(i)));
      }
      numbers[i] = number.value();
    }
    return numbers;
  }

  static int[] ints(@Nullable Object value) {
    return LongStream.of(longs(ListValue.Kind.INT, value)).mapToInt(n -> (int) n).toArray();
  }

  static double[] doubles(@Nullable Object value) {
    List<? extends @Nullable Object> items = items(value, ListValue.Kind.REAL, ListValue.Kind.REAL);
    double[] numbers = new double[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(items.get(i) instanceof AnyValue.Real number)) {
        throw new MismatchException(
            "expected a list of doubles, found " + Values.type(items.get(i)));
      }
      numbers[i] = number.value();
    }
    return numbers;
  }

  private static List<? extends @Nullable Object> items(
      @Nullable Object value, ListValue.Kind one, ListValue.Kind other) {
    return switch (value) {
      case null -> List.of();
      case AnyValue.Array array -> array.values();
      case ListValue list
          when list.kind() == one || list.kind() == other || list.kind() == ListValue.Kind.ANY ->
          list.items();
      default ->
          throw new MismatchException("expected a list of numbers, found " + Values.type(value));
    };
  }
}
