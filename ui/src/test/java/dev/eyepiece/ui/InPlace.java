package dev.eyepiece.ui;

import dev.eyepiece.ui.task.Background;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Runs work at once on the calling thread, for tests of models. */
public final class InPlace implements Background {

  private static final class Done implements Task {
    @Override
    public void cancel() {}

    @Override
    public boolean isDone() {
      return true;
    }
  }

  @Override
  public <T> Task run(
      String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    T value;
    try {
      value = work.call();
    } catch (Exception e) {
      failed.accept(e);
      return new Done();
    }
    done.accept(value);
    return new Done();
  }

  @Override
  public void onFx(Runnable action) {
    action.run();
  }
}
