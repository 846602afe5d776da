package dev.eyepiece.pipeline;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits between receivers and ring, within a byte cap. Many threads offer, one drains; the
 * lock is held for no longer than it takes to move a reference.
 */
final class IntakeQueue {
  /** What became of an offer. */
  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  /** The longest wait that needs no word: a clock's tick for what happens by time alone. */
  static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long capBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition word = lock.newCondition();
  private final ArrayDeque<Intake> waiting = new ArrayDeque<>();
  private final AtomicLong bytes = new AtomicLong();
  private boolean closed;
  private boolean woken;

  IntakeQueue(long capBytes) {
    this.capBytes = capBytes;
  }

  /** A batch larger than the cap passes when nothing else waits; it would never pass otherwise. */
  Offer offer(Intake intake) {
    long size = intake.bytes();
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (bytes.get() > 0 && bytes.get() + size > capBytes) {
        return Offer.FULL;
      }
      bytes.addAndGet(size);
      waiting.addLast(intake);
      word.signal();
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves what waits, waiting for it or for {@link #wake} up to the given time. What is moved
   * counts as waiting until it is {@link #released}.
   *
   * @return false when the queue is closed and everything was moved
   */
  boolean drainTo(List<Intake> into, int most, long waitNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = waitNanos;
      while (waiting.isEmpty() && !woken && !closed && left > 0) {
        left = word.awaitNanos(left);
      }
      woken = false;
      while (!waiting.isEmpty() && into.size() < most) {
        into.add(waiting.removeFirst());
      }
      return !closed || !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void released(Intake intake) {
    bytes.addAndGet(-intake.bytes());
  }

  /** Ends a wait of the draining thread. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      word.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits can still be drained. */
  void close() {
    lock.lock();
    try {
      closed = true;
      word.signal();
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    return bytes.get();
  }
}
