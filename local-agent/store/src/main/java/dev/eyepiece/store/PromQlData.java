package dev.eyepiece.store;

import dev.eyepiece.store.PromQlNames.Part;
import dev.eyepiece.store.PromQlNode.Matcher;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ScopedMetric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the series that a selector means. Blocks; for one thread. */
final class PromQlData {
  private static final int MOST_SERIES = 5_000;
  private static final long MOST_POINTS = 20_000_000;
  private static final int DELTA = 1;

  private final MetricAnswers metrics;
  private long points;

  PromQlData(MetricAnswers metrics) {
    this.metrics = metrics;
  }

  /**
   * The series of a selector with their points in a range.
   *
   * @throws PromQlException when they are too many to be held
   */
  List<PromQlSeries> read(PromQlNode.Selector selector, TimeRange range)
      throws StoreException, PromQlException {
    List<Matcher> byName = new ArrayList<>();
    List<Matcher> others = new ArrayList<>();
    for (Matcher matcher : selector.matchers()) {
      (matcher.label().equals(PromQlSelectorParser.NAME) ? byName : others).add(matcher);
    }
    List<PromQlSeries> found = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    List<MetricRow> rows = metrics.list(Search.All.INSTANCE, range);
    for (MetricRow row : rows) {
      if (!wanted(row, byName).isEmpty()) {
        names.add(row.name());
      }
    }
    for (String name : names) {
      for (PointSeries series : series(selector, name, range)) {
        MetricRow row = row(series, rows);
        if (row != null) {
          points += series.size();
          if (points > MOST_POINTS) {
            throw tooMany(selector, MOST_POINTS + " points");
          }
          PromQlConvert convert = new PromQlConvert(series, labels(series.first()));
          for (Named one : wanted(row, byName)) {
            convert.add(one.part(), one.name(), others, found);
          }
        }
      }
      if (found.size() > MOST_SERIES) {
        throw tooMany(selector, MOST_SERIES + " series");
      }
    }
    return found;
  }

  private static PromQlException tooMany(PromQlNode.Selector selector, String most) {
    return new PromQlException(
        "what is selected here has more than "
            + most
            + " (expected: a shorter time or more matchers)",
        selector.position());
  }

  private List<PointSeries> series(PromQlNode.Selector selector, String name, TimeRange range)
      throws StoreException, PromQlException {
    Search search = new Search.Field("name", Search.Op.EQ, name.replace("*", Search.LITERAL_STAR));
    List<PointSeries> all = metrics.series(search, range, MOST_SERIES + 1);
    if (all.size() > MOST_SERIES) {
      throw tooMany(selector, MOST_SERIES + " series");
    }
    // Searches do not look at the case of letters; names do.
    return all.stream().filter(one -> one.first().metric().name().toString().equals(name)).toList();
  }

  private static @Nullable MetricRow row(PointSeries series, List<MetricRow> rows) {
    ScopedMetric first = series.first();
    return rows.stream()
        .filter(row ->
            row.name().equals(first.metric().name().toString())
                && row.type() == series.type()
                && row.monotonic() == series.monotonic()
                && row.unit().equals(first.metric().unit().toString()))
        .findFirst()
        .orElse(null);
  }

  /** A series of a metric by the name that it was asked for. */
  private record Named(Part part, String name) {}

  private static List<Named> wanted(MetricRow row, List<Matcher> matchers) {
    List<Named> found = new ArrayList<>();
    for (Part part : PromQlNames.parts(row.type())) {
      PromQlNames.of(row).stream()
          .map(name -> name + part.suffix())
          .filter(name -> matchers.stream().allMatch(m -> PromQlLabels.matches(m, name)))
          .findFirst()
          .ifPresent(name -> found.add(new Named(part, name)));
    }
    return found;
  }

  /** Those of the resource, of the scope its name, those of the point. */
  private static SortedMap<String, String> labels(ScopedMetric one) {
    SortedMap<String, String> labels = new TreeMap<>();
    put(one.resource().attributes(), labels);
    String scope = one.scope().name().toString();
    if (!scope.isEmpty()) {
      labels.put("otel.scope.name", scope);
    }
    for (DataPoint point : one.metric().data().points()) {
      put(point.attributes(), labels);
    }
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  private static void put(Attributes attributes, SortedMap<String, String> into) {
    for (int i = 0; i < attributes.size(); i++) {
      into.put(attributes.key(i).toString(), text(attributes.value(i)));
    }
  }

  private static String text(AnyValue value) {
    return switch (value) {
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Real real -> PromQlResult.number(real.value());
      case AnyValue.Empty _ -> "";
      case AnyValue.Bytes _, AnyValue.Array _, AnyValue.KeyValues _ -> value.toString();
    };
  }

  static boolean isDelta(PointSeries series) {
    return series.temporality() == DELTA
        && series.type() != MetricType.GAUGE
        && series.type() != MetricType.SUMMARY;
  }
}
