package dev.eyepiece.ui.trace;

import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/**
 * A small sign as shapes, which is made into a picture once: without a graphics card a shape costs
 * many times what a picture costs.
 *
 * @param width in pixels
 * @param parts painted one over the other
 */
record Sign(int width, int height, List<Part> parts) {

  /** A shape in a colour. */
  record Part(Shape shape, Color colour) {}

  /** Tells how far a point is from the edge, below 0 within. */
  sealed interface Shape {
    double distance(double x, double y);
  }

  /** A straight line with round ends. */
  record Line(double fromX, double fromY, double toX, double toY, double thick) implements Shape {
    @Override
    public double distance(double x, double y) {
      double dx = toX - fromX;
      double dy = toY - fromY;
      double length = dx * dx + dy * dy;
      double along =
          length == 0 ? 0 : Math.clamp(((x - fromX) * dx + (y - fromY) * dy) / length, 0, 1);
      return Math.hypot(x - fromX - along * dx, y - fromY - along * dy) - thick / 2;
    }
  }

  record Disc(double x, double y, double radius) implements Shape {
    @Override
    public double distance(double px, double py) {
      return Math.hypot(px - x, py - y) - radius;
    }
  }

  record Ring(double x, double y, double radius, double thick) implements Shape {
    @Override
    public double distance(double px, double py) {
      return Math.abs(Math.hypot(px - x, py - y) - radius) - thick / 2;
    }
  }

  /** A triangle whose upright edge is at x and whose tip is {@code depth} to the right of it. */
  record Tip(double x, double y, double half, double depth) implements Shape {
    @Override
    public double distance(double px, double py) {
      double away = (px - x) / depth;
      double slope = Math.hypot(1, half / depth);
      double upper = (Math.abs(py - y) - half * (1 - away)) / slope;
      return Math.max(upper, depth > 0 ? x - px : px - x);
    }
  }

  /** The picture for a screen that has so many pixels a pixel. */
  Image picture(double scale) {
    int columns = (int) Math.ceil(width * scale);
    int lines = (int) Math.ceil(height * scale);
    WritableImage image = new WritableImage(columns, lines);
    for (int line = 0; line < lines; line++) {
      for (int column = 0; column < columns; column++) {
        Color colour = at((column + 0.5) / scale, (line + 0.5) / scale, scale);
        image.getPixelWriter().setColor(column, line, colour);
      }
    }
    return image;
  }

  private Color at(double x, double y, double scale) {
    Color under = Color.TRANSPARENT;
    for (Part part : parts) {
      double cover = Math.clamp(0.5 - part.shape().distance(x, y) * scale, 0, 1);
      under = over(part.colour(), cover, under);
    }
    return under;
  }

  private static Color over(Color colour, double cover, Color under) {
    double alpha = cover + under.getOpacity() * (1 - cover);
    if (alpha == 0) {
      return Color.TRANSPARENT;
    }
    double rest = under.getOpacity() * (1 - cover);
    return new Color(
        Math.clamp((colour.getRed() * cover + under.getRed() * rest) / alpha, 0, 1),
        Math.clamp((colour.getGreen() * cover + under.getGreen() * rest) / alpha, 0, 1),
        Math.clamp((colour.getBlue() * cover + under.getBlue() * rest) / alpha, 0, 1),
        Math.min(alpha, 1));
  }
}
