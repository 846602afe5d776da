package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Severities;
import dev.eyepiece.ui.theme.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import org.jspecify.annotations.Nullable;

/**
 * The signs that rows are marked with, each drawn once for a theme: errors, oddities, what lies
 * beyond the edge, OTLP's kinds of spans, and the dots of services. FX thread only.
 */
public final class Signs {
  /** Size of an error's disc. */
  static final double ERROR = 12;

  /** Room that the sign of a kind takes. */
  static final double KIND_WIDTH = 18;

  private static final double DOT = 8;
  private static final double THIN = 1.4;
  private static final int INTERNAL = 1;
  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final int PRODUCER = 4;
  private static final int CONSUMER = 5;

  private final Map<String, Image> pictures = new HashMap<>();
  private @Nullable Tokens dressed;
  private double scale = 1;

  private Image picture(GraphicsContext g, Tokens tokens, String name, Function<Tokens, Sign> of) {
    double wanted = scale(g.getCanvas());
    if (!tokens.equals(dressed) || wanted != scale) {
      pictures.clear();
      dressed = tokens;
      scale = wanted;
    }
    return pictures.computeIfAbsent(name, made -> of.apply(tokens).picture(wanted));
  }

  static double scale(Canvas canvas) {
    return canvas.getScene() == null || canvas.getScene().getWindow() == null
        ? 1
        : canvas.getScene().getWindow().getRenderScaleX();
  }

  /** A service's dot of eight pixels to the right of a point, striped where colours repeat. */
  public void dot(GraphicsContext g, Tokens tokens, int slot, double x, double y) {
    draw(g, tokens, "dot." + slot, x, y - DOT / 2, t -> dotSign(t, slot));
  }

  private static Sign dotSign(Tokens tokens, int slot) {
    Sign.Part disc = new Sign.Part(new Sign.Disc(4, 4, DOT / 2), tokens.service(slot));
    if (slot < ServiceColours.PALETTE) {
      return new Sign(8, 8, List.of(disc));
    }
    Color ground = tokens.get("ground");
    return new Sign(
        8,
        8,
        List.of(
            disc,
            new Sign.Part(new Sign.Line(0, 6, 6, 0, 1.5), ground),
            new Sign.Part(new Sign.Line(2, 8, 8, 2, 1.5), ground)));
  }

  /** Draws a sign with its left upper corner at a whole pixel, where it stays sharp. */
  private void draw(
      GraphicsContext g,
      Tokens tokens,
      String name,
      double left,
      double top,
      Function<Tokens, Sign> of) {
    Image image = picture(g, tokens, name, of);
    g.drawImage(
        image,
        Math.rint(left),
        Math.rint(top),
        image.getWidth() / scale,
        image.getHeight() / scale);
  }

  /** A disc with "!" around a point, so that colour is not all that tells of an error. */
  void error(GraphicsContext g, Tokens tokens, double x, double y) {
    draw(g, tokens, "error", x - ERROR / 2 - 1, y - ERROR / 2 - 1, Signs::errorSign);
  }

  private static Sign errorSign(Tokens tokens) {
    double middle = ERROR / 2 + 1;
    Color ground = tokens.get("ground");
    return new Sign(
        14,
        14,
        List.of(
            new Sign.Part(new Sign.Disc(middle, middle, ERROR / 2 + 1), ground),
            new Sign.Part(new Sign.Disc(middle, middle, ERROR / 2), tokens.get("error")),
            new Sign.Part(new Sign.Line(middle, 4.2, middle, 7.6, 1.6), ground),
            new Sign.Part(new Sign.Disc(middle, 10.2, 0.95), ground)));
  }

  /** A dot for log records of a severity, with an edge that parts it from any bar. */
  void log(GraphicsContext g, Tokens tokens, double x, double y, int range) {
    double half = LogDots.SIZE / 2 + 1;
    draw(g, tokens, "log." + range, x - half, y - half, t -> logSign(t, range));
  }

  private static Sign logSign(Tokens tokens, int range) {
    double radius = LogDots.SIZE / 2;
    double middle = radius + 1;
    int room = (int) LogDots.SIZE + 2;
    return new Sign(
        room,
        room,
        List.of(
            new Sign.Part(new Sign.Disc(middle, middle, radius + 1), tokens.get("ground")),
            new Sign.Part(
                new Sign.Disc(middle, middle, radius), tokens.get(Severities.token(range)))));
  }

  /** A triangle for what the row's tooltip and the details explain. */
  void odd(GraphicsContext g, Tokens tokens, double x, double y) {
    draw(g, tokens, "odd", x - 8, y - 8, Signs::oddSign);
  }

  private static Sign oddSign(Tokens tokens) {
    Color warn = tokens.get("warn");
    return new Sign(
        16,
        16,
        List.of(
            new Sign.Part(new Sign.Line(8, 2, 14.5, 13.5, THIN), warn),
            new Sign.Part(new Sign.Line(14.5, 13.5, 1.5, 13.5, THIN), warn),
            new Sign.Part(new Sign.Line(1.5, 13.5, 8, 2, THIN), warn),
            new Sign.Part(new Sign.Line(8, 6, 8, 9.2, THIN), warn),
            new Sign.Part(new Sign.Disc(8, 11.4, 0.9), warn)));
  }

  /** A small triangle that points from x to where something lies that is not in sight. */
  void pointer(GraphicsContext g, Tokens tokens, double x, double y, boolean toTheLeft) {
    if (toTheLeft) {
      draw(
          g,
          tokens,
          "left",
          x,
          y - 4,
          t -> new Sign(5, 8, List.of(new Sign.Part(new Sign.Tip(5, 4, 4, -5), t.get("faint")))));
    } else {
      draw(
          g,
          tokens,
          "right",
          x - 5,
          y - 4,
          t -> new Sign(5, 8, List.of(new Sign.Part(new Sign.Tip(0, 4, 4, 5), t.get("faint")))));
    }
  }

  /**
   * The sign of an OTLP span kind: an arrow into a wall for a server, out of one for a client, up
   * to a line for a producer, down from one for a consumer, a ring for what stays within its
   * service. Other kinds have none.
   */
  void kind(GraphicsContext g, Tokens tokens, int kind, double x, double middle) {
    if (kind >= INTERNAL && kind <= CONSUMER) {
      draw(g, tokens, "kind." + kind, x, middle - 7, t -> kindSign(t, kind));
    }
  }

  private static Sign kindSign(Tokens tokens, int kind) {
    Color colour = tokens.get(kind == INTERNAL ? "faint" : "muted");
    List<Sign.Shape> shapes =
        switch (kind) {
          case SERVER -> arrow(1, 7, 8, 7, new Sign.Line(11, 2, 11, 12, THIN));
          case CLIENT -> arrow(4, 7, 12, 7, new Sign.Line(2, 2, 2, 12, THIN));
          case PRODUCER -> arrow(6.5, 12, 6.5, 5, new Sign.Line(1, 2, 12, 2, THIN));
          case CONSUMER -> arrow(6.5, 2, 6.5, 9, new Sign.Line(1, 12, 12, 12, THIN));
          default -> List.of(new Sign.Ring(6.5, 7, 2.5, THIN));
        };
    return new Sign(14, 14, shapes.stream().map(shape -> new Sign.Part(shape, colour)).toList());
  }

  private static List<Sign.Shape> arrow(
      double fromX, double fromY, double toX, double toY, Sign.Shape wall) {
    double dx = Math.signum(toX - fromX) * 3;
    double dy = Math.signum(toY - fromY) * 3;
    return List.of(
        wall,
        new Sign.Line(fromX, fromY, toX, toY, THIN),
        new Sign.Line(toX, toY, toX - dx - dy, toY - dy - dx, THIN),
        new Sign.Line(toX, toY, toX - dx + dy, toY - dy + dx, THIN));
  }

  /** Lines at 45 degrees in the colour of the ground, six pixels apart. */
  public ImagePattern hatch(GraphicsContext g, Tokens tokens) {
    Image image = picture(g, tokens, "hatch", t -> hatchSign(t.get("ground")));
    return new ImagePattern(
        image, 0, 0, image.getWidth() / scale, image.getHeight() / scale, false);
  }

  private static Sign hatchSign(Color ground) {
    return new Sign(
        6,
        6,
        List.of(
            new Sign.Part(new Sign.Line(-6, 12, 12, -6, 1.5), ground),
            new Sign.Part(new Sign.Line(-6, 6, 6, -6, 1.5), ground),
            new Sign.Part(new Sign.Line(0, 12, 12, 0, 1.5), ground)));
  }
}
