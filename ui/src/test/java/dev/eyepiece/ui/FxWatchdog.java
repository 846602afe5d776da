package dev.eyepiece.ui;

import dev.eyepiece.ui.task.FxHeartbeat;
import java.time.Duration;

/**
 * Fails a test when the FX thread was away for more than 100 ms by its own doing: it computed that
 * long or it was blocked. That the machine was busy with other things is no failure, so the test
 * holds on a loaded one. Put it around what is watched, in a try with resources.
 */
public final class FxWatchdog implements AutoCloseable {
  private final FxHeartbeat heartbeat = FxHeartbeat.start(Duration.ofMillis(10));

  public FxHeartbeat.Figures figures() {
    return heartbeat.figures();
  }

  @Override
  public void close() {
    heartbeat.close();
    for (FxHeartbeat.Late late : heartbeat.figures().longest()) {
      boolean computed = late.cpuNanos() > FxHeartbeat.LATE_NANOS;
      boolean blocked =
          late.looks().stream().anyMatch(look -> look.state() != Thread.State.RUNNABLE);
      if (computed || blocked) {
        throw new AssertionError(
            "the FX thread was away for "
                + late.delayNanos() / 1_000_000
                + " ms, of which it computed "
                + late.cpuNanos() / 1_000_000
                + " ms:\n  "
                + late.looks());
      }
    }
  }
}
