package dev.eyepiece.store;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What data points have for searches. */
enum PointFields implements SearchFields {
  INSTANCE;

  @Override
  public @Nullable String condition(Search.Field field, Asks asks) {
    return switch (field.key().toLowerCase(Locale.ROOT)) {
      case "value" -> number(field, "real_value");
      case "count" -> number(field, "observations");
      case "sum" -> number(field, "total");
      case "exemplars" -> SearchSql.count(field, "exemplar_count");
      default -> null;
    };
  }

  /** Compares a number in a column. */
  static String number(Search.Field field, String column) {
    return field.op() == Search.Op.EXISTS
        ? column + " IS NOT NULL"
        : SearchSql.compared(column, field.op(), Quantity.parse(field.value()));
  }

  @Override
  public @Nullable String text(String key, Asks asks) {
    return switch (key) {
      case "name", "metric", "metric.name" -> "name";
      case "unit" -> asks.name(new Asks.OfMetric(Asks.MetricPart.UNIT));
      case "type" -> asks.name(new Asks.OfMetric(Asks.MetricPart.TYPE));
      case "temporality" -> asks.name(new Asks.OfMetric(Asks.MetricPart.TEMPORALITY));
      case "monotonic" -> asks.name(new Asks.OfMetric(Asks.MetricPart.MONOTONIC));
      default -> SearchFields.common(key, asks);
    };
  }

  @Override
  public @Nullable String time(Search.Clock clock) {
    return clock == Search.Clock.START ? "nullif(start_ns, 0)" : null;
  }

  @Override
  public List<String> words() {
    return List.of("name", "service");
  }
}
