package dev.eyepiece.store;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions, by the names of Prometheus. */
enum PromQlFunction {
  RATE("r"),
  INCREASE("r"),
  IRATE("r"),
  DELTA("r"),
  IDELTA("r"),
  RESETS("r"),
  CHANGES("r"),
  AVG_OVER_TIME("r"),
  MIN_OVER_TIME("r"),
  MAX_OVER_TIME("r"),
  SUM_OVER_TIME("r"),
  COUNT_OVER_TIME("r"),
  LAST_OVER_TIME("r"),
  PRESENT_OVER_TIME("r"),
  STDDEV_OVER_TIME("r"),
  QUANTILE_OVER_TIME("sr"),
  HISTOGRAM_QUANTILE("sv"),
  HISTOGRAM_COUNT("v"),
  HISTOGRAM_SUM("v"),
  HISTOGRAM_AVG("v"),
  ABS("v"),
  CEIL("v"),
  FLOOR("v"),
  ROUND(1, "vs"),
  SQRT("v"),
  EXP("v"),
  LN("v"),
  LOG2("v"),
  LOG10("v"),
  SGN("v"),
  CLAMP("vss"),
  CLAMP_MIN("vs"),
  CLAMP_MAX("vs"),
  ABSENT("v"),
  SORT("v"),
  SORT_DESC("v"),
  TIMESTAMP("v"),
  SCALAR("v"),
  VECTOR("s"),
  TIME("");

  private final int least;
  private final String arguments;

  PromQlFunction(String arguments) {
    this(arguments.length(), arguments);
  }

  /**
   * A function of which the last arguments may be left out.
   *
   * @param least how many arguments must be given
   * @param arguments a letter for each: s for a number, v for an instant vector, r for a range
   */
  PromQlFunction(int least, String arguments) {
    this.least = least;
    this.arguments = arguments;
  }

  int least() {
    return least;
  }

  List<PromQlNode.Type> arguments() {
    return arguments
        .chars()
        .mapToObj(letter ->
            switch (letter) {
              case 's' -> PromQlNode.Type.SCALAR;
              case 'v' -> PromQlNode.Type.VECTOR;
              default -> PromQlNode.Type.RANGE;
            })
        .toList();
  }

  PromQlNode.Type result() {
    return this == SCALAR || this == TIME ? PromQlNode.Type.SCALAR : PromQlNode.Type.VECTOR;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable PromQlFunction named(String name) {
    for (PromQlFunction function : values()) {
      if (function.text().equals(name)) {
        return function;
      }
    }
    return null;
  }
}
