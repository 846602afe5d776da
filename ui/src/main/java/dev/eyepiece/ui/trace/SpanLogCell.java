package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Severities;
import dev.eyepiece.ui.theme.Theme;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;

/** A log record in two lines: what it says, and when and who. FX thread only. */
final class SpanLogCell extends ListCell<LogRow> {
  private final TraceViewModel model;
  private final Theme theme;
  private final Label severity = Kit.label("", "severity-box", "mono");
  private final Label body = Kit.mono("", "log-body");
  private final Label when = Kit.mono("", "muted", "small");
  private final Label who = Kit.label("", "muted", "small");
  private final HBox box;

  /**
   * @param open takes a record that was clicked
   */
  SpanLogCell(TraceViewModel model, Theme theme, Consumer<LogRow> open) {
    this.model = model;
    this.theme = theme;
    getStyleClass().add("span-log");
    severity.setMinSize(16, 16);
    body.setTextOverrun(OverrunStyle.ELLIPSIS);
    body.setMinWidth(0);
    who.setMinWidth(0);
    who.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    when.setMinWidth(USE_PREF_SIZE);
    VBox lines = new VBox(2, body, new HBox(12, when, who));
    lines.setMinWidth(0);
    HBox.setHgrow(lines, Priority.ALWAYS);
    box = new HBox(8, severity, lines);
    setPrefWidth(0);
    setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY && getItem() != null) {
        open.accept(getItem());
      }
    });
  }

  @Override
  protected void updateItem(LogRow row, boolean empty) {
    super.updateItem(row, empty);
    TraceData data = model.data();
    if (empty || row == null || data == null) {
      setGraphic(null);
      setAccessibleText("");
      return;
    }
    String colour = web(theme.tokens().get(Severities.token(row.range())));
    severity.setText(Severities.letter(row.range()));
    severity.setStyle("-fx-text-fill: " + colour + "; -fx-border-color: " + colour + ";");
    body.setText(Texts.line(row.line()));
    long into = row.timeUnixNano() - data.tree().startUnixNano();
    when.setText((into < 0 ? "" : "+") + Formats.duration(into));
    who.setText(row.service().isEmpty() ? "no service name" : row.service());
    setAccessibleText(Severities.name(row.range()) + ", " + body.getText() + ", " + when.getText());
    setGraphic(box);
  }

  private static String web(Color colour) {
    return "#" + colour.toString().substring(2, 8);
  }
}
