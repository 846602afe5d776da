package dev.eyepiece.store;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What an expression yields at one time. */
sealed interface PromQlValue {

  record Scalar(double value) implements PromQlValue {}

  record Vector(List<Sample> samples) implements PromQlValue {}

  /**
   * Points above one time and up to another.
   *
   * @param from nanoseconds since 1970
   * @param to nanoseconds since 1970
   */
  record Ranges(List<PromQlSeries> series, long from, long to) implements PromQlValue {
    double seconds() {
      return (to - from) / 1e9;
    }
  }

  /**
   * One value of a vector.
   *
   * @param value NaN where there is a histogram
   * @param timeUnixNano of the point that it is of, or of the step
   */
  record Sample(
      SortedMap<String, String> labels,
      double value,
      @Nullable PromQlHistogram histogram,
      long timeUnixNano) {

    Sample(SortedMap<String, String> labels, double value, long timeUnixNano) {
      this(labels, value, null, timeUnixNano);
    }

    Sample with(double number) {
      return new Sample(labels, number, null, timeUnixNano);
    }

    Sample with(SortedMap<String, String> others) {
      return new Sample(others, value, histogram, timeUnixNano);
    }
  }
}
