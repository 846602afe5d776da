package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.Thinning;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Lines out of points. */
public final class Lines {
  /** A point that comes later than so many usual distances after the one before: none came. */
  private static final double LATE = 2.5;

  private Lines() {}

  /** The values as they are. */
  public static Line values(Points points) {
    Line.Builder line = new Line.Builder(points.name(), points.size());
    for (int i = 0; i < points.size(); i++) {
      line.add(points.time()[i], points.isMissing(i) ? Double.NaN : points.value()[i]);
    }
    Line whole = line.build();
    Thinning thinning = points.thinning();
    return thinning == null
        ? withGaps(whole)
        : withGaps(
            whole, thinning.usualNano(), i -> thinning.column()[i] != thinning.column()[i - 1]);
  }

  /**
   * What a sum grew by each second. After a restart of the sender what was counted since then is
   * divided by the time since then; a fall without one, which a monotonic sum cannot have, is taken
   * for a restart at an unknown time and leaves a gap.
   */
  public static Line rates(Points points) {
    return rates(points, points.value());
  }

  /** How many values a histogram or summary took each second. */
  public static Line countRates(Points points) {
    return rates(points, Arrays.stream(points.count()).mapToDouble(Buckets::number).toArray());
  }

  private static Line rates(Points points, double[] total) {
    Line.Builder line = new Line.Builder(points.name(), points.size());
    for (int i = 0; i < points.size(); i++) {
      double rate =
          points.isMissing(i)
              ? Double.NaN
              : points.cumulative() ? grown(points, total, i) : delta(points, total, i);
      line.add(points.time()[i], rate);
    }
    return withGaps(line.build());
  }

  private static double grown(Points points, double[] total, int i) {
    if (i == 0 || points.isMissing(i - 1)) {
      return Double.NaN;
    }
    if (points.isReset(i)) {
      return perSecond(total[i], points.start()[i], points.time()[i]);
    }
    double more = total[i] - total[i - 1];
    return more < 0 && points.monotonic()
        ? Double.NaN
        : perSecond(more, points.time()[i - 1], points.time()[i]);
  }

  private static double delta(Points points, double[] total, int i) {
    long from = points.start()[i];
    if (from == 0 || from >= points.time()[i]) {
      from = i == 0 ? 0 : points.time()[i - 1];
    }
    return from == 0 ? Double.NaN : perSecond(total[i], from, points.time()[i]);
  }

  private static double perSecond(double amount, long from, long to) {
    return to <= from ? Double.NaN : amount / ((double) (to - from) / 1e9);
  }

  /** The line with a gap wherever points stayed away. */
  static Line withGaps(Line line) {
    return withGaps(line, usualDistance(line.time()), i -> true);
  }

  /**
   * The same with a distance that is known.
   *
   * @param follows whether the point came right after the one before it
   */
  private static Line withGaps(Line line, long usual, IntPredicate follows) {
    if (usual <= 0) {
      return line;
    }
    Line.Builder cut = new Line.Builder(line.name(), line.size());
    for (int i = 0; i < line.size(); i++) {
      if (i > 0
          && (double) (line.time()[i] - line.time()[i - 1]) > LATE * (double) usual
          && follows.test(i)) {
        cut.add(line.time()[i - 1] + usual, Double.NaN);
      }
      cut.add(line.time()[i], line.value()[i]);
    }
    return cut.build();
  }

  /** The median distance between points; 0 when there are too few to have one. */
  static long usualDistance(long[] time) {
    if (time.length < 4) {
      return 0;
    }
    long[] distance = new long[time.length - 1];
    for (int i = 0; i < distance.length; i++) {
      distance[i] = time[i + 1] - time[i];
    }
    Arrays.sort(distance);
    return distance[distance.length / 2];
  }
}
