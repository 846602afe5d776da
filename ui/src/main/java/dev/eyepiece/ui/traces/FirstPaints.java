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

  private final Queue<PaintedCell> waiting = new ArrayDeque<>();
  private final AnimationTimer frames =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          next();
        }
      };
  private boolean running;

  /** The cell draws itself in one of the next frames. */
  void add(PaintedCell cell) {
    waiting.add(cell);
    if (!running) {
      running = true;
      frames.start();
    }
  }

  /** What one frame lets draw. */
  void next() {
    for (int left = A_FRAME; left > 0; left--) {
      PaintedCell cell = waiting.poll();
      if (cell == null) {
        break;
      }
      cell.firstPaint();
    }
    if (waiting.isEmpty()) {
      running = false;
      frames.stop();
    }
  }
}
