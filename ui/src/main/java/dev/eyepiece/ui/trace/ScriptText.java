package dev.eyepiece.ui.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.transform.Transform;

/**
 * Draws text on a canvas, that of scripts whose letters join as a picture. JavaFX lays a canvas's
 * text out on its render thread, and Pango, which it asks for such scripts on Linux, shares one
 * font map with the FX thread without a lock: both at once corrupt native memory and end the
 * process. A picture's text is laid out on the FX thread. FX thread only.
 */
public final class ScriptText {
  private static final int MOST_KEPT = 500;

  private record Key(String text, Font font, Paint fill, double scale) {}

  private final Map<Key, Image> pictures =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Image> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** As {@link GraphicsContext#fillText(String, double, double)}, centred at y. */
  public void fill(GraphicsContext g, String text, double x, double y) {
    if (!CharWidths.isJoining(text)) {
      g.fillText(text, x, y);
      return;
    }
    double scale = Signs.scale(g.getCanvas());
    Image image =
        pictures.computeIfAbsent(
            new Key(text, g.getFont(), g.getFill(), scale), ScriptText::picture);
    double width = image.getWidth() / scale;
    double height = image.getHeight() / scale;
    double left = g.getTextAlign() == TextAlignment.RIGHT ? x - width : x;
    g.drawImage(image, Math.rint(left), Math.rint(y - height / 2), width, height);
  }

  private static Image picture(Key key) {
    Text node = new Text(key.text());
    node.setFont(key.font());
    node.setFill(key.fill());
    node.setTextOrigin(VPos.TOP);
    SnapshotParameters how = new SnapshotParameters();
    how.setFill(Color.TRANSPARENT);
    how.setTransform(Transform.scale(key.scale(), key.scale()));
    return node.snapshot(how, null);
  }
}
