package dev.eyepiece.ui.task;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Runs work away from the FX thread and brings the result back to it. Tests give one that runs in
 * place.
 */
public interface Background {

  /**
   * Runs the work on a background thread, then one of the two consumers on the FX thread. A
   * cancelled task calls neither; its thread is interrupted.
   */
  <T> Task run(String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed);

  /** Runs on the FX thread, soon. */
  void onFx(Runnable action);

  /** A piece of running work. */
  interface Task {
    void cancel();

    boolean isDone();
  }
}
