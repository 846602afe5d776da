package dev.eyepiece.telemetry;

/**
 * Walks the data points of all kinds of metrics and says what is wrong with them
 * (opentelemetry-proto, {@code metrics.proto}). For one thread.
 */
final class PointWalker {
  private static final int DEPTH = 6;

  private final RequestWalker<?> walker;
  private final ProtoReader in;
  private final Buckets buckets;

  PointColumns columns = new PointColumns(0, 0);

  private int row;
  private int defects;
  private int previousKey;

  PointWalker(RequestWalker<?> walker) {
    this.walker = walker;
    this.in = walker.in;
    this.buckets = new Buckets(walker);
  }

  /** Walks a point of a metric whose data has the given field number. */
  void point(int metric, int type, int limit) throws MalformedOtlpException {
    row = walker.startRow(columns, limit);
    columns.metric[row] = metric;
    defects = 0;
    previousKey = 0;
    switch (type) {
      case 9 -> histogram(limit);
      case 10 -> exponential(limit);
      case 11 -> summary(limit);
      default -> number(limit);
    }
    walker.endRow(columns, row, defects);
  }

  private void number(int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 4 -> value(ValueType.REAL, walker.fixed64(tag, limit, "as_double"));
        case 5 -> exemplar(walker.messageEnd(tag, limit, "exemplars"));
        case 6 -> value(ValueType.INT, walker.fixed64(tag, limit, "as_int"));
        case 7 -> attribute(tag, limit);
        case 8 -> flags(tag, limit);
        default -> times(tag, limit);
      }
    }
  }

  private void value(byte type, long bits) {
    columns.valueType[row] = type;
    columns.valueBits[row] = bits;
  }

  private void histogram(int limit) throws MalformedOtlpException {
    buckets.begin();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 6 -> buckets.counts(tag, limit, ProtoReader.FIXED64);
        case 7 -> buckets.bounds(tag, limit);
        case 8 -> exemplar(walker.messageEnd(tag, limit, "exemplars"));
        case 9 -> attribute(tag, limit);
        case 11 -> walker.fixed64(tag, limit, "min");
        case 12 -> walker.fixed64(tag, limit, "max");
        default -> distribution(tag, limit);
      }
    }
    defects |= buckets.explicitDefects(columns.count[row]);
  }

  private void exponential(int limit) throws MalformedOtlpException {
    buckets.begin();
    int sides = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> attribute(tag, limit);
        case 6 -> walker.number(tag, limit, "scale");
        case 7 -> buckets.zeros(walker.fixed64(tag, limit, "zero_count"));
        case 8, 9 -> {
          int side = 1 << (tag >>> 3);
          walker.values.odd |= (sides & side) != 0;
          sides |= side;
          buckets.side(walker.messageEnd(tag, limit, "buckets"));
        }
        case 11 -> exemplar(walker.messageEnd(tag, limit, "exemplars"));
        case 12 -> walker.fixed64(tag, limit, "min");
        case 13 -> walker.fixed64(tag, limit, "max");
        case 14 -> walker.fixed64(tag, limit, "zero_threshold");
        default -> distribution(tag, limit);
      }
    }
    defects |= buckets.exponentialDefects(columns.count[row]);
  }

  private void summary(int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 4 -> columns.count[row] = walker.fixed64(tag, limit, "count");
        case 5 -> sum(tag, limit);
        case 6 -> quantile(walker.messageEnd(tag, limit, "quantile_values"));
        case 7 -> attribute(tag, limit);
        case 8 -> flags(tag, limit);
        default -> times(tag, limit);
      }
    }
  }

  private void distribution(int tag, int limit) throws MalformedOtlpException {
    switch (tag >>> 3) {
      case 4 -> columns.count[row] = walker.fixed64(tag, limit, "count");
      case 5 -> sum(tag, limit);
      case 10 -> flags(tag, limit);
      default -> times(tag, limit);
    }
  }

  private void sum(int tag, int limit) throws MalformedOtlpException {
    columns.sumBits[row] = walker.fixed64(tag, limit, "sum");
    columns.summed[row] = true;
  }

  private void times(int tag, int limit) throws MalformedOtlpException {
    switch (tag >>> 3) {
      case 2 -> columns.startTimeUnixNano[row] = walker.fixed64(tag, limit, "start_time_unix_nano");
      case 3 -> columns.timeUnixNano[row] = walker.fixed64(tag, limit, "time_unix_nano");
      default -> walker.skipUnknown(tag, limit, DEPTH);
    }
  }

  private void flags(int tag, int limit) throws MalformedOtlpException {
    columns.flags[row] = (int) walker.number(tag, limit, "flags");
  }

  private void attribute(int tag, int limit) throws MalformedOtlpException {
    previousKey = walker.attribute(columns, tag, limit, previousKey);
  }

  private void quantile(int limit) throws MalformedOtlpException {
    double quantile = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> quantile = Double.longBitsToDouble(walker.fixed64(tag, limit, "quantile"));
        case 2 -> walker.fixed64(tag, limit, "value");
        default -> walker.skipUnknown(tag, limit, DEPTH + 1);
      }
    }
    if (!(quantile >= 0 && quantile <= 1)) {
      defects |= Defects.QUANTILE;
    }
  }

  private void exemplar(int limit) throws MalformedOtlpException {
    columns.exemplarCount[row]++;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 2 -> walker.fixed64(tag, limit, "exemplar.time_unix_nano");
        case 3 -> walker.fixed64(tag, limit, "exemplar.as_double");
        case 4 -> id(walker.id(tag, limit, 8, "exemplar.span_id"));
        case 5 -> id(walker.id(tag, limit, 16, "exemplar.trace_id"));
        case 6 -> walker.fixed64(tag, limit, "exemplar.as_int");
        case 7 ->
            walker.values.keyValue(
                walker.messageEnd(tag, limit, "exemplar.filtered_attributes"), DEPTH + 1);
        default -> walker.skipUnknown(tag, limit, DEPTH + 1);
      }
    }
  }

  private void id(int id) {
    if (id == RequestWalker.BAD_ID) {
      defects |= Defects.EXEMPLAR_ID;
    }
  }
}
