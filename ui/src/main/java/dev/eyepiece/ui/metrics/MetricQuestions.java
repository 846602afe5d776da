package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import java.util.List;

/** What the view wants to know of the metrics that are held. Answers block. */
public interface MetricQuestions {

  /** The metrics that have matching points, by service and name. */
  List<MetricEntry> list(TelemetrySnapshot snapshot, Search search, TimeRange range)
      throws StoreException;

  /**
   * The series of a metric, each named by what tells it from the others.
   *
   * @param most at most so many
   */
  List<Points> series(
      TelemetrySnapshot snapshot, MetricKey metric, Search search, TimeRange range, int most)
      throws StoreException;
}
