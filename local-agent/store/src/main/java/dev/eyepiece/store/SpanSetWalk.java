package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Decides a structural search for any store: goes through the spans of the traces that may match,
 * which come trace by trace, and tells which are selected. One trace alone is in memory. For one
 * thread.
 */
public final class SpanSetWalk {
  private static final int FIRST_SIZE = 64;

  private final SpanSetPlan plan;
  private final Selected selected;
  private final TraceGraph trace = new TraceGraph();
  private final List<BitSet> matching = new ArrayList<>();
  private final double[][] values;
  private final SpanSetPlan.Known known = new Held();
  private long high;
  private long low;

  /** Takes what is selected. */
  public interface Selected {
    /**
     * A selected span; those of a trace come when it is complete.
     *
     * @param row its place among the spans of its trace, as {@link #add} told
     */
    void span(int row, long traceHigh, long traceLow, long spanId);
  }

  private final class Held implements SpanSetPlan.Known {
    @Override
    public BitSet matching(int filter) {
      return matching.get(filter);
    }

    @Override
    public double value(int key, int row) {
      return values[key][row];
    }
  }

  /** Nothing was walked yet. */
  public SpanSetWalk(SpanSet set, Selected selected) {
    this.plan = new SpanSetPlan(set);
    this.selected = selected;
    plan.filters().forEach(_ -> matching.add(new BitSet()));
    values = new double[plan.keys().size()][FIRST_SIZE];
  }

  /** The error for the data points of metrics, which belong to no span. */
  public static StoreException notOfPoints() {
    return new StoreException("a search with braces selects spans; data points belong to none");
  }

  /** Searches of which it must be said whether each span matches. */
  public List<Search> filters() {
    return plan.filters();
  }

  /** Attributes, or {@code duration} in nanoseconds, whose number must be said of each span. */
  public List<String> keys() {
    return plan.keys();
  }

  /** A search that every selected span matches. */
  public Search selected() {
    return plan.selected();
  }

  /** Searches of each of which a trace with selected spans has one that matches. */
  public List<Search> required() {
    return plan.required();
  }

  /**
   * The next span; all spans of a trace come one after the other.
   *
   * @return its place in its trace, which is the last that was given or 0
   */
  public int add(long traceHigh, long traceLow, long spanId, long parentSpanId) {
    if (traceHigh != high || traceLow != low) {
      end();
      high = traceHigh;
      low = traceLow;
    }
    int row = trace.size();
    trace.add(spanId, parentSpanId);
    for (int i = 0; i < values.length; i++) {
      if (row == values[i].length) {
        values[i] = Arrays.copyOf(values[i], row * 2);
      }
      values[i][row] = Double.NaN;
    }
    return row;
  }

  /** The span at a place matches one of {@link #filters}; it does not unless this was said. */
  public void matches(int row, int filter) {
    matching.get(filter).set(row);
  }

  /** What the span at a place has of one of {@link #keys}; nothing unless this was said. */
  public void has(int row, int key, double value) {
    values[key][row] = value;
  }

  /** The last trace is complete. */
  public void end() {
    BitSet found = plan.select(trace, known);
    for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
      selected.span(row, high, low, trace.spanId(row));
    }
    trace.clear();
    matching.forEach(BitSet::clear);
  }
}
