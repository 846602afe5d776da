package dev.eyepiece.ui.task;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Background work on a few platform threads: store queries are native calls and would pin virtual
 * ones.
 */
public final class FxBackground implements Background, AutoCloseable {
  private final ExecutorService threads;

  public FxBackground(int count) {
    threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("eyepiece-view-", 1).factory());
  }

  @Override
  public <T> Task run(
      String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    Work<T> task = new Work<>(work, done, failed);
    threads.execute(task);
    return task;
  }

  private static final class Work<T> extends FutureTask<T> implements Task {
    private final Consumer<T> done;
    private final Consumer<Throwable> failed;

    Work(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
      super(work);
      this.done = done;
      this.failed = failed;
    }

    @Override
    protected void set(T value) {
      super.set(value);
      Platform.runLater(() -> {
        if (!isCancelled()) {
          done.accept(value);
        }
      });
    }

    @Override
    protected void setException(Throwable problem) {
      super.setException(problem);
      Platform.runLater(() -> {
        if (!isCancelled()) {
          failed.accept(problem);
        }
      });
    }

    @Override
    public void cancel() {
      cancel(true);
    }
  }

  @Override
  public void onFx(Runnable action) {
    Platform.runLater(action);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
