package dev.eyepiece.ui.overview;

import dev.eyepiece.ui.chart.HairLine;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Lines over time on one axis, drawn whenever the content or the room changes. */
final class ChartPane extends Region {
  private static final double HEIGHT = 112;
  private static final double LEFT = 64;
  private static final double TOP = 8;
  private static final double BOTTOM = 20;

  /** What a character of a label takes, as it was designed. */
  private static final double CHAR = 6.6;

  private static final double APART = 8;

  private final Canvas canvas = new Canvas();
  private final Theme theme;
  private final DoubleFunction<String> label;
  private Content content = new Content(Axis.linear(1, 1), List.of(), List.of(), "");

  /**
   * One line.
   *
   * @param colour the name of a token
   * @param x from 0 at the left to 1 at the right
   * @param gap the largest step in x that is joined; wider ones are gaps
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read once, never compared
  record Line(String colour, double[] x, double[] y, double gap) {}

  /**
   * A place on the time axis with its label below.
   *
   * @param x from 0 at the left to 1 at the right
   */
  record Mark(double x, String label) {}

  /**
   * What is drawn.
   *
   * @param rest what to say while there is nothing to draw; the axis then has no figures
   */
  record Content(Axis axis, List<Line> lines, List<Mark> marks, String rest) {}

  ChartPane(Theme theme, DoubleFunction<String> label) {
    this.theme = theme;
    this.label = label;
    getChildren().add(canvas);
    setMinSize(0, HEIGHT);
    setPrefHeight(HEIGHT);
    theme.tokensProperty().subscribe((old, now) -> draw());
    theme.fontsProperty().subscribe((old, now) -> draw());
  }

  void show(Content now) {
    content = now;
    draw();
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      draw();
    }
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    double width = canvas.getWidth();
    double height = canvas.getHeight() - TOP - BOTTOM;
    g.clearRect(0, 0, width, canvas.getHeight());
    if (width <= LEFT || height <= 0) {
      return;
    }
    Tokens tokens = theme.tokens();
    g.setFont(theme.fonts().mono(11));
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.RIGHT);
    boolean rests = !content.rest().isEmpty();
    for (double tick : rests ? List.of(0.0) : content.axis().ticks()) {
      double y = Math.round(TOP + height * (1 - content.axis().at(tick))) + 0.5;
      HairLine.across(g, tokens.get("divider"), LEFT, width, y);
      g.setFill(tokens.get("muted"));
      g.fillText(label.apply(tick), LEFT - 8, y);
    }
    marks(g, tokens, width, rests ? 0 : height);
    if (rests) {
      g.setFont(theme.fonts().text(12));
      g.setFill(tokens.get("muted"));
      g.setTextAlign(TextAlignment.CENTER);
      g.fillText(content.rest(), LEFT + (width - LEFT) / 2, TOP + height / 2);
      return;
    }
    g.setLineWidth(1.5);
    for (Line line : content.lines()) {
      line(g, tokens.get(line.colour()), line, width, height);
    }
  }

  /**
   * Labels stand below their lines, and within the chart at its two ends; one that has no room
   * beside the one before is left out.
   *
   * @param height of the lines, 0 for none
   */
  private void marks(GraphicsContext g, Tokens tokens, double width, double height) {
    double below = canvas.getHeight() - BOTTOM / 2 + 2;
    double used = 0;
    for (Mark mark : content.marks()) {
      double x = Math.round(LEFT + (width - LEFT) * mark.x()) - 0.5;
      if (height > 0) {
        HairLine.down(g, tokens.get("divider"), x, TOP, TOP + height);
      }
      double half = theme.fonts().size(mark.label().length() * CHAR) / 2;
      double middle = Math.clamp(x, LEFT + half, Math.max(LEFT + half, width - half));
      if (middle - half >= used) {
        g.setFill(tokens.get("muted"));
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(mark.label(), middle, below);
        used = middle + half + APART;
      }
    }
  }

  /** Each run of points without a gap is one stroke; a point alone is a dot. */
  private void line(GraphicsContext g, Color colour, Line line, double width, double height) {
    g.setStroke(colour);
    g.setFill(colour);
    Axis axis = content.axis();
    int points = line.x().length;
    double[] x = new double[points];
    double[] y = new double[points];
    int run = 0;
    for (int i = 0; i < points; i++) {
      x[run] = LEFT + (width - LEFT) * line.x()[i];
      y[run] = TOP + height * (1 - axis.at(line.y()[i]));
      run++;
      boolean followed = i + 1 < points && line.x()[i + 1] - line.x()[i] <= line.gap();
      if (followed) {
        continue;
      }
      if (run > 1) {
        g.strokePolyline(x, y, run);
      } else {
        g.fillOval(x[0] - 1.5, y[0] - 1.5, 3, 3);
      }
      run = 0;
    }
  }
}
