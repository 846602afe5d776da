package dev.eyepiece.net;

import java.util.concurrent.atomic.LongAdder;

/**
 * Has the heap shrink once large bodies are gone: it grows for them and gets smaller in a full
 * collection alone. Bodies of usual size change nothing.
 */
final class HeapRest {
  /** From here on a body is large. */
  private static final int LARGE_BYTES = 1 << 20;

  /** What has to have come of large ones. */
  private static final long WORTH_BYTES = 32L << 20;

  /** No large body for so long: who sends one every few seconds is not stopped for a collection. */
  static final int QUIET_SECONDS = 10;

  private final LongAdder large = new LongAdder();
  private final Runnable collect;
  private long collected;
  private long before;
  private int quietSeconds;

  /**
   * @param collect runs a full collection; on a thread of its own
   */
  HeapRest(Runnable collect) {
    this.collect = collect;
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
    if (quietSeconds >= QUIET_SECONDS && now - collected >= WORTH_BYTES) {
      collected = now;
      Thread.ofVirtual().name("heap-rest").start(collect);
    }
  }
}
