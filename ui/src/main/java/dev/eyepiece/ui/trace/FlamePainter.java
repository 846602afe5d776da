package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Fonts;
import dev.eyepiece.ui.theme.Tokens;
import java.util.BitSet;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Draws merged calls, callers above what they call, and of each level only what can be seen. */
final class FlamePainter {
  static final double ROW = 18;
  private static final double LEAST_TEXT = 40;
  private static final double DIMMED = 0.35;
  private static final double PAD = 4;

  private final Font font;
  private final CharWidths widths;
  private final ScriptText texts = new ScriptText();
  private final Signs signs = new Signs();

  FlamePainter(Fonts fonts) {
    font = fonts.text(12);
    widths = new CharWidths(font);
  }

  /**
   * One picture.
   *
   * @param top pixels that lie above the upper edge
   */
  record Frame(
      CallTree calls,
      TimeScale scale,
      double height,
      double top,
      int selected,
      int hover,
      @Nullable BitSet matching,
      boolean focused) {}

  void paint(GraphicsContext g, TraceColours colours, Frame frame) {
    Tokens tokens = colours.tokens();
    g.setGlobalAlpha(1);
    g.setFill(tokens.get("ground"));
    g.fillRect(0, 0, frame.scale().width(), frame.height());
    int first = (int) (frame.top() / ROW);
    int last =
        (int) Math.min(frame.calls().depth(), Math.ceil((frame.top() + frame.height()) / ROW));
    for (int level = first; level < last; level++) {
      level(g, colours, frame, level);
    }
    g.setGlobalAlpha(1);
  }

  /** Calls narrower than a pixel are drawn as one, so that a level costs as much as its pixels. */
  private void level(GraphicsContext g, TraceColours colours, Frame frame, int level) {
    CallTree calls = frame.calls();
    TimeScale scale = frame.scale();
    double y = Math.round(level * ROW - frame.top());
    int index = calls.firstEndingAfter(level, scale.from());
    while (index < calls.width(level)) {
      int call = calls.at(level, index);
      double left = Math.max(0, scale.x((double) calls.start(call)));
      double right =
          Math.min(scale.width(), scale.x((double) (calls.start(call) + calls.total(call))));
      if (left >= scale.width()) {
        return;
      }
      call(g, colours, frame, call, left, Math.max(1, right - left), y);
      index =
          right - left >= 1
              ? index + 1
              : Math.max(index + 1, calls.firstEndingAfter(level, scale.nano(left + 1)));
    }
  }

  private void call(
      GraphicsContext g,
      TraceColours colours,
      Frame frame,
      int call,
      double x,
      double width,
      double y) {
    Tokens tokens = colours.tokens();
    Color fill = colour(colours, frame.calls(), call);
    BitSet matching = frame.matching();
    g.setGlobalAlpha(matching != null && !matching.get(call) ? DIMMED : 1);
    g.setFill(fill);
    double shown = width > 3 ? width - 1 : width;
    g.fillRect(x, y, shown, ROW - 1);
    if (call == frame.selected() || call == frame.hover()) {
      g.setStroke(tokens.get(call == frame.selected() ? "accent" : "text"));
      g.setLineWidth(call == frame.selected() && frame.focused() ? 2 : 1);
      g.strokeRect(x + 1, y + 1, Math.max(1, shown - 2), ROW - 3);
    }
    if (width < LEAST_TEXT) {
      return;
    }
    double text = x + PAD;
    double room = shown - 2 * PAD;
    if (frame.calls().errors(call) > 0) {
      signs.error(g, tokens, text + Signs.ERROR / 2, y + (ROW - 1) / 2);
      text += Signs.ERROR + PAD;
      room -= Signs.ERROR + PAD;
    }
    g.setFont(font);
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.LEFT);
    g.setFill(Tokens.textOn(fill));
    texts.fill(g, MiddleCut.cut(title(frame.calls(), call), room, widths::of), text, y + 8.5);
  }

  private static Color colour(TraceColours colours, CallTree calls, int call) {
    return call == 0 ? colours.tokens().get("hover") : colours.of(calls.tree(), calls.sample(call));
  }

  static String title(CallTree calls, int call) {
    return Texts.line(calls.service(call) + " " + calls.name(call));
  }
}
