package dev.eyepiece.app.command;

import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens the window over an agent of this process; apart, so that other commands never load JavaFX.
 */
final class WindowLauncher {
  private static final System.Logger LOG = System.getLogger(WindowLauncher.class.getName());

  /** A window that hangs does not keep the process. */
  private static final long CLOSE_SECONDS = 10;

  private final CompletableFuture<@Nullable Void> close = new CompletableFuture<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile String trouble = "";

  /**
   * Opens the window and waits until it is closed or the process is told to end.
   *
   * @param heartbeatFile where the figures of the FX thread's heartbeat go; null for nowhere
   * @return why there is no window, empty when there was one
   */
  String run(
      LocalAgent agent,
      Settings settings,
      Map<String, String> environment,
      @Nullable Path heartbeatFile,
      StopSignal stop)
      throws InterruptedException {
    Host host = Host.of(agent, settings, environment);
    Thread.ofPlatform().daemon().name("eyepiece-window").start(() -> show(host, heartbeatFile));
    Thread.ofPlatform().daemon().name("eyepiece-signal").start(() -> awaitSignal(stop));
    end.await();
    // Told to end while it starts, JavaFX finds no toolkit; nobody waits for a window then.
    return close.isDone() ? "" : trouble;
  }

  private void show(Host host, @Nullable Path heartbeatFile) {
    try {
      Workbench.run(host, heartbeatFile, close);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot write " + heartbeatFile + ": " + e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      // No display after all, or one that JavaFX cannot use.
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
}
