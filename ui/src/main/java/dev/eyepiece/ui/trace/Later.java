package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.task.Background;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs something on the FX thread after a while; tests give one that they wind by hand. */
public interface Later {

  void run(long afterNanos, Runnable action);

  /** Waits on the platform's own timer, without a thread that sleeps. */
  static Later of(Background background) {
    return (nanos, action) ->
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, background::onFx)
            .execute(action);
  }
}
