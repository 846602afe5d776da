package dev.eyepiece.store;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ScopedMetric;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the points of series, which come series by series. */
final class SeriesReader {
  private final Relation relation;
  private final StoredRecords<MetricBatch, ScopedMetric> stored;

  /** The first point of each series, and all of those that are no numbers. */
  private final StoredRecords.Places whole = new StoredRecords.Places();

  private final List<Numbers> all = new ArrayList<>();

  SeriesReader(Relation relation, StoredRecords<MetricBatch, ScopedMetric> stored) {
    this.relation = relation;
    this.stored = stored;
  }

  /** The points of one series. */
  private static final class Numbers {
    private final long id;
    private final MetricHead head;
    private long[] starts = new long[16];
    private long[] times = new long[16];
    private double[] values = new double[16];
    private long[] counts = new long[16];
    private int[] flags = new int[16];
    private int size;

    Numbers(long id, MetricHead head) {
      this.id = id;
      this.head = head;
    }

    void add(ResultSet row) throws SQLException {
      if (size == times.length) {
        starts = Arrays.copyOf(starts, size * 2);
        times = Arrays.copyOf(times, size * 2);
        values = Arrays.copyOf(values, size * 2);
        counts = Arrays.copyOf(counts, size * 2);
        flags = Arrays.copyOf(flags, size * 2);
      }
      starts[size] = row.getLong(6);
      times[size] = row.getLong(7);
      double value = row.getDouble(8);
      values[size] = row.wasNull() ? Double.NaN : value;
      counts[size] = row.getLong(9);
      flags[size++] = row.getInt(10);
    }

    boolean isNumber() {
      return head.type() == MetricType.GAUGE || head.type() == MetricType.SUM;
    }

    PointSeries series(ScopedMetric first, List<DataPoint> distributions) {
      return new PointSeries(
          id,
          first,
          head.type(),
          head.temporality(),
          head.monotonic(),
          Arrays.copyOf(starts, size),
          Arrays.copyOf(times, size),
          Arrays.copyOf(values, size),
          Arrays.copyOf(counts, size),
          Arrays.copyOf(flags, size),
          List.copyOf(distributions),
          null);
    }
  }

  void add(ResultSet row) throws SQLException, StoreException {
    long id = row.getLong(1);
    boolean fresh = all.isEmpty() || all.getLast().id != id;
    if (fresh) {
      List<MetricHead> heads = relation.source(row.getInt(2)).dictionary().metrics();
      all.add(new Numbers(id, heads.get(row.getInt(11) - 1)));
    }
    Numbers numbers = all.getLast();
    numbers.add(row);
    if (fresh || !numbers.isNumber()) {
      whole.add(row.getInt(2), row.getLong(3), row.getLong(4), row.getInt(5));
    }
  }

  List<PointSeries> finish() throws StoreException {
    List<ScopedMetric> metrics = new ArrayList<>();
    stored.read(whole, metrics::add);
    List<PointSeries> found = new ArrayList<>();
    int at = 0;
    for (Numbers numbers : all) {
      ScopedMetric first = metrics.get(at);
      List<DataPoint> distributions = new ArrayList<>();
      int count = numbers.isNumber() ? 1 : numbers.size;
      for (int i = 0; i < count; i++) {
        if (!numbers.isNumber()) {
          distributions.addAll(metrics.get(at).metric().data().points());
        }
        at++;
      }
      found.add(numbers.series(first, distributions));
    }
    return found;
  }
}
