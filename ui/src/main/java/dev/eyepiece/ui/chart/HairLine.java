package dev.eyepiece.ui.chart;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;

/**
 * Lines of one pixel along an axis, as rectangles on whole pixels: sharp, and a tenth of the render
 * thread's work of a stroke, which is traced as a shape. The fill of the context stays what it was.
 */
public final class HairLine {
  private HairLine() {}

  /** From left to right at a height. */
  public static void across(GraphicsContext g, Paint colour, double left, double right, double y) {
    rectangle(g, colour, left, y, right - left, 1);
  }

  /** From top to bottom at a distance from the left. */
  public static void down(GraphicsContext g, Paint colour, double x, double top, double bottom) {
    rectangle(g, colour, x, top, 1, bottom - top);
  }

  private static void rectangle(
      GraphicsContext g, Paint colour, double x, double y, double width, double height) {
    Paint before = g.getFill();
    g.setFill(colour);
    g.fillRect(Math.floor(x), Math.floor(y), Math.rint(width), Math.rint(height));
    g.setFill(before);
  }
}
