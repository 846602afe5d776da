package dev.eyepiece.ui.task;

import dev.eyepiece.agent.ThreadPriority;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Background work on a few platform threads: store queries are native calls and would pin virtual
 * ones. Safe for use by several threads.
 */
public final class FxBackground implements Background, AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger(1);

  private final ExecutorService threads;
  private final FxQueue fx;
  private final Set<Work<?>> running = ConcurrentHashMap.newKeySet();

  /** Its threads give way to the FX thread, where threads have a weight of their own. */
  public FxBackground(int count) {
    this(count, Platform::runLater);
  }

  /**
   * Results go to another executor than the FX thread.
   *
   * @param fx runs what it is given one after the other
   */
  public FxBackground(int count, Executor fx) {
    threads = Executors.newFixedThreadPool(count, FxBackground::lowered);
    this.fx = new FxQueue(fx);
  }

  private static Thread lowered(Runnable work) {
    return Thread.ofPlatform()
        .daemon()
        .name("eyepiece-view-" + NUMBER.getAndIncrement())
        .unstarted(() -> {
          ThreadPriority.lower();
          work.run();
        });
  }

  @Override
  public <T> Task run(
      String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    return start(new Work<>(title, work, new Share(), done, failed));
  }

  private Task start(Work<?> task) {
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

  @Override
  public <T> Task runTracked(
      String title, Tracked<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    Share share = new Share();
    return start(new Work<>(title, () -> work.run(share), share, done, failed));
  }

  private static final class Share implements Progress {
    private volatile double at = -1;

    @Override
    public void at(double share) {
      at = Math.clamp(share, 0, 1);
    }
  }

  @Override
  public List<Running> running() {
    Collection<? extends Running> now = running;
    return now.stream()
        .<Running>map(task -> task)
        .sorted((a, b) -> Long.signum(a.beganNanos() - b.beganNanos()))
        .toList();
  }

  private final class Work<T> extends FutureTask<T> implements Running {
    private final String title;
    private final Share share;
    private final long beganNanos = System.nanoTime();
    private final Consumer<T> done;
    private final Consumer<Throwable> failed;

    /** Told apart from the future's own state: a task that has its value can still be cancelled. */
    private volatile boolean cancelled;

    Work(
        String title, Callable<T> work, Share share, Consumer<T> done, Consumer<Throwable> failed) {
      super(work);
      this.title = title;
      this.share = share;
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
    public double progress() {
      return share.at;
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
