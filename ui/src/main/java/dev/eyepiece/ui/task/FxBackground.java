package dev.eyepiece.ui.task;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Background work on a few platform threads: store queries are native calls and would pin virtual
 * ones. Safe for use by several threads.
 */
public final class FxBackground implements Background, AutoCloseable {
  private final ExecutorService threads;
  private final FxQueue fx;
  private final Set<Work<?>> running = ConcurrentHashMap.newKeySet();

  public FxBackground(int count) {
    this(count, Platform::runLater);
  }

  /**
   * Results go to another executor than the FX thread.
   *
   * @param fx runs what it is given one after the other
   */
  public FxBackground(int count, Executor fx) {
    threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("eyepiece-view-", 1).factory());
    this.fx = new FxQueue(fx);
  }

  @Override
  public <T> Task run(
      String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    Work<T> task = new Work<>(title, work, done, failed);
    running.add(task);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      // The window is closing: nobody waits for the result.
      task.cancel();
    }
    return task;
  }

  @Override
  public void onFx(Runnable action) {
    fx.add(action);
  }

  /** Work that has not ended, the oldest first. */
  public List<Running> running() {
    Collection<? extends Running> now = running;
    return now.stream()
        .<Running>map(task -> task)
        .sorted((a, b) -> Long.signum(a.beganNanos() - b.beganNanos()))
        .toList();
  }

  /** Work as a list of tasks shows it. */
  public interface Running extends Task {
    String title();

    /** When it was asked for, by {@link System#nanoTime}. */
    long beganNanos();
  }

  private final class Work<T> extends FutureTask<T> implements Running {
    private final String title;
    private final long beganNanos = System.nanoTime();
    private final Consumer<T> done;
    private final Consumer<Throwable> failed;

    /** Told apart from the future's own state: a task that has its value can still be cancelled. */
    private volatile boolean cancelled;

    Work(String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
      super(work);
      this.title = title;
      this.done = done;
      this.failed = failed;
    }

    @Override
    public String title() {
      return title;
    }

    @Override
    public long beganNanos() {
      return beganNanos;
    }

    @Override
    protected void set(T value) {
      super.set(value);
      tell(() -> done.accept(value));
    }

    @Override
    protected void setException(Throwable problem) {
      super.setException(problem);
      tell(() -> failed.accept(problem));
    }

    private void tell(Runnable consumer) {
      fx.add(() -> {
        if (!cancelled) {
          consumer.run();
        }
      });
    }

    @Override
    protected void done() {
      running.remove(this);
    }

    @Override
    public void cancel() {
      cancelled = true;
      cancel(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
