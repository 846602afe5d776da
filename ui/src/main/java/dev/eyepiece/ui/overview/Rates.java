package dev.eyepiece.ui.overview;

import dev.eyepiece.pipeline.RoadStats;
import java.util.List;

/** The road's figures by signal: the one place that knows which signals the road carries. */
final class Rates {
  private Rates() {}

  static List<SignalRate> of(RoadStats stats) {
    return List.of(
        new SignalRate(
            "spans",
            stats.spansPerSecond(),
            stats.spans(),
            stats.store().spans() + stats.unsealedSpans(),
            stats.rejectedSpans()));
  }

  /** Records of all signals that are held. */
  static long held(List<SignalRate> rates) {
    return rates.stream().mapToLong(SignalRate::held).sum();
  }
}
