package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be known of each span to decide a structural search, and the decision for one trace.
 * For one thread.
 */
final class SpanSetPlan {
  private final SpanSet set;
  private final Map<Search, Integer> filters = new LinkedHashMap<>();
  private final Map<String, Integer> keys = new LinkedHashMap<>();

  SpanSetPlan(SpanSet set) {
    this.set = set;
    collect(set);
  }

  private void collect(SpanSet part) {
    switch (part) {
      case SpanSet.Filter filter -> filters.putIfAbsent(filter.search(), filters.size());
      case SpanSet.Related related -> {
        collect(related.left());
        collect(related.right());
      }
      case SpanSet.Both both -> {
        collect(both.left());
        collect(both.right());
      }
      case SpanSet.Either either -> {
        collect(either.left());
        collect(either.right());
      }
      case SpanSet.Kept kept -> {
        collect(kept.set());
        if (kept.function() != SpanSet.Function.COUNT) {
          keys.putIfAbsent(kept.key(), keys.size());
        }
      }
    }
  }

  /** The searches inside of braces, each once. */
  List<Search> filters() {
    return List.copyOf(filters.keySet());
  }

  /** What is aggregated. */
  List<String> keys() {
    return List.copyOf(keys.keySet());
  }

  /** A search that every selected span matches. */
  Search selected() {
    return selected(set);
  }

  private static Search selected(SpanSet part) {
    return switch (part) {
      case SpanSet.Filter filter -> filter.search();
      case SpanSet.Related related -> selected(related.right());
      case SpanSet.Both both ->
          new Search.Or(List.of(selected(both.left()), selected(both.right())));
      case SpanSet.Either either ->
          new Search.Or(List.of(selected(either.left()), selected(either.right())));
      case SpanSet.Kept kept -> selected(kept.set());
    };
  }

  /** Searches of each of which a matching trace has a span. */
  List<Search> required() {
    List<Search> required = new ArrayList<>();
    required(set, required);
    return required.stream().filter(one -> one != Search.All.INSTANCE).distinct().toList();
  }

  private static void required(SpanSet part, List<Search> into) {
    switch (part) {
      case SpanSet.Filter filter -> into.add(filter.search());
      case SpanSet.Related related -> {
        required(related.left(), into);
        required(related.right(), into);
      }
      case SpanSet.Both both -> {
        required(both.left(), into);
        required(both.right(), into);
      }
      case SpanSet.Either _ -> {
        // Either side alone may be there.
      }
      case SpanSet.Kept kept -> required(kept.set(), into);
    }
  }

  /** What is known of the spans of a trace. */
  interface Known {
    /** Rows that match a filter, by its place in {@link #filters}; not to be changed. */
    BitSet matching(int filter);

    /** What a row has of a key, by its place in {@link #keys}; NaN for nothing. */
    double value(int key, int row);
  }

  /** The rows of a trace that are selected; not to be changed. */
  BitSet select(TraceGraph trace, Known known) {
    return select(set, trace, known);
  }

  private BitSet select(SpanSet part, TraceGraph trace, Known known) {
    return switch (part) {
      case SpanSet.Filter filter -> known.matching(filters.getOrDefault(filter.search(), 0));
      case SpanSet.Related related -> {
        BitSet left = select(related.left(), trace, known);
        BitSet right = select(related.right(), trace, known);
        yield left.isEmpty() || right.isEmpty()
            ? new BitSet()
            : trace.related(left, related.step(), right);
      }
      case SpanSet.Both both -> {
        BitSet left = select(both.left(), trace, known);
        BitSet right = select(both.right(), trace, known);
        yield left.isEmpty() || right.isEmpty() ? new BitSet() : union(left, right);
      }
      case SpanSet.Either either ->
          union(select(either.left(), trace, known), select(either.right(), trace, known));
      case SpanSet.Kept kept -> {
        BitSet rows = select(kept.set(), trace, known);
        yield holds(kept, rows, known) ? rows : new BitSet();
      }
    };
  }

  private static BitSet union(BitSet left, BitSet right) {
    BitSet union = (BitSet) left.clone();
    union.or(right);
    return union;
  }

  private boolean holds(SpanSet.Kept kept, BitSet rows, Known known) {
    if (kept.function() == SpanSet.Function.COUNT) {
      return !rows.isEmpty() && compares(rows.cardinality(), kept.op(), kept.value());
    }
    int key = keys.getOrDefault(kept.key(), 0);
    double[] values =
        rows.stream()
            .mapToDouble(row -> known.value(key, row))
            .filter(value -> !Double.isNaN(value))
            .toArray();
    if (values.length == 0) {
      return false;
    }
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double result =
        switch (kept.function()) {
          case MIN -> min;
          case MAX -> max;
          case SUM -> sum;
          case AVG, COUNT -> sum / values.length;
        };
    return compares(result, kept.op(), kept.value());
  }

  private static boolean compares(double left, Search.Op op, double right) {
    return switch (op) {
      case GT -> left > right;
      case GE -> left >= right;
      case LT -> left < right;
      case LE -> left <= right;
      case EQ, EXISTS -> left == right;
    };
  }
}
