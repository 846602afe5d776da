package dev.eyepiece.ui.task;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the FX thread did at a moment when its sign was late, and what it may have waited for.
 * Stacks have their innermost frame first, and at most 32 of them.
 *
 * @param afterNanos since the question
 * @param state of the FX thread
 * @param where its stack
 * @param renderer the stack of the render thread, for which the FX thread may wait
 * @param lock what the FX thread waits for, as {@code class@hash}; empty when it waits for none
 * @param holder the stack of the thread that holds it, after its name; empty when none does
 */
public record FxLook(
    long afterNanos,
    Thread.State state,
    List<String> where,
    List<String> renderer,
    String lock,
    List<String> holder) {
  private static final int FRAMES = 32;

  /** As JavaFX calls its threads. */
  private static final String FX = "JavaFX Application Thread";

  private static final String RENDERER = "QuantumRenderer";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Looks now.
   *
   * @param known the FX thread; it is looked for when it is not known yet
   */
  static FxLook at(long afterNanos, @Nullable Thread known) {
    Optional<Thread> fx = known == null ? RunningThreads.named(FX) : Optional.of(known);
    Optional<ThreadInfo> waiting =
        fx.flatMap(thread -> Optional.ofNullable(THREADS.getThreadInfo(thread.threadId())))
            .filter(info -> info.getLockName() != null);
    return new FxLook(
        afterNanos,
        fx.map(Thread::getState).orElse(Thread.State.RUNNABLE),
        fx.map(thread -> innermost(thread.getStackTrace())).orElse(List.of()),
        RunningThreads.named(RENDERER)
            .map(thread -> innermost(thread.getStackTrace()))
            .orElse(List.of()),
        waiting.map(ThreadInfo::getLockName).orElse(""),
        waiting.map(info -> holder(info.getLockOwnerId())).orElse(List.of()));
  }

  /** Empty when no thread has the number, or it has just ended. */
  private static List<String> holder(long thread) {
    @Nullable ThreadInfo info = thread < 0 ? null : THREADS.getThreadInfo(thread, FRAMES);
    return info == null
        ? List.of()
        : Stream.concat(Stream.of(info.getThreadName()), innermost(info.getStackTrace()).stream())
            .toList();
  }

  private static List<String> innermost(StackTraceElement[] stack) {
    return Arrays.stream(stack).limit(FRAMES).map(StackTraceElement::toString).toList();
  }
}
