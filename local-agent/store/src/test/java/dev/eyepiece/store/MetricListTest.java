package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.Utf8;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of metrics of several windows and of what is not sealed, beside a count by hand. */
class MetricListTest {
  private static final long SEED = Long.getLong("eyepiece.seed", System.nanoTime());
  private static final long START = 1_790_000_000_000_000_000L;

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final SymbolTable symbols = new SymbolTable();
  private final Map<Named, Counted> expected = new HashMap<>();
  private long time = START;

  /** What sets the metrics of this test apart. */
  private record Named(String service, String name, String unit, boolean gauge) {}

  /** What is listed of one. */
  private static final class Counted {
    private final Set<String> series = new HashSet<>();
    private long points;
    private long last = Long.MIN_VALUE;
    private long lastWithValue = Long.MIN_VALUE;
    private OptionalDouble value = OptionalDouble.empty();
  }

  private static Named named(MetricRow row) {
    return new Named(row.service(), row.name(), row.unit(), row.type() == MetricType.GAUGE);
  }

  private RecordBatch batch() throws Exception {
    Named named =
        new Named(
            random.nextInt(3) == 0 ? "" : "s" + random.nextInt(2),
            "m" + random.nextInt(3),
            random.nextBoolean() ? "s" : "By",
            random.nextBoolean());
    // Two resources of a service, which are two series.
    String pod = "pod-" + random.nextInt(2);
    Counted counted = expected.computeIfAbsent(named, _ -> new Counted());
    List<NumberPoint> points = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      NumberPoint point = new NumberPoint();
      // Not in order, and no two at one time, of which either may be listed as the last.
      long at = ++time + random.nextInt(20) * 10_000L;
      String host = "h" + random.nextInt(3);
      point.setTimeUnixNano(at);
      point.attributes().add("host", host);
      counted.series.add(pod + host);
      counted.points++;
      counted.last = Math.max(counted.last, at);
      if (random.nextInt(3) > 0) {
        point.setReal(random.nextInt(1000) / 8.0);
        if (at > counted.lastWithValue) {
          counted.lastWithValue = at;
          counted.value = OptionalDouble.of(point.value());
        }
      }
      points.add(point);
    }
    Metric metric = new Metric();
    metric.setName(Utf8.of(named.name()));
    metric.setUnit(Utf8.of(named.unit()));
    metric.setDescription(Utf8.of("What " + named.name() + " is."));
    metric.setData(
        named.gauge() ? new MetricData.Gauge(points) : new MetricData.Sum(points, 2, true));
    Resource resource = Resource.empty();
    if (!named.service().isEmpty()) {
      resource.attributes().add("service.name", named.service());
    }
    resource.attributes().add("pod", pod);
    ResourceGroup<Metric> group = new ResourceGroup<>(resource);
    ScopeGroup<Metric> scope = new ScopeGroup<>(Scope.empty());
    scope.records().add(metric);
    group.scopes().add(scope);
    MetricTree tree = new MetricTree();
    tree.resources().add(group);
    byte[] bytes = tree.encode();
    return new MetricWalker(symbols).walk(bytes, bytes.length);
  }

  private void check(List<MetricRow> rows) {
    String seed = "seed " + SEED;
    Set<Named> seen = new HashSet<>();
    for (MetricRow row : rows) {
      Counted counted = expected.get(named(row));
      assertThat(counted).as("%s, %s", row, seed).isNotNull();
      assertThat(seen.add(named(row))).as("%s twice, %s", row, seed).isTrue();
      String what = row + ", " + seed;
      assertThat(row.series()).as(what).isEqualTo(counted.series.size());
      assertThat(row.points()).as(what).isEqualTo(counted.points);
      assertThat(row.lastUnixNano()).as(what).isEqualTo(counted.last);
      assertThat(row.lastValue()).as(what).isEqualTo(counted.value);
      assertThat(row.description()).as(what).isEqualTo("What " + row.name() + " is.");
      boolean gauge = row.type() == MetricType.GAUGE;
      assertThat(row.temporality()).as(what).isEqualTo(gauge ? "unspecified" : "cumulative");
      assertThat(row.monotonic()).as(what).isEqualTo(!gauge);
    }
    assertThat(seen).as(seed).isEqualTo(expected.keySet());
    List<List<String>> order =
        rows.stream().map(row -> List.of(row.service(), row.name())).toList();
    assertThat(order)
        .as(seed)
        .isSortedAccordingTo((one, other) ->
            (one.getFirst() + " " + one.getLast())
                .compareTo(other.getFirst() + " " + other.getLast()));
  }

  @Test
  void eachMetricOfEachServiceIsListedOnceWithWhatAllWindowsHaveOfIt() throws Exception {
    long arrived = 1;
    long id = 1;
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        assertThat(snapshot.metrics().list(Search.All.INSTANCE, TimeRange.ALL)).isEmpty();
      }
      for (int round = 0; round < 8; round++) {
        // A window ends when it is six hours old.
        arrived += random.nextInt(2) * Duration.ofHours(7).toNanos();
        List<RecordBatch> fresh = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          fresh.add(batch().withId(id++, arrived));
        }
        store.seal(fresh.subList(0, 3));
        try (TelemetrySnapshot snapshot = store.snapshot(fresh)) {
          check(snapshot.metrics().list(Search.All.INSTANCE, TimeRange.ALL));
        }
        store.seal(fresh.subList(3, 6));
      }
    }
  }
}
