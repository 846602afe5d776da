package dev.eyepiece.agent;

import dev.eyepiece.otlp.ReceiverCounts;
import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;

/** The road, with the spans that its receiver turned away before they came to it. */
record AgentTelemetry(Telemetry road, ReceiverCounts receiver) implements Telemetry {

  @Override
  public TelemetrySnapshot snapshot() throws StoreException {
    return road.snapshot();
  }

  @Override
  public RoadStats stats() {
    RoadStats stats = road.stats();
    return new RoadStats(
        stats.generation(),
        stats.requests(),
        stats.spans(),
        receiver.rejectedSpans(),
        stats.refusedRequests(),
        stats.repeatedRequests(),
        stats.replacedText(),
        stats.replayedSpans(),
        stats.spansPerSecond(),
        stats.bytesPerSecond(),
        stats.lastReceivedUnixNano(),
        stats.ringSpans(),
        stats.ringBytes(),
        stats.ringCapBytes(),
        stats.unsealedSpans(),
        stats.queueBytes(),
        stats.queueCapBytes(),
        stats.journalBytes(),
        stats.durability(),
        stats.trouble(),
        stats.store());
  }

  @Override
  public Subscription subscribe(Runnable listener) {
    return road.subscribe(listener);
  }
}
