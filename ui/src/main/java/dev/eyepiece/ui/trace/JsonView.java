package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** JSON in colours, line by line, so that a long one costs what is in sight. FX thread only. */
final class JsonView extends BorderPane {
  private static final double LINE = 18;
  private static final int MOST_CHARS = 2_000;

  private final ListView<String> lines = new ListView<>();
  private final Label size = Kit.label("", "small", "muted");
  private String json = "";

  JsonView() {
    lines.setId("span-json");
    lines.getStyleClass().add("json");
    lines.setFixedCellSize(LINE);
    lines.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    lines.setCellFactory(list -> new Line());
    lines.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    HBox head = new HBox(8, Kit.copyButton("Copy as OTLP JSON", () -> json), size);
    head.getStyleClass().add("json-head");
    setTop(head);
    setCenter(lines);
  }

  /** Shows a text; of lines as long as that no eye reads them, the beginning. */
  void setJson(String text) {
    json = text;
    List<String> all = text.lines().toList();
    lines.getItems().setAll(all);
    size.setText(text.isEmpty() ? "" : "OTLP JSON, " + Formats.count(all.size(), "line"));
  }

  String json() {
    return json;
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
      Copy.text(String.join("\n", lines.getSelectionModel().getSelectedItems()));
      event.consume();
    }
  }

  private static final class Line extends ListCell<String> {
    @Override
    protected void updateItem(String line, boolean empty) {
      super.updateItem(line, empty);
      if (empty || line == null) {
        setGraphic(null);
        setAccessibleText("");
        return;
      }
      boolean cut = line.length() > MOST_CHARS;
      TextFlow flow = new TextFlow();
      for (JsonTokens.Token token : JsonTokens.of(cut ? line.substring(0, MOST_CHARS) : line)) {
        Text text = new Text(token.text());
        text.getStyleClass().add("json-" + token.kind().name().toLowerCase(Locale.ROOT));
        flow.getChildren().add(text);
      }
      if (cut) {
        int more = line.length() - MOST_CHARS;
        Text rest = new Text(" … " + Formats.count(more, "character") + " more in the copy");
        rest.getStyleClass().add("json-mark");
        flow.getChildren().add(rest);
      }
      flow.setMinWidth(USE_PREF_SIZE);
      setGraphic(flow);
      setAccessibleText(line);
    }
  }
}
