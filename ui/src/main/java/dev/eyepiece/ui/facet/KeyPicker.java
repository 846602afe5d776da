package dev.eyepiece.ui.facet;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * A button that opens into a list of the attribute keys that are held, to show the values of one
 * more. FX thread only.
 */
final class KeyPicker extends VBox {
  private static final double ROW = 24;
  private static final int ROWS = 10;

  private final FacetChoices choices;
  private final Button add = new Button("Attribute", Icons.of(Feather.PLUS, 12));
  private final TextField filter = new TextField();
  private final ListView<FacetValue> list = new ListView<>();
  private List<FacetValue> keys = List.of();

  KeyPicker(FacetChoices choices) {
    this.choices = choices;
    getStyleClass().add("key-picker");
    add.getStyleClass().addAll("flat", "facet-head");
    add.setId("add-facet");
    add.setAccessibleText("Show the values of an attribute");
    add.setOnAction(event -> open(true));
    filter.setPromptText("Attribute key");
    filter.setId("facet-key");
    filter.getStyleClass().add("facet-filter");
    filter.textProperty().subscribe(text -> refine());
    filter.setOnAction(event -> take());
    filter.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setFixedCellSize(ROW);
    list.setId("facet-keys");
    list.setCellFactory(view -> new KeyCell());
    list.setOnMouseClicked(event -> take());
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setPlaceholder(Kit.label("No such key is held", "muted", "small"));
    open(false);
  }

  private static final class KeyCell extends ListCell<FacetValue> {
    private final Label name = new Label();
    private final Label count = Kit.mono("", "muted");
    private final HBox box = new HBox(8, name, count);

    KeyCell() {
      box.setAlignment(Pos.CENTER_LEFT);
      name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      name.setEllipsisString("…");
      name.setMinWidth(0);
      name.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(name, Priority.ALWAYS);
      count.setMinWidth(USE_PREF_SIZE);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(FacetValue key, boolean empty) {
      super.updateItem(key, empty);
      if (empty || key == null) {
        setGraphic(null);
        return;
      }
      name.setText(Formats.middle(key.value(), 200));
      count.setText(Formats.count(key.spans()));
      setGraphic(box);
    }
  }

  private void open(boolean now) {
    getChildren().setAll(add);
    if (now) {
      getChildren().setAll(filter, list);
      filter.clear();
      filter.requestFocus();
      choices.attributeKeys(found -> {
        keys = found;
        refine();
      });
    }
  }

  /** Closes the list of keys; tells whether it was open. */
  boolean close() {
    boolean was = getChildren().contains(list);
    if (was) {
      open(false);
      add.requestFocus();
    }
    return was;
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.DOWN && filter.isFocused()) {
      list.requestFocus();
      list.getSelectionModel().selectFirst();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER && list.isFocused()) {
      take();
      event.consume();
    }
  }

  private void refine() {
    String wanted = filter.getText().strip().toLowerCase(Locale.ROOT);
    list.getItems()
        .setAll(
            keys.stream()
                .filter(key -> key.value().toLowerCase(Locale.ROOT).contains(wanted))
                .toList());
    double rows = Math.clamp(list.getItems().size(), 2, ROWS);
    list.setPrefHeight(rows * ROW + 2);
    list.setMinHeight(rows * ROW + 2);
  }

  /** Takes what is chosen, else the only one that is left, else what was typed. */
  private void take() {
    FacetValue chosen = list.getSelectionModel().getSelectedItem();
    String key =
        chosen != null
            ? chosen.value()
            : list.getItems().size() == 1
                ? list.getItems().getFirst().value()
                : filter.getText().strip();
    if (!key.isEmpty()) {
      open(false);
      choices.addFacet(key);
    }
  }
}
