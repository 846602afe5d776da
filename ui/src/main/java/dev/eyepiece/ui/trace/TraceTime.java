package dev.eyepiece.ui.trace;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The stretch of the trace's time that is in sight. FX thread only. */
public final class TraceTime {
  private static final double AIR = 0.05;

  private final ReadOnlyObjectWrapper<TimeScale> scale =
      new ReadOnlyObjectWrapper<>(TimeScale.whole(0, 1));

  /** Another trace; all of its time is shown. */
  void reset(double totalNano) {
    scale.set(TimeScale.whole(totalNano, scale.get().width()));
  }

  /** The trace has grown; a whole scale stays whole, another one stays where it is. */
  void grow(double totalNano) {
    scale.set(scale.get().withTotal(Math.max(totalNano, scale.get().to())));
  }

  /** Shows a stretch, nanoseconds since the trace's start. */
  public void show(double from, double to) {
    scale.set(scale.get().between(from, to));
  }

  /** Shows the whole of the trace's time. */
  public void fit() {
    reset(scale.get().total());
  }

  /** Shows the time of one node, with a little air. */
  void fitTo(TraceTree tree, int node) {
    double air = Math.max((double) tree.duration(node) * AIR, 1);
    show((double) tree.start(node) - air, (double) tree.end(node) + air);
  }

  /**
   * Zooms around a moment.
   *
   * @param part where the moment lies in what is shown, from 0 (left) to 1
   * @param factor below 1 shows less time
   */
  public void zoom(double part, double factor) {
    TimeScale now = scale.get();
    scale.set(now.zoom(Math.clamp(part, 0, 1) * now.width(), factor));
  }

  /** Moves by a part of what is shown; to the right when positive. */
  public void pan(double part) {
    scale.set(scale.get().pan(part));
  }

  public TimeScale scale() {
    return scale.get();
  }

  public ReadOnlyObjectProperty<TimeScale> scaleProperty() {
    return scale.getReadOnlyProperty();
  }
}
