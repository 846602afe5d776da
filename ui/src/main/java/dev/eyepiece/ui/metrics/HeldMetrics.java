package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.MetricRow;
import dev.eyepiece.store.Picture;
import dev.eyepiece.store.PointSeries;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.ui.trace.ValueText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The metrics of ring and store. */
public final class HeldMetrics implements MetricQuestions {
  /** OTLP {@code AggregationTemporality} of points that count from their start on. */
  private static final int CUMULATIVE = 2;

  private static final int MOST_WITH_EXEMPLARS = 500;
  private static final Search HAS_EXEMPLARS = new Search.Field("exemplars", Search.Op.GT, "0");

  @Override
  public List<MetricEntry> list(TelemetrySnapshot snapshot, Search search, TimeRange range)
      throws StoreException {
    List<MetricEntry> entries = new ArrayList<>();
    for (MetricRow row : snapshot.metrics().list(search, range)) {
      entries.add(
          new MetricEntry(
              new MetricKey(row.service(), row.name()),
              row.description(),
              row.type(),
              row.unit(),
              hasTemporality(row.type()) ? row.temporality() : "",
              row.monotonic(),
              row.series(),
              row.points(),
              row.lastUnixNano(),
              row.lastValue()));
    }
    return List.copyOf(entries);
  }

  private static boolean hasTemporality(MetricType type) {
    return switch (type) {
      case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM -> true;
      case GAUGE, SUMMARY, NONE -> false;
    };
  }

  @Override
  public List<Points> series(
      TelemetrySnapshot snapshot,
      MetricKey metric,
      Search search,
      TimeRange range,
      int most,
      @Nullable Picture picture)
      throws StoreException {
    List<Search> parts = new ArrayList<>();
    parts.add(new Search.Field("name", Search.Op.EQ, metric.name()));
    if (!metric.service().isEmpty()) {
      parts.add(new Search.Field("service", Search.Op.EQ, metric.service()));
    }
    parts.add(search);
    Search its = new Search.And(List.copyOf(parts));
    List<PointSeries> read =
        picture == null
            ? snapshot.metrics().series(its, range, most)
            : snapshot.metrics().series(its, range, most, picture);
    List<PointSeries> found = read.stream().filter(series -> isOf(series.first(), metric)).toList();
    List<SortedMap<String, String>> told =
        found.stream().map(series -> told(series.first())).toList();
    List<String> names = unique(SeriesNames.of(told, ""));
    Map<SortedMap<String, String>, List<Exemplar>> exemplars =
        isDistribution(found) ? Map.of() : exemplars(snapshot, parts, range);
    List<Points> all = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      PointSeries series = found.get(i);
      all.add(
          points(
              names.get(i),
              series,
              isDistribution(found)
                  ? ofDistributions(series)
                  : exemplars.getOrDefault(told.get(i), List.of())));
    }
    return List.copyOf(all);
  }

  private static boolean isDistribution(List<PointSeries> series) {
    return !series.isEmpty() && !series.getFirst().distributions().isEmpty();
  }

  /** Points of distributions are read whole and have theirs with them. */
  private static List<Exemplar> ofDistributions(PointSeries series) {
    List<Exemplar> all = new ArrayList<>();
    for (DataPoint point : series.distributions()) {
      if (point instanceof DistributionPoint distribution) {
        all.addAll(distribution.exemplars());
      }
    }
    return all;
  }

  /** Of numbers only the newest points that have some are read whole; by what tells a series. */
  private static Map<SortedMap<String, String>, List<Exemplar>> exemplars(
      TelemetrySnapshot snapshot, List<Search> parts, TimeRange range) throws StoreException {
    List<Search> with = new ArrayList<>(parts);
    with.add(HAS_EXEMPLARS);
    Map<SortedMap<String, String>, List<Exemplar>> found = new HashMap<>();
    snapshot
        .metrics()
        .points(
            new Search.And(List.copyOf(with)),
            range,
            Direction.NEWEST_FIRST,
            MOST_WITH_EXEMPLARS,
            one -> {
              for (DataPoint point : one.metric().data().points()) {
                if (point instanceof NumberPoint number) {
                  found
                      .computeIfAbsent(told(one), series -> new ArrayList<>())
                      .addAll(number.exemplars());
                }
              }
            });
    return found;
  }

  /** Searches do not look at the case of letters; names do. */
  private static boolean isOf(ScopedMetric first, MetricKey metric) {
    dev.eyepiece.telemetry.Utf8 service = first.resource().serviceName();
    return first.metric().name().toString().equals(metric.name())
        && (service == null ? "" : service.toString()).equals(metric.service());
  }

  private static SortedMap<String, String> told(ScopedMetric one) {
    SortedMap<String, String> told = new TreeMap<>();
    put(one.resource().attributes(), told);
    told.remove("service.name");
    MetricData data = one.metric().data();
    for (DataPoint point : data.points()) {
      put(point.attributes(), told);
    }
    String scope = one.scope().name().toString();
    if (!scope.isEmpty()) {
      told.put("scope", scope);
    }
    return told;
  }

  private static void put(Attributes attributes, Map<String, String> into) {
    for (int i = 0; i < attributes.size(); i++) {
      into.put(attributes.key(i).toString(), ValueText.of(attributes.value(i)));
    }
  }

  /** Series that nothing shown tells apart are numbered. */
  private static List<String> unique(List<String> names) {
    Map<String, Integer> seen = new HashMap<>();
    List<String> unique = new ArrayList<>();
    for (String name : names) {
      int number = seen.merge(name, 1, Integer::sum);
      unique.add(number == 1 ? name : (name + " #" + number).strip());
    }
    return unique;
  }

  private static Points points(String name, PointSeries series, List<Exemplar> exemplars) {
    return new Points(
        name,
        series.temporality() == CUMULATIVE,
        series.monotonic() || series.type() != MetricType.SUM,
        series.startUnixNano(),
        series.timeUnixNano(),
        series.values(),
        series.counts(),
        series.flags(),
        series.distributions(),
        List.copyOf(exemplars),
        series.thinning());
  }
}
