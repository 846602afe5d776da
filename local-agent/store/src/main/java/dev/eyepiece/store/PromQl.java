package dev.eyepiece.store;

import dev.eyepiece.store.PromQlValue.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A PromQL expression: the subset that {@code docs/metrics.md} names, with the meaning of
 * Prometheus 3. Metrics are found by their own names and by those that Prometheus gives them.
 * Histograms of OTLP are both native histograms and series of {@code _bucket}, {@code _count} and
 * {@code _sum}. Immutable.
 */
public final class PromQl {
  private static final long MOST_STEPS = 11_000;

  /** Values that are computed, so that an answer fits into memory. */
  private static final long MOST_VALUES = 5_000_000;

  private final PromQlNode node;

  private PromQl(PromQlNode node) {
    this.node = node;
  }

  /** Reads an expression. */
  public static PromQl parse(String text) throws PromQlException {
    PromQlNode node = PromQlParser.parse(text);
    if (node.type() == PromQlNode.Type.RANGE) {
      throw new PromQlException(
          "an instant vector or a number was expected, found a range vector: a function such as"
              + " rate makes one of it",
          node.position());
    }
    return new PromQl(node);
  }

  /**
   * The values at one time. Blocks.
   *
   * @param atUnixNano nanoseconds since 1970
   */
  public PromQlResult instant(MetricAnswers metrics, long atUnixNano)
      throws StoreException, PromQlException {
    return run(metrics, atUnixNano, atUnixNano, 1, true);
  }

  /**
   * The values at steps, of which there are at most 11,000. Blocks.
   *
   * @param fromUnixNano the first step
   * @param toUnixNano the last step is not later
   * @param stepNano above 0
   */
  public PromQlResult range(
      MetricAnswers metrics, long fromUnixNano, long toUnixNano, long stepNano)
      throws StoreException, PromQlException {
    if (stepNano <= 0 || toUnixNano < fromUnixNano) {
      throw new PromQlException(
          "a step above zero and an end that is not before the start were expected", 0);
    }
    if ((toUnixNano - fromUnixNano) / stepNano >= MOST_STEPS) {
      throw new PromQlException(
          "at most " + MOST_STEPS + " steps were expected: a longer step or a shorter time", 0);
    }
    return run(metrics, fromUnixNano, toUnixNano, stepNano, false);
  }

  private PromQlResult run(MetricAnswers metrics, long from, long to, long step, boolean inOrder)
      throws StoreException, PromQlException {
    PromQlData reader = new PromQlData(metrics);
    List<PromQlNode.Selector> selectors = new ArrayList<>();
    selectors(node, selectors);
    Map<PromQlNode.Selector, List<PromQlSeries>> data = new LinkedHashMap<>();
    for (PromQlNode.Selector selector : selectors) {
      long back = Math.max(selector.rangeNano(), PromQlSeries.LOOK_BACK_NANO);
      TimeRange range =
          new TimeRange(from - selector.offsetNano() - back, to - selector.offsetNano() + 1);
      data.put(selector, reader.read(selector, range));
    }
    PromQlEvaluator evaluator = new PromQlEvaluator(data);
    Rows rows = new Rows();
    for (long at = from; at <= to; at += step) {
      rows.add(evaluator.at(node, at), at);
      if (Thread.interrupted()) {
        throw new StoreException("cancelled");
      }
    }
    return rows.result(inOrder);
  }

  private static void selectors(PromQlNode node, List<PromQlNode.Selector> into) {
    switch (node) {
      case PromQlNode.Literal _ -> {}
      case PromQlNode.Selector selector -> into.add(selector);
      case PromQlNode.Negate negate -> selectors(negate.of(), into);
      case PromQlNode.Call call -> call.arguments().forEach(one -> selectors(one, into));
      case PromQlNode.Binary binary -> {
        selectors(binary.left(), into);
        selectors(binary.right(), into);
      }
      case PromQlNode.Aggregate aggregate -> {
        if (aggregate.parameter() != null) {
          selectors(aggregate.parameter(), into);
        }
        selectors(aggregate.of(), into);
      }
    }
  }

  /** Puts what comes step by step together by series. */
  private static final class Rows {
    private final Map<SortedMap<String, String>, Values> all = new LinkedHashMap<>();
    private int histograms;
    private long values;

    private static final class Values {
      private long[] times = new long[16];
      private double[] numbers = new double[16];
      private int size;

      void add(long time, double number) {
        if (size == times.length) {
          times = Arrays.copyOf(times, size * 2);
          numbers = Arrays.copyOf(numbers, size * 2);
        }
        times[size] = time;
        numbers[size++] = number;
      }
    }

    void add(PromQlValue value, long time) throws PromQlException {
      switch (value) {
        case PromQlValue.Scalar scalar -> add(PromQlLabels.NONE, scalar.value(), time);
        case PromQlValue.Vector vector -> {
          for (Sample sample : vector.samples()) {
            if (sample.histogram() == null) {
              add(sample.labels(), sample.value(), time);
            } else {
              histograms++;
            }
          }
        }
        case PromQlValue.Ranges _ ->
            throw new IllegalStateException("parse() refuses range vectors");
      }
    }

    private void add(SortedMap<String, String> labels, double value, long time)
        throws PromQlException {
      if (++values > MOST_VALUES) {
        throw new PromQlException(
            "an answer of at most " + MOST_VALUES + " values was expected", 0);
      }
      all.computeIfAbsent(labels, _ -> new Values()).add(time, value);
    }

    PromQlResult result(boolean inOrder) {
      List<PromQlResult.Series> series = new ArrayList<>();
      all.forEach((labels, one) ->
          series.add(
              new PromQlResult.Series(
                  labels,
                  Arrays.copyOf(one.times, one.size),
                  Arrays.copyOf(one.numbers, one.size))));
      if (!inOrder) {
        series.sort((a, b) -> a.text().compareTo(b.text()));
      }
      return new PromQlResult(
          List.copyOf(series),
          histograms == 0
              ? List.of()
              : List.of(
                  histograms
                      + " values are histograms, which have no single number:"
                      + " histogram_quantile, histogram_count, histogram_sum or histogram_avg"
                      + " make one of them"));
    }
  }
}
