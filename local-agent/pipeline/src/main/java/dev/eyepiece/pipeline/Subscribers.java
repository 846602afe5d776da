package dev.eyepiece.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells listeners that something changed, at most ten times a second. */
final class Subscribers {
  private static final System.Logger LOG = System.getLogger(Subscribers.class.getName());
  private static final long PAUSE_NANOS = 100_000_000L;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean changed;
  private long toldNanos = Long.MIN_VALUE / 2;

  Telemetry.Subscription add(Runnable listener) {
    listeners.add(listener);
    changed = true;
    return () -> listeners.remove(listener);
  }

  void changed() {
    changed = true;
  }

  /** Called by the road's thread, often. */
  void tell(long nowNanos) {
    if (!changed || nowNanos - toldNanos < PAUSE_NANOS) {
      return;
    }
    changed = false;
    toldNanos = nowNanos;
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a subscriber of the road failed", e);
      }
    }
  }
}
