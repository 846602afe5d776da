package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.Picture;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Metrics of a shop, a point every ten seconds. */
final class FakeMetrics implements MetricQuestions {
  static final long START = 1_795_399_720_000_000_000L;
  static final long STEP = 10_000_000_000L;

  private final Map<MetricKey, MetricEntry> entries = new LinkedHashMap<>();
  private final Map<MetricKey, List<Points>> series = new LinkedHashMap<>();
  private final Random random = new Random(7);

  void add(MetricEntry entry, List<Points> points) {
    Points first = points.getFirst();
    OptionalDouble last =
        first.whole().isEmpty()
            ? OptionalDouble.of(first.value()[first.value().length - 1])
            : OptionalDouble.empty();
    entries.put(
        entry.key(),
        new MetricEntry(
            entry.key(),
            entry.description(),
            entry.type(),
            entry.unit(),
            entry.temporality(),
            entry.monotonic(),
            entry.series(),
            entry.points(),
            entry.lastUnixNano(),
            last));
    series.put(entry.key(), points);
  }

  private static MetricEntry entry(
      String service, String name, MetricType type, String unit, boolean monotonic, int series) {
    return new MetricEntry(
        new MetricKey(service, name),
        "What " + name + " measures",
        type,
        unit,
        type == MetricType.GAUGE || type == MetricType.SUMMARY ? "" : "cumulative",
        monotonic,
        series,
        series * 360L,
        START + 360 * STEP,
        OptionalDouble.empty());
  }

  /** A gauge, sums, a histogram with exemplars and a summary, over two services. */
  static FakeMetrics shop() {
    FakeMetrics metrics = new FakeMetrics();
    List<Points> cpu = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      cpu.add(metrics.wave("cpu=" + i, 360, 0.1 + i * 0.2, false));
    }
    metrics.add(entry("checkout", "system.cpu.utilization", MetricType.GAUGE, "1", false, 4), cpu);
    List<Points> bytes = new ArrayList<>();
    for (int i = 0; i < 26; i++) {
      bytes.add(
          metrics.counter(
              "http.route=/a/very/long/route/number/" + i + "/{id}, method=GET", 360, i * 2_000));
    }
    metrics.add(
        entry("checkout", "http.server.response.body.size.total", MetricType.SUM, "By", true, 26),
        bytes);
    metrics.add(
        entry("checkout", "http.server.request.duration", MetricType.HISTOGRAM, "s", true, 1),
        List.of(metrics.histogram(360)));
    metrics.add(
        entry("inventory", "db.client.connections.usage", MetricType.SUM, "{connection}", false, 1),
        List.of(metrics.wave("", 360, 20, true)));
    metrics.add(
        entry("inventory", "rpc.server.duration", MetricType.SUMMARY, "ms", true, 1),
        List.of(metrics.summary(360)));
    metrics.add(
        entry("inventory", "jvm.memory.used", MetricType.GAUGE, "By", false, 1),
        List.of(metrics.wave("", 1, 300e6, false)));
    return metrics;
  }

  private static long[] times(int points) {
    long[] times = new long[points];
    for (int i = 0; i < points; i++) {
      // A minute and a half is missing.
      times[i] = START + (i < points / 2 ? i : i + 9) * STEP;
    }
    return times;
  }

  private static Points points(
      String name, boolean monotonic, long[] time, double[] value, List<DataPoint> whole) {
    long[] start = new long[time.length];
    java.util.Arrays.fill(start, START - STEP);
    long[] count = new long[time.length];
    List<Exemplar> exemplars = new ArrayList<>();
    if (monotonic && whole.isEmpty()) {
      for (int i = 5; i < time.length; i += 40) {
        exemplars.add(
            new Exemplar(
                new Attributes(), time[i] - STEP / 2, ValueType.INT, 512L * i, 0xABCDL, i, 78));
      }
    }
    for (int i = 0; i < whole.size(); i++) {
      count[i] = whole.get(i) instanceof HistogramPoint h ? h.count() : (i + 1) * 20L;
      if (whole.get(i) instanceof HistogramPoint h) {
        exemplars.addAll(h.exemplars());
      }
    }
    return new Points(
        name, true, monotonic, start, time, value, count, new int[time.length], whole, exemplars);
  }

  private Points wave(String name, int points, double height, boolean whole) {
    double[] value = new double[points];
    for (int i = 0; i < points; i++) {
      double v = height * (1 + 0.3 * Math.sin(i / 15.0) + 0.05 * random.nextGaussian());
      value[i] = whole ? Math.round(v) : v;
    }
    return points(name, false, times(points), value, List.of());
  }

  private Points counter(String name, int points, double perStep) {
    double[] value = new double[points];
    double sum = 0;
    for (int i = 0; i < points; i++) {
      sum += perStep * (1 + 0.4 * Math.sin(i / 20.0)) + random.nextInt(100);
      value[i] = sum;
    }
    return points(name, true, times(points), value, List.of());
  }

  private Points histogram(int points) {
    double[] bounds = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
    long[] counts = new long[bounds.length + 1];
    List<DataPoint> whole = new ArrayList<>();
    long[] times = times(points);
    double[] sums = new double[points];
    for (int i = 0; i < points; i++) {
      HistogramPoint point = new HistogramPoint();
      for (int k = 0; k < 40; k++) {
        double slow = i > 240 && k % 8 == 0 ? 2 : 0;
        double seconds = Math.exp(random.nextGaussian() * 0.6 - 2.6 + slow);
        int bucket = 0;
        while (bucket < bounds.length && seconds > bounds[bucket]) {
          bucket++;
        }
        counts[bucket]++;
        sums[i] += seconds;
        if (k == 0 && i % 12 == 0) {
          point
              .exemplars()
              .add(
                  new Exemplar(
                      new Attributes(),
                      times[i] - STEP / 2,
                      ValueType.REAL,
                      Double.doubleToRawLongBits(seconds),
                      0xABCDL,
                      i + 1,
                      77));
        }
      }
      point.setExplicitBounds(bounds);
      point.setBucketCounts(counts.clone());
      point.setCount(40L * (i + 1));
      whole.add(point);
    }
    return points("", true, times, sums, whole);
  }

  private Points summary(int points) {
    List<DataPoint> whole = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      SummaryPoint point = new SummaryPoint();
      double base = 12 + 4 * Math.sin(i / 30.0);
      point.quantiles().add(new SummaryPoint.Quantile(0.5, base));
      point.quantiles().add(new SummaryPoint.Quantile(0.9, base * 2));
      point.quantiles().add(new SummaryPoint.Quantile(0.99, base * 5 + random.nextInt(20)));
      whole.add(point);
    }
    return points("", true, times(points), new double[points], whole);
  }

  @Override
  public List<MetricEntry> list(TelemetrySnapshot snapshot, Search search, TimeRange range)
      throws StoreException {
    return List.copyOf(entries.values());
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
    return series.getOrDefault(metric, List.of());
  }
}
