package dev.eyepiece.app.command;

import dev.eyepiece.agent.Endpoints;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.Workbench;
import java.io.IOException;
import java.nio.file.Path;
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
  String run(LocalAgent agent, @Nullable Path heartbeatFile, StopSignal stop)
      throws InterruptedException {
    Endpoints endpoints = agent.endpoints();
    Receiving receiving =
        new Receiving(
            endpoints.otlpGrpc().toString(),
            endpoints.otlpHttp().toString(),
            endpoints.api().toString(),
            agent.config().dataFolder().toString());
    Thread.ofPlatform()
        .daemon()
        .name("eyepiece-window")
        .start(() -> show(agent, receiving, heartbeatFile));
    Thread.ofPlatform().daemon().name("eyepiece-signal").start(() -> awaitSignal(stop));
    end.await();
    return trouble;
  }

  private void show(LocalAgent agent, Receiving receiving, @Nullable Path heartbeatFile) {
    try {
      Workbench.run(agent.telemetry(), receiving, heartbeatFile);
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
