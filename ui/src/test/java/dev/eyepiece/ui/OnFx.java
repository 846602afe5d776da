package dev.eyepiece.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import org.testfx.service.query.EmptyNodeQueryException;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What a test asks of the window, asked on the FX thread: a look at the scene from another thread
 * sees lists of children while they change.
 */
public final class OnFx {
  private static final int DEADLINE_SECONDS = 60;

  /** What a test waits for. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it is so by now; a node that is not there means that it is not. */
    boolean holds() throws Exception;
  }

  private OnFx() {}

  /**
   * Waits at most a minute until a condition, asked on the FX thread, holds, and for what that
   * brought about.
   */
  public static void await(Condition condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        DEADLINE_SECONDS, TimeUnit.SECONDS, () -> get(() -> holds(condition)));
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static boolean holds(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (EmptyNodeQueryException e) {
      return false;
    }
  }

  /** Runs on the FX thread, and waits for what that brought about. */
  public static void fx(Runnable action) throws Exception {
    get(() -> {
      action.run();
      return true;
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** What the FX thread answers. */
  public static <T> T get(Callable<T> question) throws Exception {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        answer.complete(question.call());
      } catch (Throwable e) {
        answer.completeExceptionally(e);
      }
    });
    return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }
}
