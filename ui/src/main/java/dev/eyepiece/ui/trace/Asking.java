package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.ui.task.Background;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question at a time to the held telemetry, away from the FX thread. A new question ends the
 * one before it, also inside the store. FX thread only.
 */
public final class Asking {
  private final Telemetry telemetry;
  private final Background background;
  private @Nullable Running running;

  public Asking(Telemetry telemetry, Background background) {
    this.telemetry = telemetry;
    this.background = background;
  }

  /** Something to find out; blocks, on a background thread. */
  public interface Question<T> {
    T ask(TelemetrySnapshot snapshot) throws Exception;
  }

  /** The snapshot in use, which another thread may have to interrupt. */
  private static final class Running {
    private final Object lock = new Object();
    private @Nullable TelemetrySnapshot snapshot;
    private boolean cancelled;
    private Background.@Nullable Task task;

    void use(@Nullable TelemetrySnapshot used) {
      synchronized (lock) {
        snapshot = used;
        if (cancelled && used != null) {
          used.cancel();
        }
      }
    }

    void cancel() {
      synchronized (lock) {
        cancelled = true;
        if (snapshot != null) {
          snapshot.cancel();
        }
      }
      if (task != null) {
        task.cancel();
      }
    }
  }

  /** Asks; the answer or the failure comes on the FX thread, unless another question came first. */
  public <T> void ask(
      String title, Question<T> question, Consumer<T> done, Consumer<Throwable> failed) {
    cancel();
    Running mine = new Running();
    running = mine;
    Background.Task task =
        background.run(
            title,
            () -> {
              try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
                mine.use(snapshot);
                try {
                  return question.ask(snapshot);
                } finally {
                  mine.use(null);
                }
              }
            },
            answer -> finish(mine, () -> done.accept(answer)),
            failure -> finish(mine, () -> failed.accept(failure)));
    mine.task = task;
  }

  private void finish(Running mine, Runnable then) {
    // A background that answers in place comes here before the task is known.
    if (running == mine) {
      running = null;
      then.run();
    }
  }

  public boolean isBusy() {
    return running != null;
  }

  /** Ends the question that runs, if one does; its answer never comes. */
  public void cancel() {
    if (running != null) {
      Running stopped = running;
      running = null;
      stopped.cancel();
    }
  }
}
