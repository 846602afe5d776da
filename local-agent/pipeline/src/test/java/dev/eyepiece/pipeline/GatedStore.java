package dev.eyepiece.pipeline;

import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.StoreStats;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The real store, or another, whose seals a test can refuse. */
final class GatedStore implements TelemetryStore {
  private final TelemetryStore store;
  final AtomicInteger attempts = new AtomicInteger();
  final AtomicInteger seals = new AtomicInteger();
  volatile boolean refuse;

  /** Run before the store seals, and after it has. */
  Runnable sealing = () -> {};

  Runnable sealed = () -> {};

  /** A defect rather than a refusal. */
  volatile boolean defect;

  GatedStore(Path folder) throws StoreException {
    this(DuckDbStore.open(StoreConfig.of(folder)));
  }

  GatedStore(TelemetryStore store) {
    this.store = store;
  }

  @Override
  public Set<Signal> signals() {
    return store.signals();
  }

  @Override
  public long sealedUpTo() {
    return store.sealedUpTo();
  }

  @Override
  public void seal(List<? extends RecordBatch> batches) throws StoreException {
    attempts.incrementAndGet();
    if (defect) {
      throw new IllegalStateException("a defect of the store");
    }
    if (refuse) {
      throw new StoreException("the disk of the store is full");
    }
    sealing.run();
    store.seal(batches);
    sealed.run();
    seals.incrementAndGet();
  }

  @Override
  public TelemetrySnapshot snapshot(List<? extends RecordBatch> unsealed) throws StoreException {
    return store.snapshot(unsealed);
  }

  @Override
  public StoreStats stats() {
    return store.stats();
  }

  @Override
  public void close() throws StoreException {
    store.close();
  }
}
