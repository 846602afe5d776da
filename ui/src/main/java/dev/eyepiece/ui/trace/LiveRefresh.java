package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ui.task.Background;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls for a refresh when telemetry came, as often as {@link RefreshPacer} allows; changes that
 * come meanwhile are one. FX thread only.
 */
public final class LiveRefresh {
  private final Telemetry telemetry;
  private final Background background;
  private final LongSupplier nanoTime;
  private final Later later;
  private final Runnable refresh;
  private final RefreshPacer pacer = new RefreshPacer();
  private Telemetry.@Nullable Subscription subscription;
  private long seen;
  private boolean paused;
  private boolean running;
  private boolean waiting;

  /**
   * @param nanoTime a monotonic clock
   * @param refresh starts a refresh, which reports by {@link #began} and {@link #ended}
   */
  public LiveRefresh(
      Telemetry telemetry,
      Background background,
      LongSupplier nanoTime,
      Later later,
      Runnable refresh) {
    this.telemetry = telemetry;
    this.background = background;
    this.nanoTime = nanoTime;
    this.later = later;
    this.refresh = refresh;
  }

  /** Listens from now on. */
  public void start() {
    if (subscription == null) {
      subscription = telemetry.subscribe(() -> background.onFx(this::look));
      look();
    }
  }

  /** Stops listening; what runs is not stopped. */
  public void stop() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
  }

  /** While paused, what comes is only noted. */
  public void setPaused(boolean nowPaused) {
    paused = nowPaused;
    look();
  }

  /** A query has started, by this or for another reason. */
  public void began() {
    running = true;
    seen = telemetry.stats().generation();
    pacer.started(nanoTime.getAsLong());
  }

  /** The query has ended, in whatever way. */
  public void ended() {
    if (running) {
      running = false;
      pacer.finished(nanoTime.getAsLong());
      look();
    }
  }

  private void look() {
    boolean idle = subscription == null || paused || running || waiting;
    if (idle || telemetry.stats().generation() == seen) {
      return;
    }
    long delay = pacer.delay(nanoTime.getAsLong());
    if (delay == 0) {
      refresh.run();
    } else {
      waiting = true;
      later.run(
          delay,
          () -> {
            waiting = false;
            look();
          });
    }
  }
}
