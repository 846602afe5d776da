package dev.eyepiece.ui.trace;

import javafx.scene.canvas.GraphicsContext;

/**
 * Bars, boxes and lines out of rectangles that lie on whole pixels. They look like rounded shapes
 * and cost a tenth of them where there is no graphics card.
 */
final class Boxes {
  private Boxes() {}

  /** A filled bar whose corners are cut by a pixel; of a narrow one all of it is filled. */
  static void bar(GraphicsContext g, double left, double top, double width, double height) {
    double x = Math.round(left);
    double wide = Math.max(1, Math.round(left + width) - x);
    if (wide < 4 || height < 4) {
      g.fillRect(x, top, wide, height);
      return;
    }
    g.fillRect(x + 1, top, wide - 2, height);
    g.fillRect(x, top + 1, 1, height - 2);
    g.fillRect(x + wide - 1, top + 1, 1, height - 2);
  }

  /** The outline of such a bar, one pixel wide, in the colour for filling. */
  static void frame(GraphicsContext g, double left, double top, double width, double height) {
    double x = Math.round(left);
    double y = Math.round(top);
    g.fillRect(x + 2, y, width - 4, 1);
    g.fillRect(x + 2, y + height - 1, width - 4, 1);
    g.fillRect(x, y + 2, 1, height - 4);
    g.fillRect(x + width - 1, y + 2, 1, height - 4);
    g.fillRect(x + 1, y + 1, 1, 1);
    g.fillRect(x + width - 2, y + 1, 1, 1);
    g.fillRect(x + 1, y + height - 2, 1, 1);
    g.fillRect(x + width - 2, y + height - 2, 1, 1);
  }

  /** A dot of six pixels around a point. */
  static void dot(GraphicsContext g, double x, double y) {
    double left = Math.round(x - 3);
    double top = Math.round(y - 3);
    g.fillRect(left + 1, top, 4, 6);
    g.fillRect(left, top + 1, 1, 4);
    g.fillRect(left + 5, top + 1, 1, 4);
  }

  /** A level line one pixel thick, in the colour for filling. */
  static void level(GraphicsContext g, double fromX, double toX, double y) {
    double x = Math.floor(fromX);
    g.fillRect(x, Math.floor(y), Math.max(1, Math.ceil(toX) - x), 1);
  }

  /** An upright line one pixel wide, in the colour for filling. */
  static void upright(GraphicsContext g, double x, double fromY, double toY) {
    double y = Math.floor(fromY);
    g.fillRect(Math.floor(x), y, 1, Math.max(1, Math.ceil(toY) - y));
  }
}
