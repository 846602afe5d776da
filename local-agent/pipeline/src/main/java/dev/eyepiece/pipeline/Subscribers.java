package dev.eyepiece.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells listeners that something changed: the first at once, then at most ten times a second. They
 * have a thread of their own, so that a slow one delays other listeners and never a sender.
 */
final class Subscribers {
  static final long PAUSE_NANOS = 100_000_000L;
  private static final System.Logger LOG = System.getLogger(Subscribers.class.getName());

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Semaphore word = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "eyepiece-teller");
  private volatile boolean ending;

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  Telemetry.Subscription add(Runnable listener) {
    listeners.add(listener);
    changed();
    return () -> listeners.remove(listener);
  }

  /** Cheap; from any thread. */
  void changed() {
    if (word.availablePermits() == 0) {
      word.release();
    }
  }

  private void run() {
    try {
      while (!ending) {
        word.acquire();
        word.drainPermits();
        tell();
        TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
      }
    } catch (InterruptedException e) {
      if (!ending) {
        LOG.log(System.Logger.Level.WARNING, "a listener has ended the road's word of changes", e);
      }
    }
  }

  private void tell() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.WARNING, "a subscriber of the road failed", e);
      }
    }
  }

  /** Tells nobody any more. */
  void end() {
    ending = true;
    thread.interrupt();
  }
}
