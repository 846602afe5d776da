package dev.eyepiece.agent;

import dev.eyepiece.otlp.ReceiverCounts;
import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The road, with what was turned away before it came there, and what is wrong with its rules.
 *
 * @param answers where questions are answered: the road itself, or a store elsewhere
 * @param store what that is called; empty for the data folder
 * @param refused requests whose sender was told to come again before they were whole
 * @param rules those of this process: asked often, and quick
 * @param forwarding what is wrong with endpoints that get what comes too; asked often, and quick
 */
record AgentTelemetry(
    Telemetry road,
    Snapshots answers,
    String store,
    ReceiverCounts receiver,
    LongSupplier refused,
    RuleSets rules,
    Supplier<List<String>> forwarding)
    implements Telemetry {

  /** Gives snapshots. */
  interface Snapshots {
    TelemetrySnapshot take() throws StoreException;

    /** The road's figures with what is held where the answers come from. */
    default RoadStats figures(RoadStats ofRoad) {
      return ofRoad;
    }
  }

  @Override
  public TelemetrySnapshot snapshot() throws StoreException {
    return answers.take();
  }

  @Override
  public RoadStats stats() {
    return answers
        .figures(road.stats())
        .withTurnedAway(receiver::rejected, refused.getAsLong())
        .withTrouble(ruleTrouble())
        .withTrouble(String.join("; ", forwarding.get()));
  }

  private String ruleTrouble() {
    try {
      return String.join("; ", rules.problems());
    } catch (RuleSetException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public Subscription subscribe(Runnable listener) {
    return road.subscribe(listener);
  }
}
