package dev.eyepiece.ui.settings;

import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One setting: what it is, its value to change, where that comes from. FX thread only. */
final class SettingRow {
  private static final double EDITOR = 260;
  private static final double WIDEST_TIP = 480;

  private final String key;
  private final Label source = Kit.label("", "muted", "tiny");
  private final Label trouble = Kit.label("", "bad", "small");
  private final Button reset;
  private final TextField text = new TextField();
  private final ChoiceBox<String> choice = new ChoiceBox<>();
  private boolean setting;

  SettingRow(SettingsModel model, SettingLine line) {
    String key = line.key();
    this.key = key;
    // A dot in an id would be read as a style class by whoever looks it up.
    String id = key.replace('.', '-');
    reset = Icons.button(Feather.ROTATE_CCW, "Back to the default", () -> model.reset(key));
    trouble.setWrapText(true);
    trouble.setId("trouble-" + id);
    trouble.managedProperty().bind(trouble.visibleProperty());
    source.setId("source-" + id);
    text.setId("setting-" + id);
    text.setPrefWidth(EDITOR);
    text.getStyleClass().add("mono");
    text.setPromptText(line.entry().expected());
    // What is expected is often longer than the field, and gone once something is typed.
    text.setTooltip(new Tooltip(line.entry().expected()));
    text.getTooltip().setWrapText(true);
    text.getTooltip().setMaxWidth(WIDEST_TIP);
    text.setAccessibleText(line.meaning().title());
    text.setOnAction(event -> model.choose(key, text.getText()));
    text.focusedProperty()
        .subscribe((old, focused) -> {
          if (!focused) {
            model.choose(key, text.getText());
          }
        });
    choice.setId("setting-" + id);
    choice.setPrefWidth(EDITOR);
    choice.setAccessibleText(line.meaning().title());
    choice.getItems().setAll(line.meaning().choices());
    choice
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe((old, now) -> {
          if (!setting && now != null) {
            model.choose(key, now);
          }
        });
  }

  /** Puts the row into a grid of two columns. */
  void addTo(GridPane grid, SettingLine line) {
    Label title = Kit.label(line.meaning().title());
    Label name = Kit.mono(key, "faint", "tiny");
    Label meaning = Kit.label(line.meaning().text(), "muted", "small");
    meaning.setWrapText(true);
    meaning.setMinHeight(Region.USE_PREF_SIZE);
    VBox what = new VBox(2, title, name);
    what.setMinWidth(180);
    Node editor = line.meaning().choices().isEmpty() ? text : choice;
    HBox value = new HBox(8, editor, source, reset);
    value.setAlignment(Pos.CENTER_LEFT);
    VBox right = new VBox(4, value, meaning, trouble);
    right.setMinWidth(0);
    grid.addRow(grid.getRowCount(), what, right);
    show(line);
  }

  void show(SettingLine line) {
    setting = true;
    if (!text.isFocused() || line.trouble().isEmpty()) {
      text.setText(line.chosen());
    }
    choice.getSelectionModel().select(line.chosen());
    setting = false;
    boolean fixed = line.entry().fixed();
    text.setEditable(!fixed);
    text.setDisable(fixed);
    choice.setDisable(fixed);
    reset.setVisible(line.canReset());
    source.setText(line.source());
    source.getStyleClass().removeAll("warn");
    if (line.waits()) {
      source.getStyleClass().add("warn");
    }
    trouble.setText(line.trouble());
    trouble.setVisible(!line.trouble().isEmpty());
  }
}
