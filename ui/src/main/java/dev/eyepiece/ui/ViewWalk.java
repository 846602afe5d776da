package dev.eyepiece.ui;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.ui.shell.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;

/** Goes to every view once, for a run whose class loading is recorded. */
final class ViewWalk {
  private final List<Place> places;

  private ViewWalk(List<Place> places) {
    this.places = places;
  }

  /** The places to go to, with the newest trace's page when there is one; not on the FX thread. */
  static ViewWalk over(Telemetry telemetry) throws StoreException {
    List<Place> places = new ArrayList<>();
    places.add(new Place.Traces());
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      var newest =
          new TraceQuery(Search.All.INSTANCE, TimeRange.ALL, TraceQuery.Sort.START, true, 1);
      snapshot
          .traceRows(newest)
          .rows()
          .forEach(row -> places.add(new Place.Trace(row.traceId(), 0)));
    }
    places.add(new Place.Logs());
    places.add(new Place.Metrics("", ""));
    places.add(new Place.Profiles());
    places.add(new Place.Rules());
    places.add(new Place.Fleet());
    places.add(new Place.Receiver());
    places.add(new Place.Runs());
    places.add(new Place.Query());
    places.add(new Place.Settings());
    places.add(new Place.Overview());
    return new ViewWalk(places);
  }

  /** Sets out; FX thread. */
  void start(Duration each, Consumer<Place> open, Runnable end) {
    Timeline steps = new Timeline();
    double at = 0;
    for (Place place : places) {
      steps.getKeyFrames().add(step(at, () -> open.accept(place)));
      at += each.toMillis();
    }
    steps.getKeyFrames().add(step(at, end));
    steps.play();
  }

  private static KeyFrame step(double atMillis, Runnable action) {
    return new KeyFrame(javafx.util.Duration.millis(atMillis), event -> action.run());
  }
}
