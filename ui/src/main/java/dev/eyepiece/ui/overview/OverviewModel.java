package dev.eyepiece.ui.overview;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ui.Received;
import dev.eyepiece.ui.theme.Formats;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The figures of the road, looked at once a second. FX thread only. */
final class OverviewModel {
  private final Telemetry telemetry;
  private final Supplier<Received> received;
  private final InstantSource clock;
  private final RateHistory history = new RateHistory();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>();

  /**
   * What is shown.
   *
   * @param heading one sentence
   * @param rest what to say while nothing comes
   * @param nothing whether nothing is held and nothing has come
   */
  record State(
      String heading,
      String rest,
      boolean nothing,
      List<SignalRate> signals,
      RoadStats stats,
      Received received) {}

  OverviewModel(Telemetry telemetry, Supplier<Received> received, InstantSource clock) {
    this.telemetry = telemetry;
    this.received = received;
    this.clock = clock;
    state.set(look());
  }

  private State look() {
    RoadStats stats = telemetry.stats();
    List<SignalRate> signals = Rates.of(stats);
    // A store elsewhere may hold what it tells no figures of.
    boolean nothing =
        Rates.held(signals) == 0
            && stats.lastReceivedUnixNano() == 0
            && telemetry.store().isEmpty();
    return new State(heading(stats, nothing), rest(stats), nothing, signals, stats, received.get());
  }

  private String heading(RoadStats stats, boolean nothing) {
    if (nothing) {
      return "Nothing has come yet. Paste one of these into a program's environment.";
    }
    if (stats.lastReceivedUnixNano() == 0) {
      return "Nothing has come since this start; "
          + (telemetry.store().isEmpty()
              ? "what came before is held"
              : "what is shown is in " + telemetry.store());
    }
    long nanos = silence(stats);
    return nanos < 1_000_000_000L ? "Receiving now" : "Receiving, last " + Formats.ago(nanos);
  }

  private String rest(RoadStats stats) {
    return stats.lastReceivedUnixNano() == 0
        ? "At rest: nothing has come since this start"
        : "At rest: nothing comes now, the last came " + Formats.ago(silence(stats));
  }

  /** Nanoseconds since the last record came. */
  private long silence(RoadStats stats) {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano() - stats.lastReceivedUnixNano();
  }

  /** A second has passed. */
  void tick() {
    State now = look();
    history.add(now.signals());
    state.set(now);
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  RateHistory history() {
    return history;
  }
}
