package dev.eyepiece.pipeline;

import dev.eyepiece.store.RecordCounts;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.StoreStats;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A store that keeps batches of all signals as they are handed to it and outlives the roads of a
 * test. It answers no query.
 */
final class MemoryStore implements TelemetryStore {
  private final List<RecordBatch> sealed = new ArrayList<>();
  private final Set<Signal> signals;

  MemoryStore() {
    this(EnumSet.allOf(Signal.class));
  }

  MemoryStore(Set<Signal> signals) {
    this.signals = signals;
  }

  @Override
  public Set<Signal> signals() {
    return signals;
  }

  @Override
  public synchronized long sealedUpTo() {
    return sealed.isEmpty() ? RecordBatch.NO_ID : sealed.getLast().id();
  }

  @Override
  public synchronized void seal(List<? extends RecordBatch> batches) throws StoreException {
    for (RecordBatch batch : batches) {
      if (batch.id() <= sealedUpTo()) {
        throw new StoreException("batch " + batch.id() + " after " + sealedUpTo());
      }
      sealed.add(batch);
    }
  }

  synchronized List<RecordBatch> sealed() {
    return List.copyOf(sealed);
  }

  @Override
  public TelemetrySnapshot snapshot(List<? extends RecordBatch> unsealed) {
    throw new UnsupportedOperationException("no query is answered here");
  }

  @Override
  public StoreStats stats() {
    return new StoreStats(RecordCounts.NONE, RecordCounts.NONE, 0, 0, 0, 0);
  }

  @Override
  public void close() {}
}
