package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** What a structural search selects, by the plainest reading: the oracle of the store's tests. */
final class NaiveSpanSet {
  private NaiveSpanSet() {}

  /** Places in the list of one trace's spans. */
  static Set<Integer> select(SpanSet set, List<SpanRecord> trace) {
    return switch (set) {
      case SpanSet.Filter filter -> {
        Set<Integer> found = new LinkedHashSet<>();
        for (int i = 0; i < trace.size(); i++) {
          if (NaiveSearch.matches(filter.search(), trace.get(i))) {
            found.add(i);
          }
        }
        yield found;
      }
      case SpanSet.Related related -> related(related, trace);
      case SpanSet.Both both -> {
        Set<Integer> left = select(both.left(), trace);
        Set<Integer> right = select(both.right(), trace);
        if (left.isEmpty() || right.isEmpty()) {
          yield Set.of();
        }
        Set<Integer> all = new HashSet<>(left);
        all.addAll(right);
        yield all;
      }
      case SpanSet.Either either -> {
        Set<Integer> all = new HashSet<>(select(either.left(), trace));
        all.addAll(select(either.right(), trace));
        yield all;
      }
      case SpanSet.Kept kept -> {
        Set<Integer> found = select(kept.set(), trace);
        yield !found.isEmpty() && holds(kept, found, trace) ? found : Set.of();
      }
    };
  }

  private static Set<Integer> related(SpanSet.Related related, List<SpanRecord> trace) {
    Set<Integer> left = select(related.left(), trace);
    Set<Integer> found = new HashSet<>();
    for (int b : select(related.right(), trace)) {
      for (int a : left) {
        boolean stands =
            switch (related.step()) {
              case CHILD -> isChild(trace, a, b);
              case PARENT -> isChild(trace, b, a);
              case DESCENDANT -> isBelow(trace, a, b, new HashSet<>());
              case ANCESTOR -> isBelow(trace, b, a, new HashSet<>());
              case SIBLING ->
                  parent(trace, a) != 0
                      && parent(trace, a) == parent(trace, b)
                      && trace.get(a).span().spanId() != trace.get(b).span().spanId();
            };
        if (stands) {
          found.add(b);
        }
      }
    }
    return found;
  }

  private static long parent(List<SpanRecord> trace, int at) {
    return trace.get(at).span().parentSpanId();
  }

  private static boolean isChild(List<SpanRecord> trace, int up, int down) {
    return parent(trace, down) != 0 && parent(trace, down) == trace.get(up).span().spanId();
  }

  private static boolean isBelow(List<SpanRecord> trace, int up, int down, Set<Integer> seen) {
    if (isChild(trace, up, down)) {
      return true;
    }
    for (int between = 0; between < trace.size(); between++) {
      if (isChild(trace, between, down) && seen.add(between) && isBelow(trace, up, between, seen)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(SpanSet.Kept kept, Set<Integer> rows, List<SpanRecord> trace) {
    List<Double> values = new ArrayList<>();
    for (int row : rows) {
      OptionalDouble value =
          kept.key().equals("duration")
              ? OptionalDouble.of((double) trace.get(row).span().durationNano())
              : NaiveSearch.number(kept.key(), trace.get(row));
      value.ifPresent(values::add);
    }
    double result =
        switch (kept.function()) {
          case COUNT -> rows.size();
          case MIN -> values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
          case MAX -> values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
          case SUM -> values.isEmpty() ? Double.NaN : values.stream().mapToDouble(v -> v).sum();
          case AVG -> values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
        };
    return switch (kept.op()) {
      case GT -> result > kept.value();
      case GE -> result >= kept.value();
      case LT -> result < kept.value();
      case LE -> result <= kept.value();
      case EQ, EXISTS -> result == kept.value();
    };
  }
}
