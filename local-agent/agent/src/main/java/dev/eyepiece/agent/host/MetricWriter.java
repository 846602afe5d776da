package dev.eyepiece.agent.host;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the figures of one moment down as OTLP metrics. For one thread. */
final class MetricWriter {
  /** OTLP {@code AGGREGATION_TEMPORALITY_CUMULATIVE}. */
  private static final int CUMULATIVE = 2;

  private static final Utf8 SCOPE = Utf8.of("eyepiece.host");

  private final long startUnixNano;
  private final long timeUnixNano;
  private final MetricTree tree = new MetricTree();
  private List<Metric> metrics = new ArrayList<>();
  private Map<String, Metric> byName = new HashMap<>();

  /**
   * @param startUnixNano when counters began to be read
   */
  MetricWriter(long startUnixNano, long timeUnixNano) {
    this.startUnixNano = startUnixNano;
    this.timeUnixNano = timeUnixNano;
  }

  /** What follows is of this resource; keys and values in turn. */
  void resource(String... attributes) {
    Resource resource = Resource.empty();
    for (int i = 0; i < attributes.length; i += 2) {
      resource.attributes().add(attributes[i], attributes[i + 1]);
    }
    ScopeGroup<Metric> scope = new ScopeGroup<>(Scope.empty().withName(SCOPE));
    ResourceGroup<Metric> group = new ResourceGroup<>(resource);
    group.scopes().add(scope);
    tree.resources().add(group);
    metrics = scope.records();
    byName = new HashMap<>();
  }

  /** A value as it is now; attributes are keys and values in turn. */
  void gauge(String name, String unit, double value, String... attributes) {
    Metric metric = metric(name, unit);
    if (!(metric.data() instanceof MetricData.Gauge)) {
      metric.setData(new MetricData.Gauge());
    }
    if (metric.data() instanceof MetricData.Gauge gauge) {
      NumberPoint point = point(attributes);
      point.setReal(value);
      gauge.points().add(point);
    }
  }

  /** An amount that goes up and down. */
  void level(String name, String unit, long value, String... attributes) {
    NumberPoint point = point(attributes);
    point.setInt(value);
    add(name, unit, false, point);
  }

  /** An amount that only grows. */
  void counter(String name, String unit, long value, String... attributes) {
    NumberPoint point = point(attributes);
    point.setInt(value);
    add(name, unit, true, point);
  }

  /** A time in seconds that only grows. */
  void seconds(String name, double value, String... attributes) {
    NumberPoint point = point(attributes);
    point.setReal(value);
    add(name, "s", true, point);
  }

  private void add(String name, String unit, boolean monotonic, NumberPoint point) {
    Metric metric = metric(name, unit);
    if (!(metric.data() instanceof MetricData.Sum)) {
      metric.setData(new MetricData.Sum(new ArrayList<>(), CUMULATIVE, monotonic));
    }
    if (metric.data() instanceof MetricData.Sum sum) {
      sum.points().add(point);
    }
  }

  private Metric metric(String name, String unit) {
    return byName.computeIfAbsent(
        name,
        made -> {
          Metric metric = new Metric();
          metric.setName(Utf8.of(name));
          metric.setUnit(Utf8.of(unit));
          metrics.add(metric);
          return metric;
        });
  }

  private NumberPoint point(String... attributes) {
    NumberPoint point = new NumberPoint();
    point.setStartTimeUnixNano(startUnixNano);
    point.setTimeUnixNano(timeUnixNano);
    Attributes all = new Attributes();
    for (int i = 0; i < attributes.length; i += 2) {
      all.add(attributes[i], attributes[i + 1]);
    }
    point.setAttributes(all);
    return point;
  }

  MetricTree tree() {
    return tree;
  }
}
