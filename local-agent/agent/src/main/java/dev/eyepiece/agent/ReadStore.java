package dev.eyepiece.agent;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A store that others write to: its own figures stand for those of the road, and are looked at anew
 * with a question once they are old, since nothing tells of what the others write. Thread-safe.
 */
final class ReadStore implements AgentTelemetry.Snapshots {
  /** A look is a few small statements; figures as old as this are still true enough to be shown. */
  private static final long OLD_NANOS = 5_000_000_000L;

  private final TelemetryStore store;
  private final LongSupplier nanos;
  private final AtomicLong looked;

  /**
   * @param nanos a clock that only goes on
   */
  ReadStore(TelemetryStore store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
    looked = new AtomicLong(nanos.getAsLong());
  }

  @Override
  public TelemetrySnapshot take() throws StoreException {
    long before = looked.get();
    long now = nanos.getAsLong();
    if (now - before >= OLD_NANOS && looked.compareAndSet(before, now)) {
      store.rest();
    }
    return store.snapshot(List.of());
  }

  @Override
  public RoadStats figures(RoadStats ofRoad) {
    return ofRoad.withStore(store.stats());
  }
}
