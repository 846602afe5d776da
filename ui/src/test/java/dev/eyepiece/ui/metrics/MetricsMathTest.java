package dev.eyepiece.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eyepiece.store.PixelColumns;
import dev.eyepiece.store.Thinning;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.ValueType;
import dev.eyepiece.ui.trace.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What charts are made of, over random points. */
class MetricsMathTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_795_399_722_000_000_000L;

  private static Points sum(boolean cumulative, long[] start, long[] time, double... value) {
    return new Points(
        "s",
        cumulative,
        true,
        start,
        time,
        value,
        new long[value.length],
        new int[value.length],
        List.of(),
        List.of());
  }

  private static long[] seconds(long... seconds) {
    return Arrays.stream(seconds).map(s -> s == 0 ? 0 : START + s * SECOND).toArray();
  }

  @Test
  void aCumulativeSumIsARateAndARestartCountsFromItsStart() {
    Line rates =
        Lines.rates(
            sum(
                true,
                seconds(1, 1, 1, 35, 35, 35),
                seconds(10, 20, 30, 40, 50, 60),
                100,
                150,
                150,
                20,
                40,
                30));
    assertThat(rates.value()).containsExactly(Double.NaN, 5, 0, 4, 2, Double.NaN);
  }

  @Test
  void aDeltaSumIsDividedByItsOwnStretch() {
    Line rates =
        Lines.rates(sum(false, seconds(0, 10, 0, 30), seconds(10, 20, 30, 40), 7, 10, 20, 5));
    assertThat(rates.value()).containsExactly(Double.NaN, 1, 2, 0.5);
  }

  @Test
  void exemplarsOfNumbersLieOnTheirLineAndThoseOfOthersAtTheirValue() {
    Exemplar early = exemplar(START + 15 * SECOND, 3, 7);
    Exemplar unlinked = exemplar(START + 16 * SECOND, 3, 0);
    Exemplar late = exemplar(START + 95 * SECOND, 4, 8);
    Points counter =
        new Points(
            "s",
            true,
            true,
            seconds(1, 1, 1, 1),
            seconds(10, 20, 30, 40),
            new double[] {100, 200, 400, 500},
            new long[4],
            new int[4],
            List.of(),
            List.of(early, unlinked, late));
    ChartData rate =
        ChartMaker.of(List.of(counter), ChartMode.RATE, "1", START, START + 60 * SECOND);
    assertThat(rate.exemplars())
        .containsExactly(new ExemplarMark(START + 15 * SECOND, 3, 10, new TraceId(0, 7), 77));
    ChartData value =
        ChartMaker.of(List.of(counter), ChartMode.VALUE, "1", START, START + 60 * SECOND);
    assertThat(value.exemplars())
        .containsExactly(new ExemplarMark(START + 15 * SECOND, 3, 150, new TraceId(0, 7), 77));
    assertThat(value.exemplars().getFirst().isOnLine()).isTrue();
  }

  private static Exemplar exemplar(long time, long value, long trace) {
    return new Exemplar(new Attributes(), time, ValueType.INT, value, 0, trace, 77);
  }

  @Test
  void whatIsMissingIsAGapAndNotZero() {
    Points points =
        new Points(
            "g",
            false,
            false,
            new long[5],
            seconds(10, 20, 30, 40, 90),
            new double[] {1, 2, 0, 4, 5},
            new long[5],
            new int[] {0, 0, DataPoint.NO_RECORDED_VALUE, 0, 0},
            List.of(),
            List.of());
    Line line = Lines.values(points);
    assertThat(line.value()).containsExactly(1, 2, Double.NaN, 4, Double.NaN, 5);
    assertThat(line.time()[4])
        .as("the gap begins a usual distance on")
        .isEqualTo(START + 50 * SECOND);
  }

  @Test
  void aThinnedLineBreaksBetweenColumnsAloneWhereItsPointsStayedAway() {
    double[] value = {1, 9, 2, 3, 4, 5, 6};
    Points points =
        new Points(
            "g",
            false,
            false,
            new long[7],
            seconds(10, 30, 50, 51, 70, 90, 91),
            value,
            new long[7],
            new int[] {0, 0, 0, 0, 0, DataPoint.NO_RECORDED_VALUE, 0},
            List.of(),
            List.of(),
            new Thinning(new int[] {0, 0, 0, 1, 1, 2, 2}, SECOND));
    Line line = Lines.values(points);
    assertThat(line.time())
        .as("a second after the last of its column")
        .isEqualTo(seconds(10, 30, 50, 51, 70, 71, 90, 91));
    assertThat(line.value()).containsExactly(1, 9, 2, 3, 4, Double.NaN, Double.NaN, 6);
  }

  @Test
  void aReducedLineKeepsTheFirstLowestHighestAndLastOfEachColumn() {
    for (int i = 0; i < 200; i++) {
      long seed = Seed.of(i);
      Random random = Seed.random(seed);
      int columns = 1 + random.nextInt(30);
      Line.Builder whole = new Line.Builder("l", 16);
      long time = START;
      for (int k = 0; k < 5 * columns + random.nextInt(2_000); k++) {
        time += 1 + random.nextInt(1_000);
        whole.add(time, random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian());
      }
      Line line = whole.build();
      Line reduced = M4.reduce(line, START, time, columns);
      double[] lows = new double[columns + 1];
      double[] highs = new double[columns + 1];
      extremes(line, START, time, columns, lows, highs);
      double[] keptLows = new double[columns + 1];
      double[] keptHighs = new double[columns + 1];
      extremes(reduced, START, time, columns, keptLows, keptHighs);
      assertThat(keptLows).as("seed %d", seed).isEqualTo(lows);
      assertThat(keptHighs).as("seed %d", seed).isEqualTo(highs);
      assertThat(reduced.time()).as("seed %d", seed).isSorted();
      long gaps = runs(line);
      assertThat(runs(reduced)).as("seed %d: gaps", seed).isEqualTo(gaps);
    }
  }

  private static void extremes(
      Line line, long from, long to, int columns, double[] lows, double[] highs) {
    Arrays.fill(lows, Double.POSITIVE_INFINITY);
    Arrays.fill(highs, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < line.size(); i++) {
      int column = new PixelColumns(columns, from, to).of(line.time()[i]);
      if (!Double.isNaN(line.value()[i])) {
        lows[column] = Math.min(lows[column], line.value()[i]);
        highs[column] = Math.max(highs[column], line.value()[i]);
      }
    }
  }

  private static long runs(Line line) {
    long runs = 0;
    for (int i = 1; i < line.size(); i++) {
      runs += Double.isNaN(line.value()[i]) && !Double.isNaN(line.value()[i - 1]) ? 1 : 0;
    }
    return runs;
  }

  private static Distribution random(Random random) {
    int ranges = 1 + random.nextInt(12);
    double[] lower = new double[ranges];
    double[] upper = new double[ranges];
    double[] count = new double[ranges];
    double at = random.nextBoolean() ? 0 : random.nextDouble() * 10 - 5;
    for (int i = 0; i < ranges; i++) {
      lower[i] = at;
      at += random.nextInt(8) == 0 ? 0 : random.nextDouble() * Math.pow(10, random.nextInt(4));
      upper[i] = at;
      count[i] = random.nextInt(4) == 0 ? 0 : random.nextInt(1_000);
    }
    return new Distribution(lower, upper, count, random.nextBoolean());
  }

  @Test
  void quantilesGrowWithTheShareAndStayWithinTheValues() {
    for (int i = 0; i < 500; i++) {
      long seed = Seed.of(i);
      Distribution d = random(Seed.random(seed));
      double before = Double.NEGATIVE_INFINITY;
      for (double share = 0; share <= 1; share += 0.05) {
        double quantile = d.quantile(share);
        if (d.total() == 0) {
          assertThat(quantile).as("seed %d", seed).isNaN();
          continue;
        }
        assertThat(quantile).as("seed %d", seed).isGreaterThanOrEqualTo(before - 1e-9);
        assertThat(quantile)
            .as("seed %d", seed)
            .isBetween(d.lower()[0] - 1e-9, d.upper()[d.upper().length - 1] + 1e-9);
        before = quantile;
      }
    }
  }

  @Test
  void aHeatMapCountsEveryValueOnce() {
    for (int i = 0; i < 300; i++) {
      long seed = Seed.of(i);
      Random random = Seed.random(seed);
      List<Intervals.Interval> intervals = new ArrayList<>();
      double total = 0;
      long at = START;
      for (int k = 0; k < 1 + random.nextInt(20); k++) {
        long next = at + 1 + random.nextInt(1_000_000);
        Distribution d = random(random);
        intervals.add(new Intervals.Interval(at, next, d));
        total += d.total();
        at = next;
      }
      HeatMap map =
          HeatMap.of(intervals, START, at, 1 + random.nextInt(50), 1 + random.nextInt(40));
      assertThat(Arrays.stream(map.counts()).sum())
          .as("seed %d", seed)
          .isCloseTo(total, within(1e-6 * Math.max(1, total)));
      assertThat(map.edge(0)).isCloseTo(map.low(), within(1e-9));
      assertThat(map.most()).isEqualTo(Arrays.stream(map.counts()).max().orElse(0));
    }
  }

  private static HistogramPoint histogram(double[] bounds, long... counts) {
    HistogramPoint point = new HistogramPoint();
    point.setExplicitBounds(bounds);
    point.setBucketCounts(counts);
    return point;
  }

  private static Points whole(List<DataPoint> points, long[] start, long[] time) {
    return new Points(
        "h",
        true,
        true,
        start,
        time,
        new double[time.length],
        new long[time.length],
        new int[time.length],
        points,
        List.of());
  }

  @Test
  void aCumulativeHistogramIsCutIntoWhatIsNew() {
    double[] bounds = {10, 100};
    List<Intervals.Interval> intervals =
        Intervals.of(
            whole(
                List.of(
                    histogram(bounds, 1, 1, 0),
                    histogram(bounds, 3, 1, 4),
                    histogram(bounds, 1, 0, 0),
                    histogram(new double[] {5}, 2, 2)),
                seconds(1, 1, 25, 25),
                seconds(10, 20, 30, 40)));
    assertThat(intervals).hasSize(3);
    assertThat(intervals.get(0).distribution().count()).containsExactly(2, 0, 4);
    assertThat(intervals.get(0).from()).isEqualTo(START + 10 * SECOND);
    assertThat(intervals.get(1).distribution().count()).as("a restart").containsExactly(1, 0, 0);
    assertThat(intervals.get(1).from()).isEqualTo(START + 25 * SECOND);
    assertThat(intervals.get(2).distribution().count()).as("other bounds").containsExactly(2, 2);
    assertThat(intervals.get(0).distribution().quantile(0.5)).isBetween(10.0, 100.0);
  }

  private static ExponentialHistogramPoint exponential(int scale, double... values) {
    ExponentialHistogramPoint point = new ExponentialHistogramPoint();
    point.setScale(scale);
    TreeMap<Integer, Long> counts = new TreeMap<>();
    for (double value : values) {
      // Buckets are closed above: an exact power belongs to the one below.
      int index = (int) Math.ceil(Math.log(value) / Math.log(2) * Math.pow(2, scale)) - 1;
      counts.merge(index, 1L, Long::sum);
    }
    if (!counts.isEmpty()) {
      long[] array = new long[counts.lastKey() - counts.firstKey() + 1];
      counts.forEach((index, count) -> array[index - counts.firstKey()] = count);
      point.setPositive(new ExponentialHistogramPoint.Buckets(counts.firstKey(), array));
    }
    point.setCount(values.length);
    return point;
  }

  @Test
  void exponentialHistogramsOfOtherScalesAreComparedAtTheCoarserOne() {
    for (int i = 0; i < 200; i++) {
      long seed = Seed.of(i);
      Random random = Seed.random(seed);
      double[] old = random.doubles(random.nextInt(40), 0.01, 5_000).toArray();
      double[] fresh = random.doubles(1 + random.nextInt(40), 0.01, 5_000).toArray();
      double[] all = Arrays.copyOf(old, old.length + fresh.length);
      System.arraycopy(fresh, 0, all, old.length, fresh.length);
      List<Intervals.Interval> intervals =
          Intervals.of(
              whole(
                  List.of(exponential(random.nextInt(6), old), exponential(random.nextInt(6), all)),
                  seconds(1, 1),
                  seconds(10, 20)));
      assertThat(intervals).as("seed %d", seed).hasSize(1);
      Distribution d = intervals.getFirst().distribution();
      assertThat(d.total()).as("seed %d", seed).isEqualTo(fresh.length);
      Arrays.sort(fresh);
      assertThat(d.lower()[0]).as("seed %d", seed).isLessThanOrEqualTo(fresh[0] + 1e-9);
      assertThat(d.upper()[d.upper().length - 1])
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(fresh[fresh.length - 1] - 1e-9);
      int middle = (fresh.length - 1) / 2;
      double median = fresh[middle];
      double guessed = d.quantile((middle + 0.5) / fresh.length);
      assertThat(guessed)
          .as("seed %d: within a bucket, which is at most a factor of two", seed)
          .isBetween(median / 2.01, median * 2.01);
    }
  }

  @Test
  void hostileBucketsAreNoBuckets() {
    assertThat(Buckets.of(histogram(new double[] {10, 5}, 1, 1, 1))).isNull();
    assertThat(Buckets.of(histogram(new double[] {10, Double.NaN}, 1, 1, 1))).isNull();
    assertThat(Buckets.of(histogram(new double[] {10}, 1, 1, 1))).isNull();
    assertThat(Buckets.of(exponential(21, 1))).isNull();
    ExponentialHistogramPoint far = new ExponentialHistogramPoint();
    far.setScale(0);
    far.setPositive(
        new ExponentialHistogramPoint.Buckets(Integer.MAX_VALUE - 1, new long[] {-1, 5}));
    Buckets buckets = Buckets.of(far);
    assertThat(buckets).isNotNull();
    assertThat(buckets.distribution().quantile(0.5)).isFinite();
  }

  @Test
  void seriesAreNamedByWhatTellsThemApart() {
    assertThat(
            SeriesNames.of(
                List.of(
                    new TreeMap<>(java.util.Map.of("host", "a", "cpu", "0", "state", "idle")),
                    new TreeMap<>(java.util.Map.of("host", "a", "cpu", "1")),
                    new TreeMap<>(java.util.Map.of("host", "a"))),
                "all"))
        .containsExactly("cpu=0, state=idle", "cpu=1", "all");
  }
}
