package dev.eyepiece.ui.task;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Finds platform threads by their names, without stopping them. */
final class RunningThreads {
  private RunningThreads() {}

  /** One whose name begins so; empty when there is none. */
  static Optional<Thread> named(String prefix) {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() * 2 + 16];
    root.enumerate(threads);
    return Arrays.stream(threads)
        .filter(Objects::nonNull)
        .filter(thread -> thread.getName().startsWith(prefix))
        .findFirst();
  }
}
