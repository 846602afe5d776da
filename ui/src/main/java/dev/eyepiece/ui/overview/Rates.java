package dev.eyepiece.ui.overview;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.SignalStats;
import dev.eyepiece.telemetry.Signal;
import java.util.Arrays;
import java.util.List;

/** The road's figures by signal. */
final class Rates {
  private Rates() {}

  static List<SignalRate> of(RoadStats stats) {
    return Arrays.stream(Signal.values()).map(signal -> of(stats, signal)).toList();
  }

  private static SignalRate of(RoadStats stats, Signal signal) {
    SignalStats road = stats.of(signal);
    return new SignalRate(
        title(signal),
        road.perSecond(),
        road.records(),
        stats.store().held().of(signal) + road.unsealed(),
        road.rejected());
  }

  private static String title(Signal signal) {
    return switch (signal) {
      case TRACES -> "spans";
      case LOGS -> "log records";
      case METRICS -> "data points";
      case PROFILES -> "profile samples";
    };
  }

  /** Records of all signals that are held. */
  static long held(List<SignalRate> rates) {
    return rates.stream().mapToLong(SignalRate::held).sum();
  }
}
