package dev.eyepiece.pipeline;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;

/**
 * What {@link IntakeQueue} does without a lock: a bounded queue of JCTools for many producers and
 * one consumer, bytes reserved by compare-and-set. Exists to be measured beside it.
 */
final class LockFreeIntakeQueue {
  private static final int PLACES = 1 << 16;
  private static final long CLOSED = Long.MIN_VALUE;

  private final long capBytes;
  private final MpscArrayQueue<Intake> waiting = new MpscArrayQueue<>(PLACES);

  /** Bytes that wait; the sign bit says that nothing more is taken. */
  private final AtomicLong bytes = new AtomicLong();

  /** Offers that began, less those that were turned away: what may still come to be drained. */
  private final AtomicLong entered = new AtomicLong();

  private long drained;
  private volatile Thread parked;

  LockFreeIntakeQueue(long capBytes) {
    this.capBytes = capBytes;
  }

  IntakeQueue.Offer offer(Intake intake) {
    long size = intake.bytes();
    entered.incrementAndGet();
    while (true) {
      long now = bytes.get();
      if (now < 0) {
        entered.decrementAndGet();
        return IntakeQueue.Offer.CLOSED;
      }
      if (now > 0 && now + size > capBytes) {
        entered.decrementAndGet();
        return IntakeQueue.Offer.FULL;
      }
      if (bytes.compareAndSet(now, now + size)) {
        break;
      }
    }
    if (!waiting.offer(intake)) {
      bytes.addAndGet(-size);
      entered.decrementAndGet();
      return IntakeQueue.Offer.FULL;
    }
    wake();
    return IntakeQueue.Offer.TAKEN;
  }

  /** As {@link IntakeQueue#drainTo}; for one thread. */
  boolean drainTo(List<Intake> into, int most, long waitNanos) {
    if (waiting.isEmpty() && waitNanos > 0) {
      parked = Thread.currentThread();
      if (waiting.isEmpty() && bytes.get() >= 0) {
        LockSupport.parkNanos(this, waitNanos);
      }
      parked = null;
    }
    while (into.size() < most) {
      Intake intake = waiting.poll();
      if (intake == null) {
        break;
      }
      drained++;
      into.add(intake);
    }
    return bytes.get() >= 0 || entered.get() != drained;
  }

  void released(Intake intake) {
    bytes.addAndGet(-intake.bytes());
  }

  void wake() {
    Thread thread = parked;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  void close() {
    bytes.getAndUpdate(now -> now | CLOSED);
    wake();
  }
}
