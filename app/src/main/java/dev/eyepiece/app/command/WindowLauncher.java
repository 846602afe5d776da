package dev.eyepiece.app.command;

import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Opens the window over an agent of this process; apart, so that other commands never load JavaFX.
 */
final class WindowLauncher {
  private static final System.Logger LOG = System.getLogger(WindowLauncher.class.getName());

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
    return trouble;
  }

  private void show(Host host, @Nullable Path heartbeatFile) {
    try {
      Workbench.run(host, heartbeatFile);
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end.countDown();
  }
}
