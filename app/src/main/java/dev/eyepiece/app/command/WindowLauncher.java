package dev.eyepiece.app.command;

import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens the window over an agent of this process; apart, so that other commands never load JavaFX.
 * JavaFX and an agent take a second each to start, so they start beside each other. JavaFX ends
 * with the process: once a signal has taken its thread down, {@code Platform.exit()} waits for
 * ever.
 */
final class WindowLauncher {
  private static final System.Logger LOG = System.getLogger(WindowLauncher.class.getName());

  /** A window that hangs does not keep the process. */
  private static final long CLOSE_SECONDS = 10;

  /** Long enough for a view's first frames on a slow machine. */
  private static final Duration WALK_STEP = Duration.ofMillis(900);

  private final CompletableFuture<@Nullable Void> toolkit = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> close = new CompletableFuture<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile String trouble = "";

  /** Starts JavaFX and does not wait for it. */
  void start() {
    Thread.ofPlatform().daemon().name("eyepiece-toolkit").start(this::startToolkit);
  }

  /**
   * From now on a process that is told to end closes the window first, also one that is to come.
   */
  void closeOn(StopSignal stop) {
    stop.arm();
    Thread.ofPlatform().daemon().name("eyepiece-signal").start(() -> awaitSignal(stop));
  }

  private void startToolkit() {
    try {
      Workbench.startToolkit();
      toolkit.complete(null);
    } catch (RuntimeException | LinkageError e) {
      // No display after all, or one that JavaFX cannot use.
      toolkit.completeExceptionally(e);
    }
  }

  /**
   * Opens the window and waits until it is closed or the process is told to end; once, after {@link
   * #start()}.
   *
   * @param heartbeatFile where the figures of the FX thread's heartbeat go; null for nowhere
   * @return why there is no window, empty when there was one
   */
  String run(Host host, @Nullable Path heartbeatFile) throws InterruptedException {
    Thread.ofPlatform().daemon().name("eyepiece-window").start(() -> show(host, heartbeatFile));
    end.await();
    // Told to end while it starts, JavaFX finds no toolkit; nobody waits for a window then.
    return close.isDone() ? "" : trouble;
  }

  /** Opens the window, goes through its views and closes it. */
  void walk(LocalAgent agent, Settings settings) throws InterruptedException, CommandException {
    try {
      toolkit.get();
      Workbench.walk(Host.of(agent, settings, Map.of()), WALK_STEP);
    } catch (ExecutionException e) {
      throw CommandException.cannot("a window: " + why(e));
    } catch (IOException | StoreException e) {
      throw CommandException.cannot("a window: " + e.getMessage());
    }
  }

  private void show(Host host, @Nullable Path heartbeatFile) {
    try {
      toolkit.get();
      Workbench.run(host, heartbeatFile, close);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      trouble = why(e);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot write " + heartbeatFile + ": " + e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      trouble = String.valueOf(e.getMessage());
    } finally {
      end.countDown();
    }
  }

  private void awaitSignal(StopSignal stop) {
    try {
      stop.await();
      // Closed as a user closes it, so that what the window remembers and measured is written.
      close.complete(null);
      if (!end.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "the window does not close; ending without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end.countDown();
  }

  private static String why(ExecutionException e) {
    Throwable cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }
}
