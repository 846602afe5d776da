package dev.eyepiece.ui.overview;

import java.util.Arrays;
import java.util.List;

/** The rates of the last three minutes, one a second, by signal. For one thread. */
final class RateHistory {
  static final int SECONDS = 180;

  private long[][] seconds = new long[0][];
  private int size;

  /** Adds the newest second; the oldest falls out. */
  void add(List<SignalRate> rates) {
    if (seconds.length != rates.size()) {
      seconds = new long[rates.size()][SECONDS];
      size = 0;
    }
    for (int signal = 0; signal < seconds.length; signal++) {
      System.arraycopy(seconds[signal], 1, seconds[signal], 0, SECONDS - 1);
      seconds[signal][SECONDS - 1] = rates.get(signal).perSecond();
    }
    size = Math.min(SECONDS, size + 1);
  }

  int signals() {
    return seconds.length;
  }

  /** How many seconds are known; the newest is the last. */
  int size() {
    return size;
  }

  /** A rate by its second, 0 the oldest that is known. */
  long at(int signal, int second) {
    return seconds[signal][SECONDS - size + second];
  }

  long most() {
    return Arrays.stream(seconds).flatMapToLong(Arrays::stream).max().orElse(0);
  }
}
