package dev.eyepiece.store;

import java.util.Arrays;

/** Gathers traces and counts them into cells of time and duration. For one thread. */
public final class DurationBins {
  private long[] starts = new long[256];
  private long[] durations = new long[256];
  private boolean[] errors = new boolean[256];
  private int size;

  /** Takes a trace: its start and duration in nanoseconds, and whether a span of it failed. */
  public void add(long start, long duration, boolean error) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      durations = Arrays.copyOf(durations, size * 2);
      errors = Arrays.copyOf(errors, size * 2);
    }
    starts[size] = start;
    durations[size] = duration;
    errors[size++] = error;
  }

  /** The counts of all that was added. */
  public DurationMap map(int timeBins, int binsPerDecade) {
    if (size == 0) {
      return new DurationMap(0, 1, 0, 0, binsPerDecade, new int[0], new int[0]);
    }
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    long shortest = Long.MAX_VALUE;
    long longest = 1;
    for (int i = 0; i < size; i++) {
      from = Math.min(from, starts[i]);
      to = Math.max(to, starts[i]);
      shortest = Math.min(shortest, Math.max(1, durations[i]));
      longest = Math.max(longest, durations[i]);
    }
    long width = Math.max(1, (to - from) / timeBins + 1);
    int minDecade = (int) Math.floor(Math.log10((double) shortest));
    int rows = ((int) Math.floor(Math.log10((double) longest)) - minDecade + 1) * binsPerDecade;
    int[] counts = new int[timeBins * rows];
    int[] failed = new int[timeBins * rows];
    for (int i = 0; i < size; i++) {
      int column = (int) Math.min(timeBins - 1, (starts[i] - from) / width);
      double decades = Math.log10((double) Math.max(1, durations[i])) - minDecade;
      int row = Math.clamp((int) (decades * binsPerDecade), 0, rows - 1);
      counts[column * rows + row]++;
      failed[column * rows + row] += errors[i] ? 1 : 0;
    }
    return new DurationMap(from, width, timeBins, minDecade, binsPerDecade, counts, failed);
  }
}
