package dev.eyepiece.ui.traces;

import java.util.ArrayDeque;
import java.util.Queue;
import javafx.animation.AnimationTimer;

/**
 * Lets cells draw for their first time a few in each frame. A new canvas costs the render thread a
 * picture of its own and a layout of its text; those of a whole table in one frame kept the window
 * away for more than 100 ms on two busy cores. FX thread only.
 */
final class FirstPaints {
  /** A table of 30 rows and 6 columns is full within five frames. */
  private static final int A_FRAME = 36;

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final AnimationTimer frames =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          next();
        }
      };
  private boolean running;

  /** Draws in one of the next frames. */
  void add(Runnable firstPaint) {
    waiting.add(firstPaint);
    if (!running) {
      running = true;
      frames.start();
    }
  }

  /** What one frame lets draw. */
  void next() {
    for (int left = A_FRAME; left > 0; left--) {
      Runnable firstPaint = waiting.poll();
      if (firstPaint == null) {
        break;
      }
      firstPaint.run();
    }
    if (waiting.isEmpty()) {
      running = false;
      frames.stop();
    }
  }
}
