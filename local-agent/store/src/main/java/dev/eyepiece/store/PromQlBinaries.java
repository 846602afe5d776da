package dev.eyepiece.store;

import dev.eyepiece.store.PromQlNode.Many;
import dev.eyepiece.store.PromQlValue.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Operators between numbers and vectors (Prometheus' documentation, "Operators"). */
final class PromQlBinaries {
  private final PromQlNode.Binary node;
  private final boolean comparison;

  PromQlBinaries(PromQlNode.Binary node) {
    this.node = node;
    this.comparison = PromQlParser.COMPARISONS.contains(node.operator());
  }

  PromQlValue of(PromQlValue left, PromQlValue right) throws PromQlException {
    if (left instanceof PromQlValue.Scalar one && right instanceof PromQlValue.Scalar other) {
      return new PromQlValue.Scalar(
          comparison
              ? (holds(one.value(), other.value()) ? 1 : 0)
              : number(one.value(), other.value()));
    }
    if (left instanceof PromQlValue.Vector vector && right instanceof PromQlValue.Scalar number) {
      return each(vector, number.value(), false);
    }
    if (left instanceof PromQlValue.Scalar number && right instanceof PromQlValue.Vector vector) {
      return each(vector, number.value(), true);
    }
    List<Sample> one = samples(left);
    List<Sample> other = samples(right);
    return new PromQlValue.Vector(
        switch (node.operator()) {
          case "and" -> kept(one, keys(other), true);
          case "unless" -> kept(one, keys(other), false);
          case "or" -> {
            List<Sample> all = new ArrayList<>(one);
            all.addAll(kept(other, keys(one), false));
            yield all;
          }
          default ->
              node.matching().many() == Many.RIGHT
                  ? matched(other, one, true)
                  : matched(one, other, false);
        });
  }

  private static List<Sample> samples(PromQlValue value) {
    return value instanceof PromQlValue.Vector vector ? vector.samples() : List.of();
  }

  private PromQlValue each(PromQlValue.Vector vector, double number, boolean numberFirst) {
    List<Sample> found = new ArrayList<>();
    for (Sample sample : vector.samples()) {
      Sample result =
          numberFirst
              ? result(sample, number, sample.value(), null, sample.histogram(), sample)
              : result(sample, sample.value(), number, sample.histogram(), null, sample);
      if (result != null) {
        found.add(
            comparison && !node.bool()
                ? result
                : result.with(PromQlLabels.withoutName(sample.labels())));
      }
    }
    return new PromQlValue.Vector(found);
  }

  /**
   * What an operator makes of two values, null for nothing.
   *
   * @param filtered what a comparison that holds leaves
   */
  private @Nullable Sample result(
      Sample like,
      double left,
      double right,
      @Nullable PromQlHistogram leftHistogram,
      @Nullable PromQlHistogram rightHistogram,
      Sample filtered) {
    if (leftHistogram != null || rightHistogram != null) {
      PromQlHistogram made = histogram(left, right, leftHistogram, rightHistogram);
      return made == null ? null : new Sample(like.labels(), Double.NaN, made, like.timeUnixNano());
    }
    if (!comparison) {
      return like.with(number(left, right));
    }
    boolean holds = holds(left, right);
    if (node.bool()) {
      return like.with(holds ? 1 : 0);
    }
    return holds ? filtered : null;
  }

  private @Nullable PromQlHistogram histogram(
      double left,
      double right,
      @Nullable PromQlHistogram leftHistogram,
      @Nullable PromQlHistogram rightHistogram) {
    if (leftHistogram != null && rightHistogram != null) {
      return switch (node.operator()) {
        case "+" -> leftHistogram.plus(rightHistogram, 1);
        case "-" -> leftHistogram.plus(rightHistogram, -1);
        default -> null;
      };
    }
    if (leftHistogram != null) {
      return switch (node.operator()) {
        case "*" -> leftHistogram.times(right);
        case "/" -> leftHistogram.times(1 / right);
        default -> null;
      };
    }
    return rightHistogram != null && node.operator().equals("*")
        ? rightHistogram.times(left)
        : null;
  }

  private SortedMap<String, String> key(Sample sample) {
    return PromQlLabels.of(sample.labels(), node.matching().labels());
  }

  private Set<SortedMap<String, String>> keys(List<Sample> samples) {
    Set<SortedMap<String, String>> keys = new HashSet<>();
    samples.forEach(sample -> keys.add(key(sample)));
    return keys;
  }

  private List<Sample> kept(
      List<Sample> samples, Set<SortedMap<String, String>> keys, boolean within) {
    return samples.stream().filter(sample -> keys.contains(key(sample)) == within).toList();
  }

  /**
   * Finds each sample its partner.
   *
   * @param swapped whether the side that may have many is the right one
   */
  private List<Sample> matched(List<Sample> many, List<Sample> one, boolean swapped)
      throws PromQlException {
    Map<SortedMap<String, String>, Sample> partners = new HashMap<>();
    for (Sample sample : one) {
      if (partners.put(key(sample), sample) != null) {
        throw twice(sample, swapped ? "left" : "right");
      }
    }
    Set<SortedMap<String, String>> taken = new HashSet<>();
    List<Sample> found = new ArrayList<>();
    for (Sample sample : many) {
      Sample partner = partners.get(key(sample));
      if (partner == null) {
        continue;
      }
      Sample left = swapped ? partner : sample;
      Sample right = swapped ? sample : partner;
      Sample result =
          result(sample, left.value(), right.value(), left.histogram(), right.histogram(), left);
      if (result == null) {
        continue;
      }
      SortedMap<String, String> labels = labels(sample, partner);
      boolean single = node.matching().many() == Many.NEITHER;
      if (!taken.add(single ? key(sample) : labels)) {
        throw twice(sample, swapped ? "right" : "left");
      }
      found.add(result.with(labels));
    }
    return found;
  }

  private PromQlException twice(Sample sample, String side) {
    return new PromQlException(
        "one sample for each set of labels was expected, found more on the "
            + side
            + " side for "
            + new PromQlResult.Series(key(sample), new long[0], new double[0]).text()
            + " (on, ignoring and group_left say what goes together)",
        node.position());
  }

  private SortedMap<String, String> labels(Sample many, Sample one) {
    SortedMap<String, String> labels =
        comparison && !node.bool() ? many.labels() : PromQlLabels.withoutName(many.labels());
    if (node.matching().many() == Many.NEITHER) {
      PromQlNode.Labels which = node.matching().labels();
      if (which.only()) {
        return PromQlLabels.only(labels, which.names());
      }
      SortedMap<String, String> left = new TreeMap<>(labels);
      left.keySet().removeAll(PromQlLabels.held(labels, which.names()));
      return left;
    }
    SortedMap<String, String> more = new TreeMap<>(labels);
    for (String name : node.matching().include()) {
      String value = PromQlLabels.get(one.labels(), name);
      if (value.isEmpty()) {
        more.remove(name);
      } else {
        more.put(name, value);
      }
    }
    return more;
  }

  private double number(double left, double right) {
    return switch (node.operator()) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      case "%" -> left % right;
      case "^" -> Math.pow(left, right);
      default -> Math.atan2(left, right);
    };
  }

  private boolean holds(double left, double right) {
    return switch (node.operator()) {
      case "==" -> left == right;
      case "!=" -> left != right;
      case "<" -> left < right;
      case "<=" -> left <= right;
      case ">" -> left > right;
      default -> left >= right;
    };
  }
}
