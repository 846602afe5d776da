package dev.eyepiece.ui.task;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * What becomes of an error that no view caught: a line in the log, and the window goes on. Safe for
 * several threads.
 */
public final class FxFaults implements Thread.UncaughtExceptionHandler {
  private static final System.Logger LOG = System.getLogger(FxFaults.class.getName());

  /** An error that comes with every frame fills no log. */
  private static final int MOST = 20;

  private final BooleanSupplier closing;
  private final AtomicInteger said = new AtomicInteger();

  /**
   * Says of errors what they were.
   *
   * @param closing whether the window closes: a signal takes JavaFX's drawing away at the same
   *     time, and what is drawn last then fails
   */
  public FxFaults(BooleanSupplier closing) {
    this.closing = closing;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable fault) {
    LOG.log(System.Logger.Level.DEBUG, "in " + thread.getName(), fault);
    if (!closing.getAsBoolean() && said.getAndIncrement() < MOST) {
      LOG.log(System.Logger.Level.WARNING, line(fault));
    }
  }

  /** One line that tells a developer where to look. */
  static String line(Throwable fault) {
    StackTraceElement[] stack = fault.getStackTrace();
    String where =
        Arrays.stream(stack)
            .filter(frame -> frame.getClassName().startsWith("dev.eyepiece."))
            .findFirst()
            .or(() -> Arrays.stream(stack).findFirst())
            .map(frame -> " at " + frame)
            .orElse("");
    return "the window goes on after an error of its own: " + fault + where;
  }
}
