package dev.eyepiece.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScatterTest {
  private static final long START = 1_795_399_722_000_000_000L;

  private static TraceRow row(int id, long start, long duration, int errors) {
    return new TraceRow(
        new TraceId(1, id),
        "name",
        "a",
        true,
        start,
        duration,
        3,
        errors,
        3,
        List.of(new FacetValue("a", 3)));
  }

  private static List<TraceRow> rows(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            row(
                i,
                START + random.nextLong(60_000_000_000L),
                (long) Math.pow(10, 3 + random.nextDouble() * 8),
                random.nextInt(5) == 0 ? 1 : 0))
        .toList();
  }

  @Test
  void aBoxAroundDotsHoldsExactlyThem() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      List<TraceRow> rows = rows(random, 1 + random.nextInt(200));
      Plot plot = new Plot(ScatterData.of(rows, null, rows.size()), 60, 8, 900, 70);
      double x1 = 40 + random.nextDouble() * 950;
      double x2 = 40 + random.nextDouble() * 950;
      double y1 = random.nextDouble() * 90;
      double y2 = random.nextDouble() * 90;
      TraceBounds box = plot.bounds(x1, y1, x2, y2);
      for (TraceRow row : rows) {
        double x = plot.x(row.startUnixNano());
        double y = plot.y(row.durationNano());
        boolean in =
            x > Math.min(x1, x2) + 0.01
                && x < Math.max(x1, x2) - 0.01
                && y > Math.min(y1, y2) + 0.01
                && y < Math.max(y1, y2) - 0.01;
        boolean out =
            x < Math.min(x1, x2) - 0.01
                || x > Math.max(x1, x2) + 0.01
                || y < Math.min(y1, y2) - 0.01
                || y > Math.max(y1, y2) + 0.01;
        if (in || out) {
          assertThat(box.contains(row.startUnixNano(), row.durationNano()))
              .as("seed %d, %s in %s", seed, row, box)
              .isEqualTo(in);
        }
      }
    }
  }

  @Test
  void theNearestDotIsMeantAndNoneFarAway() {
    List<TraceRow> rows =
        List.of(row(1, START, 5_000_000, 0), row(2, START + 1_000_000_000L, 50_000_000, 0));
    Plot plot = new Plot(ScatterData.of(rows, null, 2), 0, 0, 500, 70);
    double x = plot.x(rows.get(1).startUnixNano());
    double y = plot.y(rows.get(1).durationNano());
    assertThat(plot.near(x + 3, y - 3)).isEqualTo(rows.get(1));
    assertThat(plot.near(x - 20, y)).isNull();
  }

  @Test
  void everyDotLeavesInkAndErrorsHaveARing() {
    List<TraceRow> rows =
        List.of(
            row(1, START, 5_000_000, 0),
            row(2, START + 1_000_000_000L, 30_000_000, 1),
            row(3, START + 2_000_000_000L, 5_000_000, 0));
    ScatterRaster raster = new ScatterRaster(300, 60);
    raster.dots(ScatterData.of(rows, null, 3), service -> 0xFF00FF00, 0xFFFF0000);
    assertThat(Arrays.stream(raster.pixels()).filter(p -> p == 0xFF00FF00).count()).isEqualTo(63);
    assertThat(Arrays.stream(raster.pixels()).filter(p -> p == 0xFFFF0000).count()).isEqualTo(32);
  }

  @Test
  void theFullestCellIsTheHottestAndEmptyOnesAreClear() {
    DurationMap map =
        new DurationMap(START, 1_000_000_000L, 2, 6, 1, new int[] {0, 1, 90, 3}, new int[4]);
    ScatterRaster raster = new ScatterRaster(20, 20);
    raster.cells(map, 0xFFEEEEEE, 0xFF111111, 0xFFFF0000);
    int[] pixels = raster.pixels();
    assertThat(pixels[15 * 20 + 2]).isZero();
    assertThat(pixels[15 * 20 + 15]).isEqualTo(0xFF111111);
    assertThat(pixels[5 * 20 + 2]).isEqualTo(ScatterRaster.mix(0xFFEEEEEE, 0xFF111111, 0));
    assertThat(ScatterData.of(List.of(), map, 6_000).scale().maxDecade()).isEqualTo(8);
  }
}
