package dev.eyepiece.ui.task;

import java.time.Duration;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Scene;

/** Notes when a scene's first frame was drawn, counted from the start of the process. */
public final class FirstFrame {
  private volatile Optional<Duration> after = Optional.empty();
  private int pulses;

  private FirstFrame() {}

  /**
   * Watches a scene that is just about to be shown; FX thread.
   *
   * @param drawn run on the FX thread when the frame was drawn
   */
  public static FirstFrame watch(Scene scene, Runnable drawn) {
    FirstFrame first = new FirstFrame();
    scene.addPostLayoutPulseListener(
        new Runnable() {
          @Override
          public void run() {
            // The second pulse waits, after its layout, until the frame of the first is drawn; so
            // when the third comes a user sees it.
            Platform.requestNextPulse();
            if (++first.pulses == 3) {
              first.after = Optional.of(ProcessAge.now());
              scene.removePostLayoutPulseListener(this);
              drawn.run();
            }
          }
        });
    return first;
  }

  /** How long after the start; empty when there was none yet. */
  public Optional<Duration> after() {
    return after;
  }
}
