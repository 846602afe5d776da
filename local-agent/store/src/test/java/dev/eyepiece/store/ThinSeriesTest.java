package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.ThinSeries.Moment;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopedMetric;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What columns of pixels are and what is kept of their points. */
class ThinSeriesTest {
  @TempDir Path folder;

  private static final PointSeries HEAD =
      new PointSeries(
          7,
          new ScopedMetric(Resource.empty(), Scope.empty(), new Metric()),
          MetricType.GAUGE,
          0,
          false,
          new long[0],
          new long[0],
          new double[0],
          new long[0],
          new int[0],
          List.of(),
          null);

  @Test
  void eachMomentHasItsColumnAndWhatLiesBeyondTheEdgesHasNone() {
    PixelColumns columns = new PixelColumns(4, 100, 110);
    assertThat(columns.widthNano()).isEqualTo(3);
    assertThat(columns.of(99)).isEqualTo(-1);
    assertThat(columns.of(Long.MIN_VALUE)).isEqualTo(-1);
    assertThat(columns.of(100)).isEqualTo(0);
    assertThat(columns.of(102)).isEqualTo(0);
    assertThat(columns.of(103)).isEqualTo(1);
    assertThat(columns.of(109)).isEqualTo(3);
    assertThat(columns.of(110)).isEqualTo(4);
    assertThat(columns.of(Long.MAX_VALUE)).isEqualTo(4);
    assertThat(PixelColumns.of(4, 100, 100)).isNull();
    assertThat(PixelColumns.of(4, Long.MIN_VALUE, Long.MAX_VALUE)).isNull();
  }

  @Test
  void columnsBeginWhereTheOneBeforeThemEnds() {
    for (PixelColumns columns :
        List.of(
            new PixelColumns(4, 100, 110),
            new PixelColumns(1, Long.MIN_VALUE, -1),
            new PixelColumns(7, Long.MAX_VALUE - 10, Long.MAX_VALUE),
            new PixelColumns(1_000, 5, Long.MAX_VALUE))) {
      // The last columns are empty where the time does not divide evenly.
      int last = columns.of(columns.toUnixNano() - 1);
      for (int column = 0; column <= last; column++) {
        assertThat(columns.of(columns.start(column))).isEqualTo(column);
        assertThat(columns.of(columns.end(column) - 1)).isEqualTo(column);
        assertThat(columns.start(column)).isEqualTo(columns.end(column - 1));
      }
      assertThat(columns.start(-1)).isEqualTo(Long.MIN_VALUE);
      assertThat(columns.end(last)).isEqualTo(columns.toUnixNano());
      assertThat(columns.of(columns.start(columns.count()))).isEqualTo(columns.count());
      assertThat(columns.end(columns.count())).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void pointsInAnyOrderShowTheirExtremesAndTheFirstAndLastOfTime() {
    SeriesInColumns series = new SeriesInColumns(new PixelColumns(2, 10, 20));
    series.add(Long.MAX_VALUE, 4);
    series.add(13, Double.NaN);
    series.add(16, 1);
    series.add(11, Double.POSITIVE_INFINITY);
    series.add(12, -7);
    series.add(14, 2);
    series.add(Long.MIN_VALUE, 3);
    PointSeries thin = series.thin().finish(HEAD);
    assertThat(thin.timeUnixNano()).containsExactly(Long.MIN_VALUE, 11, 12, 14, 16, Long.MAX_VALUE);
    assertThat(thin.values()).containsExactly(3, Double.NaN, -7, 2, 1, 4);
    Thinning thinning = thin.thinning();
    assertThat(thinning).isNotNull();
    assertThat(thinning.column()).containsExactly(-1, 0, 0, 0, 1, 2);
  }

  @Test
  void aPointThatIsSeveralThingsComesOnceAndOneWithoutValueSaysSo() {
    ThinSeries series = new ThinSeries();
    Moment one = new Moment(10, 1);
    series.add(new ThinSeries.Column(0, 1, one, one, one, one));
    Moment none = new Moment(20, Double.NaN);
    Moment low = new Moment(22, -3);
    Moment high = new Moment(21, 5);
    series.add(new ThinSeries.Column(1, 6, none, low, high, low));
    Moment never = new Moment(0, Double.NaN);
    series.add(
        new ThinSeries.Column(
            2, 2, new Moment(30, Double.NaN), never, never, new Moment(35, Double.NaN)));
    PointSeries thin = series.finish(HEAD);
    assertThat(thin.id()).isEqualTo(7);
    assertThat(thin.timeUnixNano()).containsExactly(10, 20, 21, 22, 30, 35);
    assertThat(thin.values()).containsExactly(1, Double.NaN, 5, -3, Double.NaN, Double.NaN);
    int missing = DataPoint.NO_RECORDED_VALUE;
    assertThat(thin.flags()).containsExactly(0, missing, 0, 0, missing, missing);
    Thinning thinning = thin.thinning();
    assertThat(thinning).isNotNull();
    assertThat(thinning.column()).containsExactly(0, 1, 1, 1, 2, 2);
  }

  @Test
  void theUsualDistanceIsThatOfMostPointsAndNotOfTheColumnWithAPause() {
    ThinSeries series = new ThinSeries();
    for (int column = 0; column < 5; column++) {
      long from = column * 1_000L;
      long points = column == 3 ? 3 : 101;
      series.add(
          new ThinSeries.Column(
              column,
              points,
              new Moment(from, 0),
              new Moment(from, 0),
              new Moment(from, 0),
              new Moment(from + 900, 1)));
    }
    Thinning thinning = series.finish(HEAD).thinning();
    assertThat(thinning).isNotNull();
    assertThat(thinning.usualNano()).isEqualTo(9);
  }

  @Test
  void picturesOfWhatIsSealedAndWhatIsNotShowAllExtremes() throws Exception {
    for (int sealed : List.of(0, 5, 10)) {
      try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder.resolve("s" + sealed)))) {
        new ThinningCheck().run(store, sealed);
      }
    }
  }
}
