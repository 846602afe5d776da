package dev.eyepiece.ui.task;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Asks the FX thread for a sign of life at a fixed pace and records how long each took. What the
 * thread does for less than one interval may be missed by up to that interval; longer absences are
 * seen. When a sign is late, the thread's stack is taken, so that a freeze names its cause. Safe
 * for use by several threads.
 */
public final class FxHeartbeat implements AutoCloseable {
  /** From here on a person notices that the window does not answer. */
  public static final long LATE_NANOS = 100_000_000L;

  private static final int MOST_LATE = 20;
  private static final long NOT_ASKED = Long.MIN_VALUE;
  private static final long NOT_WATCHED = Long.MIN_VALUE;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** After a look, the next one is when the absence has lasted so many times as long. */
  private static final int NEXT_LOOK = 10;

  /**
   * One late sign.
   *
   * @param delayNanos from the question to the sign
   * @param cpuNanos what the FX thread computed since the sign before; little when it was blocked
   *     or the machine was busy
   * @param watchNanos the longest time in it in which the watching thread did not run either,
   *     though it wanted to: about as long as the delay when the whole process stood still, as on a
   *     machine that is out of memory or was stopped
   * @param looks after {@link #LATE_NANOS} and each time that the absence has become ten times as
   *     long; empty when the sign came before the watching thread could look
   */
  public record Late(long delayNanos, long cpuNanos, long watchNanos, List<FxLook> looks) {}

  /**
   * The figures so far.
   *
   * @param signs how many came
   * @param everyNanos the pace
   * @param maxWatchNanos the longest time in which the watching thread itself did not run, though
   *     it wanted to, asking or not
   * @param late how many took longer than {@link #LATE_NANOS}
   * @param longest those that took longest, at most 20, the longest first
   */
  public record Figures(
      long signs,
      long everyNanos,
      long p50Nanos,
      long p99Nanos,
      long maxNanos,
      long maxWatchNanos,
      long late,
      List<Late> longest) {}

  private final Executor fx;
  private final LongSupplier nanoTime;
  private final long everyNanos;
  private final @Nullable ScheduledExecutorService pace;

  private final Object lock = new Object();
  private final DelayHistogram delays = new DelayHistogram();
  private final List<Late> late = new ArrayList<>();
  private long lateCount;
  private boolean asked;
  private long askedAt;
  private long cpuBefore;
  private @Nullable Thread fxThread;
  private final List<FxLook> looks = new ArrayList<>();
  private long lookAfter;
  private long watchedAt = NOT_WATCHED;
  private long watchGap;
  private long maxWatchGap;

  private FxHeartbeat(
      Executor fx, LongSupplier nanoTime, Duration every, @Nullable ScheduledExecutorService pace) {
    this.fx = fx;
    this.nanoTime = nanoTime;
    this.everyNanos = every.toNanos();
    this.pace = pace;
  }

  /** Starts to ask the running FX thread. */
  public static FxHeartbeat start(Duration every) {
    ScheduledExecutorService pace =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("eyepiece-fx-heartbeat").factory());
    FxHeartbeat heartbeat = new FxHeartbeat(Platform::runLater, System::nanoTime, every, pace);
    var _ =
        pace.scheduleWithFixedDelay(heartbeat::tick, 0, heartbeat.everyNanos, TimeUnit.NANOSECONDS);
    return heartbeat;
  }

  /** One that asks when {@link #tick} is called. */
  static FxHeartbeat byHand(Executor fx, LongSupplier nanoTime, Duration every) {
    return new FxHeartbeat(fx, nanoTime, every, null);
  }

  void tick() {
    long since;
    synchronized (lock) {
      noteGap();
      if (asked) {
        since = askedAt;
      } else {
        since = NOT_ASKED;
        asked = true;
        askedAt = nanoTime.getAsLong();
        looks.clear();
        lookAfter = LATE_NANOS;
        watchedAt = askedAt;
        watchGap = 0;
      }
    }
    if (since == NOT_ASKED) {
      fx.execute(this::sign);
    } else {
      lookWhenLate(since);
    }
    synchronized (lock) {
      // A look takes time of its own, which is no gap.
      watchedAt = nanoTime.getAsLong();
    }
  }

  private void noteGap() {
    if (watchedAt != NOT_WATCHED) {
      watchGap = Math.max(watchGap, nanoTime.getAsLong() - watchedAt - everyNanos);
      maxWatchGap = Math.max(maxWatchGap, watchGap);
    }
  }

  /** Without the lock while it looks: the FX thread may want to give its sign just then. */
  private void lookWhenLate(long since) {
    long after = nanoTime.getAsLong() - since;
    Thread known;
    synchronized (lock) {
      if (!asked || after < lookAfter) {
        return;
      }
      known = fxThread;
    }
    FxLook look = FxLook.at(after, known);
    synchronized (lock) {
      if (asked && askedAt == since) {
        looks.add(look);
        lookAfter = after * NEXT_LOOK;
      }
    }
  }

  private void sign() {
    long cpu = THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    synchronized (lock) {
      long delay = nanoTime.getAsLong() - askedAt;
      long computed = fxThread == null ? 0 : cpu - cpuBefore;
      fxThread = Thread.currentThread();
      cpuBefore = cpu;
      delays.add(delay);
      if (delay > LATE_NANOS) {
        lateCount++;
        noteGap();
        keep(new Late(delay, computed, watchGap, List.copyOf(looks)));
      }
      asked = false;
    }
  }

  private void keep(Late one) {
    late.add(one);
    late.sort(Comparator.comparingLong(Late::delayNanos).reversed());
    if (late.size() > MOST_LATE) {
      late.removeLast();
    }
  }

  public Figures figures() {
    synchronized (lock) {
      return new Figures(
          delays.total(),
          everyNanos,
          delays.quantile(0.5),
          delays.quantile(0.99),
          delays.longest(),
          maxWatchGap,
          lateCount,
          List.copyOf(late));
    }
  }

  /** Asks no more; the figures stay. */
  @Override
  public void close() {
    if (pace != null) {
      pace.shutdownNow();
    }
  }
}
