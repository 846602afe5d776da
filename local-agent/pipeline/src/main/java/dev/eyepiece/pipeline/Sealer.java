package dev.eyepiece.pipeline;

import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.RecordBatch;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The thread that moves batches from the ring into the store, in order, when there are enough of
 * them, they are old enough, or they are what a burst has left.
 */
final class Sealer {
  private static final System.Logger LOG = System.getLogger(Sealer.class.getName());
  private static final long LOOK_MILLIS = 250;
  private static final long FIRST_BACKOFF_MILLIS = 250;
  private static final long LAST_BACKOFF_MILLIS = 5_000;

  /** Of the ring: large spans fill it long before they are many. */
  private static final double DUE_SHARE = 0.5;

  private final PipelineConfig config;
  private final TelemetryStore store;
  private final Ring ring;
  private final Troubles troubles;
  private final LongConsumer sealed;
  private final LongSupplier nanoTime;
  private final Thread thread = new Thread(this::run, "eyepiece-sealer");
  private final Semaphore word = new Semaphore(0);
  private final Burst burst = new Burst();
  private volatile boolean finishing;

  /** Sealed by this thread. */
  private long records;

  /**
   * @param sealed told the id up to which the store has everything, after each seal
   */
  Sealer(
      PipelineConfig config,
      TelemetryStore store,
      Ring ring,
      Troubles troubles,
      LongConsumer sealed,
      LongSupplier nanoTime) {
    this.config = config;
    this.store = store;
    this.ring = ring;
    this.troubles = troubles;
    this.sealed = sealed;
    this.nanoTime = nanoTime;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Looks whether a seal is due; cheap. */
  void wake() {
    if (isMuch() && word.availablePermits() == 0) {
      word.release();
    }
  }

  private void run() {
    long backoff = 0;
    Rest rest = new Rest(nanoTime.getAsLong());
    while (!finishing) {
      pause(backoff);
      if (!finishing && isDue()) {
        long before = records;
        backoff =
            sealOnce() ? 0 : Math.clamp(backoff * 2, FIRST_BACKOFF_MILLIS, LAST_BACKOFF_MILLIS);
        rest.sealed(records - before, nanoTime.getAsLong());
      }
      if (rest.take(nanoTime.getAsLong())) {
        rest();
      }
    }
  }

  private void rest() {
    ring.rest();
    try {
      store.rest();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "the store does not come to rest: " + e.getMessage(), e);
    }
    // A heap that a burst made large shrinks in a full collection alone.
    System.gc();
  }

  /** Waits until a seal may be due; after a failure for the whole time, whoever calls. */
  private void pause(long backoffMillis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(backoffMillis);
    try {
      boolean called;
      do {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        called =
            word.tryAcquire(
                Math.max(left, backoffMillis == 0 ? LOOK_MILLIS : 1), TimeUnit.MILLISECONDS);
        word.drainPermits();
      } while (called && !finishing && System.nanoTime() < until);
    } catch (InterruptedException e) {
      // Nobody interrupts the sealer; finish() ends it by its flag.
      LOG.log(System.Logger.Level.DEBUG, "the sealer was interrupted", e);
    }
  }

  private boolean isMuch() {
    return ring.unsealedRecords() >= config.sealRows()
        || ring.unsealedBytes() >= config.ringCapBytes() * DUE_SHARE;
  }

  private boolean isDue() {
    OptionalLong oldest = ring.oldestUnsealed();
    OptionalLong newest = ring.newestUnsealed();
    long now = nanoTime.getAsLong();
    return oldest.isPresent()
        && newest.isPresent()
        && (isMuch()
            || now - oldest.getAsLong() >= config.sealAfter().toNanos()
            || burst.isOver(newest.getAsLong(), now));
  }

  private boolean sealOnce() {
    // No more than one row group of the store: what is above a group and below two leaves its file
    // with blocks that nothing uses, a third of it when seals go on like that.
    boolean many = isMuch();
    List<RecordBatch> batches = ring.unsealed(config.sealRows());
    if (batches.isEmpty()) {
      return true;
    }
    try {
      store.seal(batches);
    } catch (StoreException | RuntimeException | Error e) {
      String trouble = "the store cannot be written: " + e.getMessage();
      if (!trouble.equals(troubles.seal)) {
        LOG.log(System.Logger.Level.WARNING, trouble, e);
      }
      troubles.seal = trouble;
      return false;
    }
    troubles.seal = "";
    burst.sealed(many, nanoTime.getAsLong());
    records += batches.stream().mapToLong(RecordBatch::size).sum();
    long upTo = batches.getLast().id();
    ring.sealed(upTo);
    sealed.accept(upTo);
    return true;
  }

  /** Ends the thread and seals all that is left. */
  void finish() throws StoreException {
    finishing = true;
    word.release();
    boolean ended = false;
    try {
      ended = thread.join(Duration.ofSeconds(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      throw new StoreException("a seal does not end; what is not sealed stays in the journal");
    }
    while (ring.oldestUnsealed().isPresent()) {
      if (!sealOnce()) {
        throw new StoreException(troubles.seal + "; what is not sealed stays in the journal");
      }
    }
  }
}
