package dev.eyepiece.ui;

import dev.eyepiece.ui.task.Background;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Keeps work of one title waiting until a test runs it; all else runs in place. */
public final class HeldWork implements Background {
  private final InPlace inPlace = new InPlace();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private String title;

  public HeldWork(String title) {
    this.title = title;
  }

  /** From now on work of this title waits. */
  public void hold(String next) {
    title = next;
  }

  @Override
  public <T> Task run(
      String asked, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    if (!asked.equals(title)) {
      return inPlace.run(asked, work, done, failed);
    }
    Runnable waiting = () -> inPlace.run(asked, work, done, failed);
    held.add(waiting);
    return new Task() {
      @Override
      public void cancel() {
        held.remove(waiting);
      }

      @Override
      public boolean isDone() {
        return !held.contains(waiting);
      }
    };
  }

  @Override
  public void onFx(Runnable action) {
    action.run();
  }

  /** Runs what has waited longest; there must be some. */
  public void runNext() {
    held.remove().run();
  }

  public boolean isEmpty() {
    return held.isEmpty();
  }
}
