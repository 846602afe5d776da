package dev.eyepiece.ui.task;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
  private static final int FRAMES = 32;
  private static final long NOT_ASKED = Long.MIN_VALUE;

  /** As JavaFX calls its threads. */
  private static final String FX = "JavaFX Application Thread";

  private static final String RENDERER = "QuantumRenderer";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * One late sign.
   *
   * @param delayNanos from the question to the sign
   * @param cpuNanos what the FX thread computed since the sign before; little when it was blocked
   *     or the machine was busy
   * @param state of the FX thread after {@link #LATE_NANOS}
   * @param where its stack then, innermost frame first; empty when it was not taken in time
   * @param renderer the stack of the render thread then, for which the FX thread may have waited
   */
  public record Late(
      long delayNanos,
      long cpuNanos,
      Thread.State state,
      List<String> where,
      List<String> renderer) {}

  /**
   * The figures so far.
   *
   * @param signs how many came
   * @param everyNanos the pace
   * @param late how many took longer than {@link #LATE_NANOS}
   * @param longest the first late ones, at most 20
   */
  public record Figures(
      long signs,
      long everyNanos,
      long p50Nanos,
      long p99Nanos,
      long maxNanos,
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
  private @Nullable Look whenLate;

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
      if (asked) {
        since = askedAt;
      } else {
        since = NOT_ASKED;
        asked = true;
        askedAt = nanoTime.getAsLong();
        whenLate = null;
      }
    }
    if (since == NOT_ASKED) {
      fx.execute(this::sign);
    } else if (nanoTime.getAsLong() - since >= LATE_NANOS) {
      lookWhileLate(since);
    }
  }

  /** Without the lock while it looks: the FX thread may want to give its sign just then. */
  private void lookWhileLate(long since) {
    Thread known;
    synchronized (lock) {
      if (whenLate != null) {
        return;
      }
      known = fxThread;
    }
    Look look =
        known == null
            ? Look.at(RunningThreads.named(FX), RunningThreads.named(RENDERER))
            : Look.at(Optional.of(known), RunningThreads.named(RENDERER));
    synchronized (lock) {
      if (asked && askedAt == since) {
        whenLate = look;
      }
    }
  }

  /** What the threads did when the sign was late. */
  private record Look(Thread.State state, List<String> fx, List<String> renderer) {
    static final Look NONE = new Look(Thread.State.RUNNABLE, List.of(), List.of());

    static Look at(Optional<Thread> fx, Optional<Thread> renderer) {
      return new Look(
          fx.map(Thread::getState).orElse(Thread.State.RUNNABLE), stack(fx), stack(renderer));
    }

    private static List<String> stack(Optional<Thread> thread) {
      return thread.map(each -> innermost(each.getStackTrace())).orElse(List.of());
    }
  }

  private static List<String> innermost(StackTraceElement[] stack) {
    return Arrays.stream(stack).limit(FRAMES).map(StackTraceElement::toString).toList();
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
        if (late.size() < MOST_LATE) {
          Look look = whenLate == null ? Look.NONE : whenLate;
          late.add(new Late(delay, computed, look.state(), look.fx(), look.renderer()));
        }
      }
      asked = false;
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
