package dev.eyepiece.ui.traces;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.ui.theme.Fonts;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import dev.eyepiece.ui.trace.CharWidths;
import dev.eyepiece.ui.trace.MiddleCut;
import dev.eyepiece.ui.trace.ScriptText;
import dev.eyepiece.ui.trace.Signs;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws the few things that the cells of a table are made of. FX thread only. */
public final class Pen {
  private static final double DISC = 12;

  private final Theme theme;
  private final Font mark = Fonts.DESIGNED.bold(10);
  private final ScriptText texts = new ScriptText();
  private final Signs signs = new Signs();
  private Face face;

  /** The fonts in the size that the user chose, with what their characters take. */
  private static final class Face {
    final Fonts fonts;
    final Font strong;
    final Font plain;
    final Font mono;
    final CharWidths strongWidths;
    final CharWidths plainWidths;
    final double monoWidth;

    Face(Fonts fonts) {
      this.fonts = fonts;
      strong = fonts.bold(13);
      plain = fonts.text(12);
      mono = fonts.mono(12);
      strongWidths = new CharWidths(strong);
      plainWidths = new CharWidths(plain);
      monoWidth = new CharWidths(mono).of("0");
    }
  }

  /** The kinds of text. */
  public enum Type {
    STRONG,
    PLAIN,
    MONO
  }

  public Pen(Theme theme) {
    this.theme = theme;
    face = new Face(theme.fonts());
    theme.fontsProperty().subscribe((old, fonts) -> face = new Face(fonts));
  }

  /** A distance that grows with the text in it, whole pixels. */
  public double size(double designed) {
    return face.fonts.size(designed);
  }

  public Tokens tokens() {
    return theme.tokens();
  }

  /** Pixels that a text takes. */
  public double width(Type type, String text) {
    return switch (type) {
      case STRONG -> face.strongWidths.of(text);
      case PLAIN -> face.plainWidths.of(text);
      case MONO -> face.monoWidth * text.codePointCount(0, text.length());
    };
  }

  /** Draws a text to the right of a point, cut in the middle to a width; tells how wide it is. */
  public double left(
      GraphicsContext g, Type type, String token, String text, double x, double y, double most) {
    String shown =
        text.length() * face.monoWidth < most && type == Type.MONO
            ? text
            : MiddleCut.cut(text, most, part -> width(type, part));
    draw(g, type, token, shown, x, y, TextAlignment.LEFT);
    return width(type, shown);
  }

  /** Draws the beginning of a text: as much as fits, for the end of a message tells least. */
  public void begin(
      GraphicsContext g, Type type, String token, String text, double x, double y, double most) {
    int fits = (int) Math.max(0, most / face.monoWidth);
    boolean cut = type == Type.MONO && text.length() > fits;
    String shown = cut ? text.substring(0, Math.max(0, fits - 1)) + "…" : text;
    draw(g, type, token, shown, x, y, TextAlignment.LEFT);
  }

  /** Draws a text to the left of a point. */
  public void right(GraphicsContext g, Type type, String token, String text, double x, double y) {
    draw(g, type, token, text, x, y, TextAlignment.RIGHT);
  }

  private void draw(
      GraphicsContext g,
      Type type,
      String token,
      String text,
      double x,
      double y,
      TextAlignment align) {
    g.setFont(
        switch (type) {
          case STRONG -> face.strong;
          case PLAIN -> face.plain;
          case MONO -> face.mono;
        });
    g.setFill(tokens().get(token));
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(align);
    texts.fill(g, text, x, y);
  }

  public Color colour(String service) {
    return tokens().service(theme.services().slot(service));
  }

  /** Services in the order of their colours, so that each has the same place in every row. */
  List<FacetValue> ordered(List<FacetValue> services) {
    return services.size() < 2
        ? services
        : services.stream()
            .sorted(Comparator.comparingInt(one -> theme.services().slot(one.value())))
            .toList();
  }

  private boolean isHatched(String service) {
    return theme.services().slot(service) >= ServiceColours.PALETTE;
  }

  /** A dot of eight pixels in a service's colour, striped where colours repeat. */
  public void dot(GraphicsContext g, String service, double x, double y) {
    signs.dot(g, tokens(), theme.services().slot(service), x, y);
  }

  /** A bar in a service's colour, striped where colours repeat. */
  public void bar(
      GraphicsContext g, String service, double x, double y, double width, double height) {
    g.setFill(colour(service));
    g.fillRoundRect(x, y, width, height, 4, 4);
    if (isHatched(service)) {
      // One rectangle: each stripe by itself would be a shape for the render thread to trace.
      g.setFill(signs.hatch(g, tokens()));
      g.fillRect(x, y, width, height);
    }
  }

  /** The sign of an error. */
  public void error(GraphicsContext g, double x, double y) {
    g.setFill(tokens().get("error"));
    g.fillOval(x, y - DISC / 2, DISC, DISC);
    g.setFill(tokens().get("ground"));
    g.setFont(mark);
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.fillText("!", x + DISC / 2, y);
  }
}
