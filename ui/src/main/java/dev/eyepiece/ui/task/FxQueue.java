package dev.eyepiece.ui.task;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings actions to the FX thread in order, many in one visit. After a few milliseconds it gives
 * the thread back, so that a flood of results never holds up a frame.
 */
final class FxQueue {
  private static final long VISIT_NANOS = 4_000_000;

  private final Executor fx;
  private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asked = new AtomicBoolean();

  FxQueue(Executor fx) {
    this.fx = fx;
  }

  void add(Runnable action) {
    actions.add(action);
    ask();
  }

  private void ask() {
    if (asked.compareAndSet(false, true)) {
      fx.execute(this::visit);
    }
  }

  private void visit() {
    asked.set(false);
    long began = System.nanoTime();
    try {
      Runnable action = actions.poll();
      while (action != null) {
        action.run();
        if (System.nanoTime() - began > VISIT_NANOS) {
          break;
        }
        action = actions.poll();
      }
    } finally {
      if (!actions.isEmpty()) {
        ask();
      }
    }
  }
}
