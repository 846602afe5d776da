package dev.eyepiece.app;

import dev.eyepiece.app.command.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns SIGTERM and SIGINT into a clean stop. The JVM answers them by running its shutdown hooks
 * and ending with 128 plus the signal's number; this hook lets the command finish and ends the
 * process with the command's own code.
 */
final class StopOnSignal implements StopSignal {
  /** Sealing takes what it takes; a process that hangs longer is ended all the same. */
  private static final long LONGEST_SECONDS = 60;

  private final AtomicBoolean hooked = new AtomicBoolean();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode;

  @Override
  public void arm() {
    if (!hooked.compareAndSet(false, true)) {
      return;
    }
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "eyepiece-stop"));
    } catch (IllegalStateException ending) {
      // The process was told to end before it could say that it is ready, and ends as any other.
    }
  }

  @Override
  public void await() throws InterruptedException {
    arm();
    asked.await();
  }

  private void onShutdown() {
    if (finished.getCount() == 0) {
      return;
    }
    asked.countDown();
    try {
      int code = finished.await(LONGEST_SECONDS, TimeUnit.SECONDS) ? exitCode : 1;
      Runtime.getRuntime().halt(code);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  /** Ends the process. */
  void end(int code) {
    exitCode = code;
    finished.countDown();
    System.exit(code);
  }
}
