package dev.eyepiece.telemetry;

/** Walks {@code ExportMetricsServiceRequest}s. For one thread. */
public final class MetricWalker extends RequestWalker<MetricBatch> {
  private static final int BYTES_PER_POINT = 80;
  private static final int BYTES_PER_METRIC = 200;
  private static final int ATTRIBUTES_PER_POINT = 3;

  private final PointWalker points = new PointWalker(this);
  private MetricTable metrics = new MetricTable(0);

  public MetricWalker(SymbolTable shared) {
    super(Signal.METRICS, shared, new HeaderCache());
  }

  @Override
  void begin(int length) {
    int guess = guess(length, BYTES_PER_POINT);
    points.columns = new PointColumns(guess, guess * ATTRIBUTES_PER_POINT);
    metrics = new MetricTable(guess(length, BYTES_PER_METRIC));
  }

  @Override
  MetricBatch batch(BatchFrame frame) {
    return new MetricBatch(frame, metrics, points.columns);
  }

  @Override
  void record(int limit) throws MalformedOtlpException {
    budget.take(MetricTable.ROW_BYTES, in.position);
    MetricTable m = metrics;
    m.ensureRow();
    int metric = m.size;
    m.offset[metric] = in.position;
    m.length[metric] = limit - in.position;
    long name = 0;
    long unit = 0;
    boolean unknown = false;
    boolean seen = false;
    while (in.position < limit) {
      int tag = in.tag(limit);
      values.unknown = false;
      switch (tag >>> 3) {
        case 1 -> name = text(tag, limit, "name");
        case 2 -> m.description[metric] = text(tag, limit, "description");
        case 3 -> unit = text(tag, limit, "unit");
        case 5, 7, 9, 10, 11 -> {
          values.odd |= seen;
          seen = true;
          m.type[metric] = (byte) (tag >>> 3);
          unknown |= data(metric, tag >>> 3, messageEnd(tag, limit, "data"));
          values.unknown = false;
        }
        case 12 -> values.keyValue(messageEnd(tag, limit, "metadata"), 4);
        default -> skipUnknown(tag, limit, 4);
      }
      unknown |= values.unknown;
    }
    m.name[metric] = symbol(name);
    m.unit[metric] = symbol(unit);
    m.unknownFields[metric] = unknown;
    m.size = metric + 1;
  }

  /** Walks the data of a metric; answers whether there are unknown fields beside the points. */
  private boolean data(int metric, int type, int limit) throws MalformedOtlpException {
    boolean unknown = false;
    while (in.position < limit) {
      int tag = in.tag(limit);
      int field = tag >>> 3;
      if (field == 1) {
        points.point(metric, type, messageEnd(tag, limit, "data_points"));
      } else if (field == 2 && MetricType.hasTemporality(type)) {
        metrics.temporality[metric] = (int) number(tag, limit, "aggregation_temporality");
      } else if (field == 3 && MetricType.isSum(type)) {
        metrics.monotonic[metric] = number(tag, limit, "is_monotonic") != 0;
      } else {
        unknown = true;
        in.skip(tag, limit, 5);
      }
    }
    return unknown;
  }
}
