package dev.eyepiece.store;

import org.jspecify.annotations.Nullable;

/** Gathers what the columns of pixels of a series show, of points in any order. For one thread. */
final class SeriesInColumns {
  private final PixelColumns columns;

  /** From the column left of the picture to the one right of it, those without points null. */
  private final @Nullable Gathered[] all;

  /** Of the last point, since the next one mostly lies there too. */
  private Gathered current = new Gathered();

  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  /** What is known of a column. */
  private static final class Gathered {
    private long points;
    private long firstTime;
    private double first;
    private long lastTime;
    private double last;
    private long lowTime;
    private double low = Double.POSITIVE_INFINITY;
    private long highTime;
    private double high = Double.NEGATIVE_INFINITY;

    void add(long time, double value) {
      if (time < firstTime || points == 0) {
        firstTime = time;
        first = value;
      }
      if (time >= lastTime || points == 0) {
        lastTime = time;
        last = value;
      }
      if (value < low) {
        lowTime = time;
        low = value;
      }
      if (value > high) {
        highTime = time;
        high = value;
      }
      points++;
    }

    ThinSeries.Column column(int number) {
      return new ThinSeries.Column(
          number,
          points,
          new ThinSeries.Moment(firstTime, first),
          new ThinSeries.Moment(lowTime, finite(low)),
          new ThinSeries.Moment(highTime, finite(high)),
          new ThinSeries.Moment(lastTime, last));
    }
  }

  SeriesInColumns(PixelColumns columns) {
    this.columns = columns;
    this.all = new Gathered[columns.count() + 2];
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /**
   * Takes a point.
   *
   * @param time nanoseconds since 1970
   * @param value counts as none unless it is a finite number
   */
  void add(long time, double value) {
    if (time < start || time >= end) {
      goTo(columns.of(time));
    }
    current.add(time, finite(value));
  }

  private void goTo(int column) {
    Gathered found = all[column + 1];
    if (found == null) {
      found = new Gathered();
      all[column + 1] = found;
    }
    current = found;
    start = columns.start(column);
    end = columns.end(column);
  }

  /** What is to be drawn of the points. */
  ThinSeries thin() {
    ThinSeries thin = new ThinSeries();
    for (int i = 0; i < all.length; i++) {
      Gathered some = all[i];
      if (some != null) {
        thin.add(some.column(i - 1));
      }
    }
    return thin;
  }
}
