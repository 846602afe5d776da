package dev.eyepiece.store;

import java.util.Arrays;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A series as PromQL sees it, oldest point first.
 *
 * @param labels with the name of the metric
 * @param delta whether each point counts from the point before, rather than from the start
 * @param starts where each point's counting starts, nanoseconds since 1970, 0 where not known
 * @param times nanoseconds since 1970
 * @param values NaN where there is a histogram instead
 * @param histograms null for a series of numbers
 * @param ended for each point whether it says that there is no value
 */
@SuppressWarnings("ArrayRecordComponent")
record PromQlSeries(
    SortedMap<String, String> labels,
    boolean delta,
    long[] starts,
    long[] times,
    double[] values,
    @Nullable PromQlHistogram @Nullable [] histograms,
    boolean[] ended) {

  /** How long a point stands for what came after it (Prometheus' default). */
  static final long LOOK_BACK_NANO = 300_000_000_000L;

  /** The place behind the last point that is not later. */
  private int behind(long time) {
    int at = Arrays.binarySearch(times, time);
    if (at < 0) {
      return -at - 1;
    }
    while (at < times.length && times[at] == time) {
      at++;
    }
    return at;
  }

  /** The place of the point that holds at a time, -1 where there is none. */
  int at(long time) {
    int last = behind(time) - 1;
    return last < 0 || times[last] <= time - LOOK_BACK_NANO || ended[last] ? -1 : last;
  }

  /** Points above one time and up to another, without those that have no value. */
  PromQlSeries between(long after, long upTo) {
    int from = behind(after);
    int to = Math.max(from, behind(upTo));
    int[] kept = new int[to - from];
    int size = 0;
    for (int i = from; i < to; i++) {
      if (!ended[i]) {
        kept[size++] = i;
      }
    }
    long[] someStarts = new long[size];
    long[] someTimes = new long[size];
    double[] some = new double[size];
    boolean[] none = new boolean[size];
    @Nullable PromQlHistogram[] whole = histograms == null ? null : new PromQlHistogram[size];
    for (int i = 0; i < size; i++) {
      someStarts[i] = starts[kept[i]];
      someTimes[i] = times[kept[i]];
      some[i] = values[kept[i]];
      if (whole != null && histograms != null) {
        whole[i] = histograms[kept[i]];
      }
    }
    return new PromQlSeries(labels, delta, someStarts, someTimes, some, whole, none);
  }

  int size() {
    return times.length;
  }

  @Nullable PromQlHistogram histogram(int at) {
    return histograms == null ? null : histograms[at];
  }
}
