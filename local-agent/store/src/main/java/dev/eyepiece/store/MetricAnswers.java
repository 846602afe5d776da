package dev.eyepiece.store;

import dev.eyepiece.telemetry.ScopedMetric;
import java.util.List;
import java.util.function.Consumer;

/** What a snapshot answers about metrics; a record is a data point. */
public interface MetricAnswers extends RecordAnswers {

  /** The metrics of matching points, by service and name. */
  List<MetricRow> list(Search search, TimeRange range) throws StoreException;

  /**
   * Streams matching points, each as a metric that has this point alone.
   *
   * @param limit at most so many; 0 for all
   */
  void points(
      Search search, TimeRange range, Direction direction, long limit, Consumer<ScopedMetric> sink)
      throws StoreException;

  /**
   * Matching points by series, each series oldest first.
   *
   * @param maxSeries at most so many series, at least 1
   */
  List<PointSeries> series(Search search, TimeRange range, int maxSeries) throws StoreException;

  /**
   * The same for a picture. Of a gauge or sum with more than four points for each column of pixels
   * only the first, the lowest, the highest and the last of each column come, with their times;
   * where points of one column have the same value or time, any of them may stand for all. Other
   * series come whole.
   *
   * @param maxSeries at most so many series, at least 1
   */
  List<PointSeries> series(Search search, TimeRange range, int maxSeries, Picture picture)
      throws StoreException;
}
