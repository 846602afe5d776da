package dev.eyepiece.ui.task;

import java.util.List;
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

  /** The same for work that tells how far it is. */
  default <T> Task runTracked(
      String title, Tracked<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    return run(title, () -> work.run(share -> {}), done, failed);
  }

  /** Runs on the FX thread, soon. */
  void onFx(Runnable action);

  /** Work that has not ended, the oldest first. */
  default List<Running> running() {
    return List.of();
  }

  /** A piece of running work. */
  interface Task {
    void cancel();

    boolean isDone();
  }

  /** Work that tells how far it is; it should end soon when its thread is interrupted. */
  @FunctionalInterface
  interface Tracked<T> {
    T run(Progress progress) throws Exception;
  }

  /** Hears how far a piece of work is; on any thread, as often as one likes. */
  @FunctionalInterface
  interface Progress {
    /** From 0 to 1. */
    void at(double share);
  }

  /** Work as a list of tasks shows it. */
  interface Running extends Task {
    String title();

    /** When it was asked for, by {@link System#nanoTime}. */
    long beganNanos();

    /** From 0 to 1; below 0 when it is not known. */
    double progress();
  }
}
