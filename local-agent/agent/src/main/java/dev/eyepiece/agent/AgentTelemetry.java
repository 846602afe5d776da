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
 * @param refused requests whose sender was told to come again before they were whole
 * @param rules those of this process: asked often, and quick
 * @param forwarding what is wrong with endpoints that get what comes too; asked often, and quick
 */
record AgentTelemetry(
    Telemetry road,
    ReceiverCounts receiver,
    LongSupplier refused,
    RuleSets rules,
    Supplier<List<String>> forwarding)
    implements Telemetry {

  @Override
  public TelemetrySnapshot snapshot() throws StoreException {
    return road.snapshot();
  }

  @Override
  public RoadStats stats() {
    return road.stats()
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
