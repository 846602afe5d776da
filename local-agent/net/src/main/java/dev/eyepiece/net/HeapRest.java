package dev.eyepiece.net;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Has the heap shrink once large bodies are gone: it grows for them and gets smaller in a full
 * collection alone. Bodies of usual size change nothing.
 */
final class HeapRest {
  /** From here on a body is large. */
  private static final int LARGE_BYTES = 1 << 20;

  /** What has to have come of large ones, or what the heap has to have grown by beside them. */
  private static final long WORTH_BYTES = 32L << 20;

  /** No large body for so long: who sends one every few seconds is not stopped for a collection. */
  static final int QUIET_SECONDS = 10;

  private final LongAdder large = new LongAdder();
  private final Runnable collect;
  private final LongSupplier heap;
  private long collected;

  /** Size of the heap after the last collection. */
  private volatile long rested;

  private long before;
  private int quietSeconds;

  /**
   * @param collect runs a full collection; on a thread of its own
   * @param heap bytes that the heap has from the system, from any thread
   */
  HeapRest(Runnable collect, LongSupplier heap) {
    this.collect = collect;
    this.heap = heap;
    rested = heap.getAsLong();
  }

  /** A body was read, or refused when so many bytes of it had been. */
  void passed(long bytes) {
    if (bytes >= LARGE_BYTES) {
      large.add(bytes);
    }
  }

  /**
   * A second has passed; by one thread.
   *
   * @param held bytes of requests in flight
   */
  void tick(long held) {
    long now = large.sum();
    quietSeconds = held == 0 && now == before ? quietSeconds + 1 : 0;
    before = now;
    if (quietSeconds >= QUIET_SECONDS && isWorth(now)) {
      collected = now;
      Thread.ofVirtual().name("heap-rest").start(this::rest);
    }
  }

  /** What a request is decoded to can be many times its size, so that few are enough. */
  private boolean isWorth(long now) {
    return now - collected >= WORTH_BYTES
        || (now > collected && heap.getAsLong() - rested >= WORTH_BYTES);
  }

  private void rest() {
    collect.run();
    rested = heap.getAsLong();
  }
}
