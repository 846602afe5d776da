package dev.eyepiece.pipeline;

import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.SpanBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Moves batches from the ring into the store, in order, when there are enough of them or they are
 * old enough.
 */
final class Sealer {
  private static final long LOOK_MILLIS = 250;
  private static final long FIRST_BACKOFF_MILLIS = 500;
  private static final long LAST_BACKOFF_MILLIS = 30_000;

  private final PipelineConfig config;
  private final TelemetryStore store;
  private final Ring ring;
  private final LongConsumer sealed;
  private final LongSupplier nowNanos;
  private final Thread thread = new Thread(this::run, "eyepiece-sealer");
  private final Semaphore signal = new Semaphore(0);

  private volatile boolean finishing;
  private volatile String sealTrouble = "";
  private volatile String diskTrouble = "";

  Sealer(
      PipelineConfig config,
      TelemetryStore store,
      Ring ring,
      LongConsumer sealed,
      LongSupplier nowNanos) {
    this.config = config;
    this.store = store;
    this.ring = ring;
    this.sealed = sealed;
    this.nowNanos = nowNanos;
  }

  void start() {
    thread.start();
  }

  /** Looks whether a seal is due; cheap. */
  void wake() {
    if (ring.unsealedSpans() >= config.sealRows()) {
      signal.release();
    }
  }

  String sealTrouble() {
    return sealTrouble;
  }

  /** Not empty while the disk is too full to take more. */
  String diskTrouble() {
    return diskTrouble;
  }

  private void run() {
    long backoff = 0;
    while (pause(backoff == 0 ? LOOK_MILLIS : backoff)) {
      lookAtDisk();
      if (isDue()) {
        backoff =
            sealOnce() ? 0 : Math.clamp(backoff * 2, FIRST_BACKOFF_MILLIS, LAST_BACKOFF_MILLIS);
      }
    }
  }

  /**
   * Waits for the time, or until somebody says that a seal may be due; false when it is time to
   * end.
   */
  private boolean pause(long millis) {
    try {
      if (signal.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        signal.drainPermits();
      }
      return !finishing;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean isDue() {
    return ring.unsealedSpans() >= config.sealRows()
        || nowNanos.getAsLong() - ring.oldestUnsealed() >= config.sealAfter().toNanos();
  }

  private void lookAtDisk() {
    try {
      long free = Files.getFileStore(config.folder()).getUsableSpace();
      diskTrouble =
          free >= config.diskFloorBytes()
              ? ""
              : "the disk of "
                  + config.folder()
                  + " has "
                  + (free >> 20)
                  + " MiB free; nothing is taken below "
                  + (config.diskFloorBytes() >> 20)
                  + " MiB";
    } catch (IOException e) {
      diskTrouble = "the data folder " + config.folder() + " cannot be read: " + e.getMessage();
    }
  }

  private boolean sealOnce() {
    List<SpanBatch> batches = ring.unsealed(Math.max(1, config.sealRows()) * 2L);
    if (batches.isEmpty()) {
      return true;
    }
    try {
      store.seal(batches);
    } catch (StoreException e) {
      sealTrouble = "the store cannot be written: " + e.getMessage();
      return false;
    }
    sealTrouble = "";
    ring.sealed(batches);
    sealed.accept(batches.getLast().id());
    return true;
  }

  /** Ends the thread and seals all that is left. */
  void finish() throws StoreException {
    finishing = true;
    signal.release();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    while (ring.unsealedSpans() > 0) {
      if (!sealOnce()) {
        throw new StoreException(sealTrouble + "; what is not sealed stays in the journal");
      }
    }
  }
}
