package dev.eyepiece.flamegraph;

import dev.eyepiece.flamegraph.paint.FlamePainter;
import dev.eyepiece.flamegraph.paint.Glyphs;
import dev.eyepiece.flamegraph.paint.Pixels;
import dev.eyepiece.flamegraph.paint.Viewport;
import dev.eyepiece.stacks.FlamePalette;
import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * One graph in the window, as large as the window lets it be. Pictures are drawn by another thread
 * into one of two buffers and shown when they are done, so that the window's thread only swaps
 * images; the pointer and the chosen box are marked by nodes above, without drawing anything again.
 */
final class FlameCanvas extends Region {
  private static final int MAX_SIDE = 8_192;

  private final GraphState state;
  private final Executor painting;
  private final ImageView view = new ImageView();
  private final Rectangle hover = outline(1);
  private final Rectangle focus = outline(2);
  private FlamePalette palette;
  private double textSize = FlameGraphPane.TEXT;

  private boolean isPainting;
  private boolean isStale;
  private Buffer front = new Buffer(1, 1);
  private Buffer back = new Buffer(1, 1);
  private IntConsumer onShown = box -> {};

  // These belong to the painting thread, of which there is one at a time.
  private @Nullable Glyphs glyphs;
  private double glyphsSize;
  private @Nullable FlamePainter painter;
  private @Nullable Key painterKey;

  private record Key(FlameScene scene, FlamePalette palette, double scale, double textSize) {
    /** Height of an em in device pixels. */
    double em() {
      return textSize * scale;
    }
  }

  /** A picture's memory and its image. */
  private static final class Buffer {
    final int width;
    final int height;
    final int[] values;
    final PixelBuffer<IntBuffer> pixels;
    final WritableImage image;

    Buffer(int width, int height) {
      this.width = width;
      this.height = height;
      values = new int[width * height];
      pixels =
          new PixelBuffer<>(
              width, height, IntBuffer.wrap(values), PixelFormat.getIntArgbPreInstance());
      image = new WritableImage(pixels);
    }
  }

  FlameCanvas(GraphState state, Executor painting, FlamePalette palette) {
    this.state = state;
    this.painting = painting;
    this.palette = palette;
    view.setManaged(false);
    view.setSmooth(false);
    getChildren().addAll(view, hover, focus);
    getStyleClass().add("flame-canvas");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setMinSize(0, 0);
    state.onChange(this::repaint);
    focusedProperty().addListener((_, _, _) -> mark());
    FlameInput.install(this, state);
  }

  private static Rectangle outline(double width) {
    Rectangle rectangle = new Rectangle();
    rectangle.setFill(null);
    rectangle.setStrokeWidth(width);
    rectangle.setManaged(false);
    rectangle.setMouseTransparent(true);
    rectangle.setVisible(false);
    return rectangle;
  }

  /** Called with the box that details are to be shown of, -1 for none. */
  void onDetail(IntConsumer listener) {
    onShown = listener;
  }

  void setPalette(FlamePalette next) {
    palette = next;
    repaint();
  }

  /** Draws names in another size, in pixels before scaling. */
  void setTextSize(double size) {
    textSize = size;
    repaint();
  }

  @Override
  protected void layoutChildren() {
    if (getWidth() != state.width() || getHeight() != state.height()) {
      state.resize(getWidth(), getHeight());
    }
  }

  private double scale() {
    Window window = getScene() == null ? null : getScene().getWindow();
    return window == null ? 1 : Math.max(1, window.getOutputScaleX());
  }

  /** Draws soon; while a picture is being drawn, only the newest wish is kept. */
  private void repaint() {
    mark();
    if (isPainting) {
      isStale = true;
      return;
    }
    FlameScene scene = state.scene();
    double scale = scale();
    int width = (int) Math.min(MAX_SIDE, Math.round(getWidth() * scale));
    int height = (int) Math.min(MAX_SIDE, Math.round(getHeight() * scale));
    view.setVisible(scene != null);
    if (scene == null || width < 1 || height < 1) {
      return;
    }
    if (back.width != width || back.height != height) {
      back = new Buffer(width, height);
    }
    Buffer target = back;
    Key key = new Key(scene, palette, scale, textSize);
    Viewport viewport = state.viewport();
    BitSet matches = state.matches();
    isPainting = true;
    isStale = false;
    painting.execute(() -> {
      paint(target, key, viewport, matches);
      Platform.runLater(() -> painted(target, scale));
    });
  }

  private void paint(Buffer target, Key key, Viewport viewport, @Nullable BitSet matches) {
    Glyphs letters = glyphs;
    if (letters == null || glyphsSize != key.em()) {
      letters = new Glyphs((float) key.em());
      glyphs = letters;
      glyphsSize = key.em();
    }
    FlamePainter with = painter;
    if (with == null || !key.equals(painterKey)) {
      with = new FlamePainter(key.scene().picture(), key.palette(), key.scale(), letters);
      painter = with;
      painterKey = key;
    }
    with.paint(new Pixels(target.width, target.height, target.values), viewport, matches);
  }

  private void painted(Buffer target, double scale) {
    isPainting = false;
    back = front;
    front = target;
    target.pixels.updateBuffer(_ -> null);
    view.setImage(target.image);
    view.setFitWidth(target.width / scale);
    view.setFitHeight(target.height / scale);
    if (isStale) {
      repaint();
    }
  }

  /** Whether nothing is left to be drawn. */
  boolean isSettled() {
    return !isPainting && !isStale;
  }

  private void mark() {
    int hovered = state.hovered();
    place(hover, hovered, rgb(palette.text()));
    place(focus, isFocused() ? state.chosen() : -1, rgb(palette.accent()));
    int shown = hovered >= 0 ? hovered : isFocused() ? state.chosen() : -1;
    onShown.accept(shown);
    FlameScene scene = state.scene();
    if (scene != null && isFocused()) {
      setAccessibleText(scene.picture().describe(state.chosen()));
    }
  }

  private static Color rgb(int color) {
    return Color.rgb((color >> 16) & 0xFF, (color >> 8) & 0xFF, color & 0xFF);
  }

  private void place(Rectangle rectangle, int box, Color color) {
    FlameScene scene = state.scene();
    rectangle.setVisible(false);
    if (scene == null || box < 0 || box >= scene.layout().size()) {
      return;
    }
    Viewport view = state.viewport();
    double left = Math.max(0, view.x((double) scene.layout().start(box), getWidth()));
    double right = Math.min(getWidth(), view.x((double) scene.layout().end(box), getWidth()));
    double y = view.y(scene.layout().level(box), getHeight());
    if (right <= left || y <= -Viewport.ROW || y >= getHeight()) {
      return;
    }
    double inset = rectangle.getStrokeWidth() / 2;
    rectangle.setX(left + inset);
    rectangle.setY(y + inset);
    rectangle.setWidth(Math.max(1, right - left - 2 * inset));
    rectangle.setHeight(Viewport.ROW - 1 - 2 * inset);
    rectangle.setStroke(color);
    rectangle.setVisible(true);
  }
}
