package dev.eyepiece.profiler.collect;

import dev.eyepiece.profiler.process.ProcessState;
import dev.eyepiece.profiler.symbols.NamedFrame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was sampled in some time, added up by process, thread and stack. For one thread. */
public final class Window {
  private final Map<Key, Cell> cells = new LinkedHashMap<>();
  private final long startMonotonic;

  /**
   * One row of a profile.
   *
   * @param thread name of the thread
   * @param stack innermost first
   */
  public record Key(ProcessState process, int tid, String thread, List<NamedFrame> stack) {}

  /** What belongs to a key: times of ticks, or a sum. */
  public static final class Cell {
    private long[] times = new long[4];
    private int count;
    private long sum;

    private void add(long time) {
      if (count == times.length) {
        times = Arrays.copyOf(times, count * 2);
      }
      times[count++] = time;
    }

    /** Of ticks, in nanoseconds of CLOCK_MONOTONIC. */
    public long[] times() {
      return Arrays.copyOf(times, count);
    }

    /** Of waits, in nanoseconds. */
    public long sum() {
      return sum;
    }
  }

  public Window(long startMonotonic) {
    this.startMonotonic = startMonotonic;
  }

  void tick(Key key, long time) {
    cells.computeIfAbsent(key, made -> new Cell()).add(time);
  }

  void wait(Key key, long nanos) {
    cells.computeIfAbsent(key, made -> new Cell()).sum += nanos;
  }

  /** In nanoseconds of CLOCK_MONOTONIC. */
  public long startMonotonic() {
    return startMonotonic;
  }

  public Map<Key, Cell> cells() {
    return cells;
  }
}
