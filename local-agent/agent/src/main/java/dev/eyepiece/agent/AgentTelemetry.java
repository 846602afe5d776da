package dev.eyepiece.agent;

import dev.eyepiece.otlp.ReceiverCounts;
import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;

/** The road, with what its receiver turned away before they came to it. */
record AgentTelemetry(Telemetry road, ReceiverCounts receiver) implements Telemetry {

  @Override
  public TelemetrySnapshot snapshot() throws StoreException {
    return road.snapshot();
  }

  @Override
  public RoadStats stats() {
    return road.stats().withRejected(receiver::rejected);
  }

  @Override
  public Subscription subscribe(Runnable listener) {
    return road.subscribe(listener);
  }
}
