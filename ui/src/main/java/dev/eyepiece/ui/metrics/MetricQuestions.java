package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.Picture;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the view wants to know of the metrics that are held. Answers block. */
public interface MetricQuestions {

  /** The metrics that have matching points, by service and name. */
  List<MetricEntry> list(TelemetrySnapshot snapshot, Search search, TimeRange range)
      throws StoreException;

  /**
   * The series of a metric, each named by what tells it from the others.
   *
   * @param most at most so many
   * @param picture in which the points' own values are to be drawn, so that not all of them need to
   *     come ({@link Points#thinning}); {@code null} for all points
   */
  List<Points> series(
      TelemetrySnapshot snapshot,
      MetricKey metric,
      Search search,
      TimeRange range,
      int most,
      @Nullable Picture picture)
      throws StoreException;
}
