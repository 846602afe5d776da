package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Severities;
import dev.eyepiece.ui.trace.JsonTokens;
import dev.eyepiece.ui.trace.LogBody;
import dev.eyepiece.ui.trace.LogRow;
import dev.eyepiece.ui.traces.Pen;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import javafx.scene.AccessibleAttribute;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;

/**
 * A line of the list, drawn instead of built, so that a fast stream costs a few strokes a line. FX
 * thread only.
 */
final class LogCell extends ListCell<LogLine> {
  private static final double TINT = 0.08;
  private static final double LINK = 24;

  private final Pen pen;
  private final ZoneId zone;
  private final BooleanSupplier days;
  private final LogColumns columns;
  private final Canvas canvas = new Canvas();

  /**
   * @param days whether the day stands before the time
   */
  LogCell(Pen pen, ZoneId zone, LogColumns columns, BooleanSupplier days) {
    this.columns = columns;
    this.days = days;
    this.pen = pen;
    this.zone = zone;
    getStyleClass().add("log-cell");
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(LogLine line, boolean empty) {
    super.updateItem(line, empty);
    if (empty || line == null) {
      setGraphic(null);
      return;
    }
    if (getGraphic() == null) {
      setGraphic(canvas);
    }
    paint();
  }

  @Override
  protected void layoutChildren() {
    double width = Math.floor(getWidth());
    double height = Math.floor(getHeight());
    boolean resized = canvas.getWidth() != width || canvas.getHeight() != height;
    if (resized) {
      canvas.setWidth(width);
      canvas.setHeight(height);
    }
    super.layoutChildren();
    canvas.relocate(0, 0);
    if (resized) {
      paint();
    }
  }

  /** Draws the line anew, with the widths, sizes and colours of now. */
  void paint() {
    LogLine line = getItem();
    if (line == null || canvas.getWidth() < 1) {
      return;
    }
    GraphicsContext g = canvas.getGraphicsContext2D();
    double w = canvas.getWidth();
    double h = canvas.getHeight();
    g.clearRect(0, 0, w, h);
    if (line.row().isError()) {
      String token = Severities.token(line.row().range());
      g.setFill(pen.tokens().get(token).deriveColor(0, 1, 1, TINT));
      g.fillRect(0, 0, w, h);
    }
    switch (line) {
      case LogLine.Head(LogRow row, boolean open) -> head(g, row, open, w, h / 2);
      case LogLine.More(LogRow row, LogBody.Line more) -> more(g, more, w, h);
    }
  }

  private void head(GraphicsContext g, LogRow row, boolean open, double w, double middle) {
    pen.left(g, Pen.Type.MONO, "muted", time(row), LogColumns.TIME, middle, w);
    severity(g, row.range(), middle);
    double service = columns.service(days.getAsBoolean());
    if (!row.service().isEmpty()) {
      g.setFill(pen.colour(row.service()));
      g.fillRect(service, middle - 8, 3, 16);
      pen.left(
          g,
          Pen.Type.PLAIN,
          "text",
          row.service(),
          service + 9,
          middle,
          columns.serviceWidth().get() - 21);
    }
    double x = columns.body(days.getAsBoolean());
    if (row.opens()) {
      pen.left(g, Pen.Type.PLAIN, "muted", open ? "▾" : "▸", x, middle, 14);
    }
    x += 14;
    double end = w - 12 - (row.hasTrace() ? LINK : 0);
    pen.begin(g, Pen.Type.MONO, "text", row.line(), x, middle, end - x);
    if (row.hasTrace()) {
      link(g, w - LINK, middle);
    }
  }

  private String time(LogRow row) {
    long at = row.timeUnixNano();
    return days.getAsBoolean() ? Formats.dayRow(at, zone) : Formats.row(at, zone);
  }

  private void severity(GraphicsContext g, int range, double middle) {
    double left = columns.severity(days.getAsBoolean());
    g.setStroke(pen.tokens().get(Severities.token(range)));
    g.setLineWidth(1);
    g.strokeRoundRect(left + 0.5, Math.rint(middle - 8) + 0.5, 15, 15, 4, 4);
    String letter = Severities.letter(range);
    double x = left + 8 - pen.width(Pen.Type.MONO, letter) / 2;
    pen.left(g, Pen.Type.MONO, Severities.token(range), letter, x, middle, 20);
  }

  /** Three bars one in the other: the sign of a waterfall. */
  private void link(GraphicsContext g, double x, double middle) {
    g.setFill(pen.tokens().get("accent"));
    g.fillRect(x, middle - 5, 9, 2);
    g.fillRect(x + 3, middle - 1, 8, 2);
    g.fillRect(x + 6, middle + 3, 6, 2);
  }

  private void more(GraphicsContext g, LogBody.Line line, double w, double h) {
    double body = columns.body(days.getAsBoolean());
    g.setFill(pen.tokens().get("divider"));
    g.fillRect(body + 3, 0, 1, h);
    double x = body + 14;
    if (!line.json()) {
      pen.begin(g, Pen.Type.MONO, "text", line.text(), x, h / 2, w - x - 12);
      return;
    }
    for (JsonTokens.Token token : JsonTokens.of(line.text())) {
      if (x > w) {
        return;
      }
      String colour =
          switch (token.kind()) {
            case KEY -> "accent";
            case STRING -> "ok";
            case NUMBER -> "warn";
            case WORD -> "fatal";
            case MARK -> "muted";
          };
      pen.begin(g, Pen.Type.MONO, colour, token.text(), x, h / 2, w - x - 12);
      x += pen.width(Pen.Type.MONO, token.text());
    }
  }

  /** Made only when somebody asks, for lines change far more often. */
  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    LogLine line = getItem();
    return attribute == AccessibleAttribute.TEXT && line != null
        ? spoken(line)
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  private String spoken(LogLine line) {
    return switch (line) {
      case LogLine.Head(LogRow row, boolean open) ->
          "log record "
              + Formats.middle(row.line(), 200)
              + ", "
              + row.service()
              + ", "
              + Severities.name(row.range())
              + ", "
              + time(row);
      case LogLine.More(LogRow row, LogBody.Line more) -> more.text();
    };
  }
}
