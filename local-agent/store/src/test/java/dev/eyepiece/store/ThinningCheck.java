package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What a store answers for pictures of random points, beside all of those points. */
final class ThinningCheck {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261201L);
  private static final long START = 1_790_000_000_000_000_000L;
  private static final int METRICS = 8;
  private static final int PICTURES = 6;

  private final Random random = new Random(SEED);
  private final SymbolTable symbols = new SymbolTable();

  /** A moment and the bits of a value. */
  private record Point(long time, long bits) {
    static Point of(PointSeries series, int i) {
      boolean missing = (series.flags()[i] & DataPoint.NO_RECORDED_VALUE) != 0;
      double value = series.values()[i];
      boolean none = missing || !Double.isFinite(value);
      return new Point(
          series.timeUnixNano()[i], Double.doubleToLongBits(none ? Double.NaN : value));
    }

    double value() {
      return Double.longBitsToDouble(bits);
    }
  }

  /** Seals some batches and asks of all; what is not sealed the snapshot has beside them. */
  void run(TelemetryStore store, int sealed) throws Exception {
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < METRICS; i++) {
      batches.addAll(batches("m" + i, batches.size()));
    }
    int upTo = batches.size() * sealed / 10;
    store.seal(batches.subList(0, upTo / 2));
    store.seal(batches.subList(upTo / 2, upTo));
    int thinned = 0;
    try (TelemetrySnapshot snapshot = store.snapshot(batches.subList(upTo, batches.size()))) {
      for (int i = 0; i < METRICS * PICTURES; i++) {
        thinned += ask(snapshot.metrics(), Search.parse("name:m" + i % METRICS));
      }
    }
    assertThat(thinned).as("seed %d", SEED).isGreaterThan(METRICS);
  }

  private List<RecordBatch> batches(String name, int firstId) throws Exception {
    List<RecordBatch> batches = new ArrayList<>();
    long step = 1 + random.nextLong(2_000_000_000L);
    boolean regular = random.nextBoolean();
    boolean gauge = random.nextBoolean();
    int missing = random.nextBoolean() ? 4 : 50;
    long time = START;
    for (int b = 0; b < 10; b++) {
      List<NumberPoint> points = new ArrayList<>();
      for (int i = random.nextInt(120); i >= 0; i--) {
        NumberPoint point = new NumberPoint();
        time += regular ? step : random.nextInt(4) * random.nextLong(step);
        point.setTimeUnixNano(time);
        point.attributes().add("host", "h" + random.nextInt(3) * random.nextInt(2));
        switch (random.nextInt(missing)) {
          case 0 -> point.setFlags(DataPoint.NO_RECORDED_VALUE);
          case 1 -> point.setReal(random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY);
          case 2 -> point.setInt(random.nextInt(20));
          default -> point.setReal(random.nextGaussian());
        }
        points.add(point);
      }
      Collections.shuffle(points, random);
      Metric metric = new Metric();
      metric.setName(Utf8.of(name));
      metric.setData(gauge ? new MetricData.Gauge(points) : new MetricData.Sum(points, 2, false));
      MetricTree tree = new MetricTree();
      Resource resource = Resource.empty();
      resource.attributes().add("service.name", "checkout");
      ResourceGroup<Metric> group = new ResourceGroup<>(resource);
      ScopeGroup<Metric> scope = new ScopeGroup<>(Scope.empty());
      scope.records().add(metric);
      group.scopes().add(scope);
      tree.resources().add(group);
      byte[] bytes = tree.encode();
      batches.add(
          new MetricWalker(symbols).walk(bytes, bytes.length).withId(firstId + 1L + b, START));
    }
    return batches;
  }

  private int ask(MetricAnswers metrics, Search search) throws StoreException {
    int most = 1 + random.nextInt(4);
    List<PointSeries> all = metrics.series(search, TimeRange.ALL, most);
    long first = all.stream().mapToLong(one -> one.timeUnixNano()[0]).min().orElseThrow();
    long last =
        all.stream().mapToLong(one -> one.timeUnixNano()[one.size() - 1]).max().orElseThrow();
    long narrower = (last - first) / 4;
    int columns = 1 + random.nextInt(60);
    PixelColumns pixels =
        random.nextBoolean()
            ? new PixelColumns(columns, first, last)
            : new PixelColumns(columns, first + narrower, last - narrower);
    List<PointSeries> drawn =
        metrics.series(
            search,
            TimeRange.ALL,
            most,
            new Picture(
                columns,
                (from, to) -> {
                  assertThat(from).as("seed %d", SEED).isEqualTo(first);
                  assertThat(to).as("seed %d", SEED).isEqualTo(last);
                  return new TimeRange(pixels.fromUnixNano(), pixels.toUnixNano());
                }));
    assertThat(drawn).hasSameSizeAs(all);
    int thinned = 0;
    for (int i = 0; i < all.size(); i++) {
      PointSeries whole = all.get(i);
      PointSeries thin = drawn.get(i);
      assertThat(thin.id()).isEqualTo(whole.id());
      assertThat(thin.type()).isEqualTo(whole.type());
      assertThat(thin.temporality()).isEqualTo(whole.temporality());
      assertThat(thin.first().metric().data().points().getFirst().attributes())
          .isEqualTo(whole.first().metric().data().points().getFirst().attributes());
      if (whole.size() <= 4 * columns) {
        assertThat(thin.thinning()).isNull();
        assertThat(thin.timeUnixNano()).isEqualTo(whole.timeUnixNano());
        assertThat(points(thin)).as("seed %d", SEED).hasSameElementsAs(points(whole));
      } else {
        compare(whole, thin, pixels);
        thinned++;
      }
    }
    return thinned;
  }

  /** All of them; of those with one time, not each store says which is first. */
  private static List<Point> points(PointSeries series) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      points.add(Point.of(series, i));
    }
    return points;
  }

  private static Map<Integer, List<Point>> byColumn(PointSeries series, PixelColumns pixels) {
    Map<Integer, List<Point>> points = new TreeMap<>();
    for (int i = 0; i < series.size(); i++) {
      int column = pixels.of(series.timeUnixNano()[i]);
      points.computeIfAbsent(column, _ -> new ArrayList<>()).add(Point.of(series, i));
    }
    return points;
  }

  private static void compare(PointSeries whole, PointSeries thin, PixelColumns pixels) {
    String seed = "seed " + SEED;
    assertThat(thin.timeUnixNano()).as(seed).isSorted();
    Thinning thinning = thin.thinning();
    assertThat(thinning).as(seed).isNotNull();
    for (int i = 0; i < thin.size(); i++) {
      assertThat(thinning.column()[i]).as(seed).isEqualTo(pixels.of(thin.timeUnixNano()[i]));
    }
    Map<Integer, List<Point>> expected = byColumn(whole, pixels);
    Map<Integer, List<Point>> found = byColumn(thin, pixels);
    assertThat(found.keySet()).as(seed).isEqualTo(expected.keySet());
    expected.forEach(
        (column, points) -> compare(points, found.getOrDefault(column, List.of()), column));
  }

  private static void compare(List<Point> points, List<Point> kept, int column) {
    String what = "column " + column + ", seed " + SEED;
    assertThat(kept).as(what).hasSizeLessThanOrEqualTo(4);
    Set<Point> all = new HashSet<>(points);
    assertThat(all).as(what).containsAll(kept);
    assertThat(kept.getFirst().time()).as(what).isEqualTo(points.getFirst().time());
    assertThat(kept.getLast().time()).as(what).isEqualTo(points.getLast().time());
    double[] values = points.stream().mapToDouble(Point::value).filter(Double::isFinite).toArray();
    double[] drawn = kept.stream().mapToDouble(Point::value).filter(Double::isFinite).toArray();
    assertThat(Arrays.stream(drawn).min()).as(what).isEqualTo(Arrays.stream(values).min());
    assertThat(Arrays.stream(drawn).max()).as(what).isEqualTo(Arrays.stream(values).max());
  }
}
