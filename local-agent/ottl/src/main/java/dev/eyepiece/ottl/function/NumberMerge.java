package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.Numbers;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.ValueType;
import java.util.List;

/** Merges number points; the type of the first one decides. */
final class NumberMerge {
  private NumberMerge() {}

  static NumberPoint merge(List<NumberPoint> points, String function) {
    NumberPoint first = points.getFirst();
    if (first.valueType() == ValueType.REAL) {
      first.setReal(real(points, function));
    } else if (first.valueType() == ValueType.INT) {
      first.setInt(whole(points, function));
    } else {
      return first;
    }
    for (NumberPoint point : points) {
      if (Long.compareUnsigned(point.startTimeUnixNano(), first.startTimeUnixNano()) < 0) {
        first.setStartTimeUnixNano(point.startTimeUnixNano());
      }
    }
    return first;
  }

  private static double real(List<NumberPoint> points, String function) {
    double first = points.getFirst().value();
    double[] all = points.stream().mapToDouble(NumberPoint::value).toArray();
    double sum = first;
    double max = first;
    double min = first;
    for (int i = 1; i < all.length; i++) {
      sum += all[i];
      max = Math.max(max, all[i]);
      min = Math.min(min, all[i]);
    }
    return switch (function) {
      case "sum" -> sum;
      case "mean" -> sum / all.length;
      case "max" -> max;
      case "min" -> min;
      case "count" -> all.length > 1 ? all.length : first;
      default -> {
        java.util.Arrays.sort(all);
        int middle = all.length / 2;
        yield all.length % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
      }
    };
  }

  private static long whole(NumberPoint point) {
    return point.valueType() == ValueType.REAL ? Numbers.toLong(point.value()) : point.valueBits();
  }

  private static long whole(List<NumberPoint> points, String function) {
    long first = points.getFirst().valueBits();
    long[] all = points.stream().mapToLong(NumberMerge::whole).toArray();
    long sum = first;
    long max = first;
    long min = first;
    for (int i = 1; i < all.length; i++) {
      // A double among ints counts nothing in a sum, as in the reference.
      sum += points.get(i).valueType() == ValueType.INT ? all[i] : 0;
      max = Math.max(max, all[i]);
      min = Math.min(min, all[i]);
    }
    return switch (function) {
      case "sum" -> sum;
      case "mean" -> sum / all.length;
      case "max" -> max;
      case "min" -> min;
      case "count" -> all.length > 1 ? all.length : first;
      default -> {
        java.util.Arrays.sort(all);
        int middle = all.length / 2;
        yield all.length % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
      }
    };
  }
}
