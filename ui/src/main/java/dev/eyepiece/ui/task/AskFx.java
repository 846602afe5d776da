package dev.eyepiece.ui.task;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;

/** Asks the FX thread for something that only it may look at. */
public final class AskFx {
  private AskFx() {}

  /** The answer; waits for it on a background thread, and asks at once on the FX thread. */
  public static <T> T get(Supplier<T> question) {
    return Platform.isFxApplicationThread()
        ? question.get()
        : CompletableFuture.supplyAsync(question, Platform::runLater).join();
  }
}
