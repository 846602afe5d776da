package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an include or exclude list says of metrics and of their resources. */
final class MetricLists {
  private MetricLists() {}

  /** Checks the keys of a list. */
  static void allow(Settings list) throws ConfigException {
    list.allow(
        Set.of("match_type", "regexp", "metric_names", "expressions", "resource_attributes"));
  }

  /** Any resource must match; {@code null} when the list names none of its attributes. */
  static @Nullable Predicate<Frame> resources(Settings list) throws ConfigException {
    String type = list.text("match_type");
    List<AttributeMatch> matches = AttributeMatch.read(list, "resource_attributes", type);
    return matches.isEmpty()
        ? null
        : f -> AttributeMatch.all(matches, f.resource().resource().attributes());
  }

  /** Any metric must match; {@code null} when the list names none. */
  static @Nullable Predicate<Frame> metrics(Settings list) throws ConfigException {
    String type = list.text("match_type");
    if (type.equals("expr")) {
      return expressions(list.texts("expressions"));
    }
    TextSet names = MatchLists.texts(list, "metric_names", type);
    return names == null ? null : f -> names.matches(f.metric().name());
  }

  private static @Nullable Predicate<Frame> expressions(@Nullable List<String> texts) {
    List<MetricExpression> all = new ArrayList<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      all.add(MetricExpression.parse(text));
    }
    return all.isEmpty() ? null : f -> all.stream().anyMatch(each -> any(each, f.metric()));
  }

  private static boolean any(MetricExpression expression, Metric metric) {
    for (DataPoint point : metric.data().points()) {
      if (expression.test(metric, point)) {
        return true;
      }
    }
    return false;
  }
}
