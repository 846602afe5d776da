package dev.eyepiece.app.command;

import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.ThreadPriority;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts an agent whose threads give way to the window's: with two cores full of received telemetry
 * the FX thread else waits behind each of the agent's.
 */
final class LowPriority {
  /** What starts an agent. */
  interface Start {
    LocalAgent start() throws CommandException;
  }

  private LowPriority() {}

  /** Starts it on a thread of its own, and waits for it. */
  static LocalAgent start(Start start) throws CommandException, InterruptedException {
    CompletableFuture<LocalAgent> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("eyepiece-start")
        .start(() -> {
          ThreadPriority.lower();
          try {
            started.complete(start.start());
          } catch (CommandException | RuntimeException | Error e) {
            started.completeExceptionally(e);
          }
        })
        .join();
    try {
      return started.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case CommandException known -> throw known;
        case Error error -> throw error;
        case RuntimeException unexpected -> throw unexpected;
        case null, default -> throw e;
      }
    }
  }
}
