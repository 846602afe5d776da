package dev.eyepiece.ui.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace with calls that take the same way merged: spans of one service and operation below the
 * same merged parent are one. The weight of a call is its self time and that of all below it, so
 * that work done at the same time counts in full and a call is never narrower than what it calls.
 * Of a trace in which nothing took time, spans are counted instead.
 *
 * <p>Node 0 stands for the trace. Parents have smaller numbers than their children. Immutable.
 */
public final class CallTree {
  /** What a span weighs where nothing took time. */
  private static final long PER_SPAN = 1000;

  private final TraceTree tree;
  private final int[] parent;
  private final int[] sample;
  private final int[] depth;
  private final int[] spans;
  private final int[] errors;
  private final long[] self;
  private final long[] total;
  private final long[] start;
  private final int[][] levels;
  private final int[] merged;
  private final boolean counted;

  /** Where a call belongs. */
  private record Way(int parent, int service, int name) {}

  /** Merges a trace, or the branch of one node (-1 for all). */
  public static CallTree of(TraceData data, int focus) {
    return new CallTree(data, focus);
  }

  private CallTree(TraceData data, int focus) {
    tree = data.tree();
    int from = focus < 0 ? 0 : tree.position(focus);
    int to = focus < 0 ? tree.nodes() : tree.subtreeEnd(focus);
    merged = new int[tree.nodes()];
    int[] above = new int[to - from + 1];
    int[] first = new int[to - from + 1];
    int count = merge(from, to, above, first);
    parent = Arrays.copyOf(above, count);
    sample = Arrays.copyOf(first, count);
    depth = new int[count];
    spans = new int[count];
    errors = new int[count];
    self = new long[count];
    boolean any = false;
    for (int place = from; place < to; place++) {
      any |= data.selfTime()[tree.nodeAt(place)] > 0;
    }
    counted = !any;
    for (int place = from; place < to; place++) {
      int node = tree.nodeAt(place);
      int call = merged[node];
      spans[call] += tree.isStub(node) ? 0 : 1;
      spans[0] += tree.isStub(node) ? 0 : 1;
      errors[call] += tree.isError(node) ? 1 : 0;
      long weight = counted && !tree.isStub(node) ? PER_SPAN : data.selfTime()[node];
      self[call] += weight;
    }
    total = self.clone();
    for (int call = count - 1; call > 0; call--) {
      total[parent[call]] += total[call];
    }
    for (int call = 1; call < count; call++) {
      depth[call] = depth[parent[call]] + 1;
    }
    start = new long[count];
    levels = layOut();
  }

  private int merge(int from, int to, int[] above, int[] first) {
    Map<Way, Integer> known = new HashMap<>();
    int count = 1;
    above[0] = -1;
    first[0] = -1;
    for (int place = from; place < to; place++) {
      int node = tree.nodeAt(place);
      int up = place == from ? -1 : tree.parent(node);
      int into = up < 0 ? 0 : merged[up];
      boolean stub = tree.isStub(node);
      Way way =
          new Way(
              into,
              stub ? -1 : tree.spans().service()[node],
              stub ? -1 : tree.spans().name()[node]);
      Integer call = known.get(way);
      if (call == null) {
        call = count;
        above[count] = into;
        first[count++] = node;
        known.put(way, call);
      }
      merged[node] = call;
    }
    return count;
  }

  /** Children side by side, the heaviest first, the parent's self time after them. */
  private int[][] layOut() {
    int deepest = 0;
    for (int level : depth) {
      deepest = Math.max(deepest, level);
    }
    List<List<Integer>> byLevel = new ArrayList<>();
    for (int level = 0; level <= deepest; level++) {
      byLevel.add(new ArrayList<>());
    }
    for (int call = 0; call < depth.length; call++) {
      byLevel.get(depth[call]).add(call);
    }
    long[] taken = new long[depth.length];
    int[][] laidOut = new int[deepest + 1][];
    for (int level = 0; level <= deepest; level++) {
      List<Integer> calls = byLevel.get(level);
      calls.sort((a, b) -> Long.compare(total[b], total[a]));
      for (int call : calls) {
        if (call > 0) {
          start[call] = start[parent[call]] + taken[parent[call]];
          taken[parent[call]] += total[call];
        }
      }
      calls.sort(
          Comparator.<Integer>comparingLong(call -> start[call])
              .thenComparingLong(call -> total[call]));
      laidOut[level] = calls.stream().mapToInt(Integer::intValue).toArray();
    }
    return laidOut;
  }

  /** Calls, with the one for the whole trace. */
  public int size() {
    return parent.length;
  }

  /** Levels, with that of the whole trace. */
  public int depth() {
    return levels.length;
  }

  /** The level of a call; the whole trace is at 0. */
  public int levelOf(int call) {
    return depth[call];
  }

  /** How many calls a level has. */
  public int width(int level) {
    return levels[level].length;
  }

  /** A call of a level, counted from the left. */
  public int at(int level, int index) {
    return levels[level][index];
  }

  /** The place in its level of the first call that ends after a weight. */
  public int firstEndingAfter(int level, double weight) {
    int[] calls = levels[level];
    int low = 0;
    int high = calls.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((double) (start[calls[middle]] + total[calls[middle]]) <= weight) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The call that covers a weight in a level, -1 for none. */
  public int covering(int level, double weight) {
    if (level < 0 || level >= levels.length) {
      return -1;
    }
    int index = firstEndingAfter(level, weight);
    return index < levels[level].length && (double) start[levels[level][index]] <= weight
        ? levels[level][index]
        : -1;
  }

  /** The heaviest call below, -1 for none. */
  public int heaviestBelow(int call) {
    int below = depth[call] + 1;
    int found = covering(below, (double) start[call]);
    return found >= 0 && parent[found] == call ? found : -1;
  }

  /** The call beside another one in its level, -1 at the ends and for calls without weight. */
  public int beside(int call, boolean right) {
    int level = depth[call];
    int index = firstEndingAfter(level, (double) start[call]) + (right ? 1 : -1);
    return index >= 0 && index < levels[level].length && total[call] > 0
        ? levels[level][index]
        : -1;
  }

  /** The call into which a node of the trace was merged; 0 for nodes outside of the branch. */
  public int callOf(int node) {
    return merged[node];
  }

  /** -1 for the whole trace. */
  public int parent(int call) {
    return parent[call];
  }

  /** Left edge, in the unit of weights. */
  public long start(int call) {
    return start[call];
  }

  /** The weight; the call ends at {@code start + total}. */
  public long total(int call) {
    return total[call];
  }

  /** The part of the weight that is not in calls below. */
  public long self(int call) {
    return self[call];
  }

  /** Whether weights are numbers of spans instead of nanoseconds. */
  public boolean isCounted() {
    return counted;
  }

  /** How many spans were merged; of the whole trace all of them. */
  public int spans(int call) {
    return spans[call];
  }

  public int errors(int call) {
    return errors[call];
  }

  /** The first of the spans that were merged, a node of the trace; -1 for the whole trace. */
  public int sample(int call) {
    return sample[call];
  }

  public String service(int call) {
    return call == 0 ? "" : tree.service(sample[call]);
  }

  public String name(int call) {
    if (call == 0) {
      return "all";
    }
    return tree.isStub(sample[call]) ? "parents not received" : tree.name(sample[call]);
  }

  /** Whether the call stands for parents that were not received. */
  public boolean isStub(int call) {
    return call > 0 && tree.isStub(sample[call]);
  }

  /** Calls of which a span is among the given nodes; {@code null} for none given. */
  public @Nullable BitSet having(@Nullable BitSet nodes) {
    if (nodes == null) {
      return null;
    }
    BitSet calls = new BitSet();
    nodes.stream().forEach(node -> calls.set(merged[node]));
    return calls;
  }

  TraceTree tree() {
    return tree;
  }
}
