package dev.eyepiece.telemetry;

import java.util.OptionalDouble;

/** Decodes data points of all kinds for a {@link MetricTreeReader}. For one thread. */
final class PointReader {
  private static final int DEPTH = 6;

  private final TreeReader tree;
  private final ProtoReader in;
  private final NumberList numbers = new NumberList();
  private final NumberList bounds = new NumberList();

  PointReader(TreeReader tree) {
    this.tree = tree;
    this.in = tree.in;
  }

  /** Moves to an encoded point. */
  void at(int offset) {
    in.position = offset;
  }

  NumberPoint number(int limit) throws MalformedOtlpException {
    NumberPoint point = new NumberPoint();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 4 -> point.setValue(ValueType.REAL, tree.fixed64(tag, limit, "as_double"));
        case 5 -> point.exemplars().add(exemplar(tree.messageEnd(tag, limit, "exemplars")));
        case 6 -> point.setValue(ValueType.INT, tree.fixed64(tag, limit, "as_int"));
        case 7 -> tree.attribute(tag, limit, point.attributes());
        case 8 -> point.setFlags((int) tree.number(tag, limit, "flags"));
        default -> times(point, tag, limit);
      }
    }
    return point;
  }

  HistogramPoint histogram(int limit) throws MalformedOtlpException {
    HistogramPoint point = new HistogramPoint();
    numbers.clear();
    bounds.clear();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 6 -> numbers.read(in, tag, limit, ProtoReader.FIXED64, "bucket_counts");
        case 7 -> bounds.read(in, tag, limit, ProtoReader.FIXED64, "explicit_bounds");
        case 8 -> point.exemplars().add(exemplar(tree.messageEnd(tag, limit, "exemplars")));
        case 9 -> tree.attribute(tag, limit, point.attributes());
        case 11 -> point.setMin(OptionalDouble.of(tree.real(tag, limit, "min")));
        case 12 -> point.setMax(OptionalDouble.of(tree.real(tag, limit, "max")));
        default -> distribution(point, tag, limit);
      }
    }
    point.setBucketCounts(numbers.toLongs());
    point.setExplicitBounds(bounds.toDoubles());
    return point;
  }

  ExponentialHistogramPoint exponential(int limit) throws MalformedOtlpException {
    ExponentialHistogramPoint point = new ExponentialHistogramPoint();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> tree.attribute(tag, limit, point.attributes());
        case 6 -> point.setScale(tree.zigzag(tag, limit, "scale"));
        case 7 -> point.setZeroCount(tree.fixed64(tag, limit, "zero_count"));
        case 8 -> {
          tree.values.odd |= point.positive() != ExponentialHistogramPoint.Buckets.NONE;
          point.setPositive(buckets(tree.messageEnd(tag, limit, "positive")));
        }
        case 9 -> {
          tree.values.odd |= point.negative() != ExponentialHistogramPoint.Buckets.NONE;
          point.setNegative(buckets(tree.messageEnd(tag, limit, "negative")));
        }
        case 11 -> point.exemplars().add(exemplar(tree.messageEnd(tag, limit, "exemplars")));
        case 12 -> point.setMin(OptionalDouble.of(tree.real(tag, limit, "min")));
        case 13 -> point.setMax(OptionalDouble.of(tree.real(tag, limit, "max")));
        case 14 -> point.setZeroThreshold(tree.real(tag, limit, "zero_threshold"));
        default -> distribution(point, tag, limit);
      }
    }
    return point;
  }

  SummaryPoint summary(int limit) throws MalformedOtlpException {
    SummaryPoint point = new SummaryPoint();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 4 -> point.setCount(tree.fixed64(tag, limit, "count"));
        case 5 -> point.setSum(tree.real(tag, limit, "sum"));
        case 6 -> point.quantiles().add(quantile(tree.messageEnd(tag, limit, "quantile_values")));
        case 7 -> tree.attribute(tag, limit, point.attributes());
        case 8 -> point.setFlags((int) tree.number(tag, limit, "flags"));
        default -> times(point, tag, limit);
      }
    }
    return point;
  }

  private void times(DataPoint point, int tag, int limit) throws MalformedOtlpException {
    switch (tag >>> 3) {
      case 2 -> point.setStartTimeUnixNano(tree.fixed64(tag, limit, "start_time_unix_nano"));
      case 3 -> point.setTimeUnixNano(tree.fixed64(tag, limit, "time_unix_nano"));
      default -> in.skip(tag, limit, DEPTH);
    }
  }

  private void distribution(DistributionPoint point, int tag, int limit)
      throws MalformedOtlpException {
    switch (tag >>> 3) {
      case 4 -> point.setCount(tree.fixed64(tag, limit, "count"));
      case 5 -> point.setSum(OptionalDouble.of(tree.real(tag, limit, "sum")));
      case 10 -> point.setFlags((int) tree.number(tag, limit, "flags"));
      default -> times(point, tag, limit);
    }
  }

  private ExponentialHistogramPoint.Buckets buckets(int limit) throws MalformedOtlpException {
    int offset = 0;
    numbers.clear();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> offset = tree.zigzag(tag, limit, "offset");
        case 2 -> numbers.read(in, tag, limit, ProtoReader.VARINT, "bucket_counts");
        default -> in.skip(tag, limit, DEPTH + 1);
      }
    }
    return new ExponentialHistogramPoint.Buckets(offset, numbers.toLongs());
  }

  private SummaryPoint.Quantile quantile(int limit) throws MalformedOtlpException {
    double quantile = 0;
    double value = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> quantile = tree.real(tag, limit, "quantile");
        case 2 -> value = tree.real(tag, limit, "value");
        default -> in.skip(tag, limit, DEPTH + 1);
      }
    }
    return new SummaryPoint.Quantile(quantile, value);
  }

  private Exemplar exemplar(int limit) throws MalformedOtlpException {
    Attributes attributes = new Attributes();
    long time = 0;
    byte type = ValueType.EMPTY;
    long bits = 0;
    byte[] trace = new byte[16];
    long span = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 2 -> time = tree.fixed64(tag, limit, "exemplar.time_unix_nano");
        case 3 -> {
          type = ValueType.REAL;
          bits = tree.fixed64(tag, limit, "exemplar.as_double");
        }
        case 4 -> span = TreeReader.bigEndian(tree.opaque(tag, limit, 8, "exemplar.span_id"), 0);
        case 5 -> trace = tree.opaque(tag, limit, 16, "exemplar.trace_id");
        case 6 -> {
          type = ValueType.INT;
          bits = tree.fixed64(tag, limit, "exemplar.as_int");
        }
        case 7 -> tree.attribute(tag, limit, attributes);
        default -> in.skip(tag, limit, DEPTH + 1);
      }
    }
    long high = TreeReader.bigEndian(trace, 0);
    return new Exemplar(attributes, time, type, bits, high, TreeReader.bigEndian(trace, 8), span);
  }
}
