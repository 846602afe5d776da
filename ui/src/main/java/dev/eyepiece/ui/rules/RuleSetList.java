package dev.eyepiece.ui.rules;

import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The rule sets with their switches, in the order in which they run. FX thread only. */
final class RuleSetList extends VBox {
  private static final double ROW = 44;

  private final RuleSetsModel model;
  private final ListView<RuleRow> list = new ListView<>();
  private final Button delete;
  private boolean updating;

  RuleSetList(RuleSetsModel model) {
    this.model = model;
    list.setId("rule-sets");
    list.setFixedCellSize(ROW);
    list.setCellFactory(view -> new Cell());
    list.setAccessibleText("Rule sets");
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe((old, now) -> {
          if (!updating && now != null) {
            model.choose(now.id());
          }
        });
    Button add = button("rule-new", Feather.PLUS, "New rule set");
    add.setOnAction(event -> model.create(""));
    Button up = button("rule-up", Feather.ARROW_UP, "Run before the one above");
    up.setOnAction(event -> model.move(-1));
    Button down = button("rule-down", Feather.ARROW_DOWN, "Run after the one below");
    down.setOnAction(event -> model.move(1));
    delete = button("rule-delete", Feather.TRASH_2, "Delete the rule set");
    delete.setOnAction(event -> delete());
    delete.focusedProperty().subscribe(focused -> disarm(focused));
    HBox bar = new HBox(2, Kit.label("Rule sets", "title"), Kit.grow(), add, up, down, delete);
    bar.getStyleClass().add("rule-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(bar, list);
    model.rowsProperty().subscribe(this::show);
  }

  private static Button button(String id, Feather icon, String purpose) {
    Button button = new Button();
    button.setId(id);
    button.setGraphic(Icons.of(icon));
    button.getStyleClass().addAll("flat", "icon-button");
    button.setTooltip(new Tooltip(purpose));
    button.setAccessibleText(purpose);
    return button;
  }

  /** A second press deletes; whatever else has the focus in between takes the first one back. */
  private void delete() {
    if (delete.getText() == null || delete.getText().isEmpty()) {
      delete.setText("Delete?");
      delete.getStyleClass().add("bad");
    } else {
      disarm(false);
      model.delete();
    }
  }

  private void disarm(boolean focused) {
    if (!focused) {
      delete.setText("");
      delete.getStyleClass().remove("bad");
    }
  }

  /** Rows change in place, so that the selection and the scroll position stay. */
  private void show(List<RuleRow> rows) {
    updating = true;
    for (int i = 0; i < rows.size(); i++) {
      if (i >= list.getItems().size()) {
        list.getItems().add(rows.get(i));
      } else if (!rows.get(i).equals(list.getItems().get(i))) {
        list.getItems().set(i, rows.get(i));
      }
    }
    if (list.getItems().size() > rows.size()) {
      list.getItems().remove(rows.size(), list.getItems().size());
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).id().equals(model.chosen())
          && list.getSelectionModel().getSelectedIndex() != i) {
        list.getSelectionModel().clearAndSelect(i);
      }
    }
    updating = false;
  }

  private final class Cell extends ListCell<RuleRow> {
    private final CheckBox on = new CheckBox();
    private final Label name = new Label();
    private final Label edited = Kit.label("edited", "muted", "tiny");
    private final Label detail = Kit.label("", "muted", "tiny");
    private final HBox row;

    Cell() {
      name.setMinWidth(0);
      edited.setMinWidth(USE_PREF_SIZE);
      detail.setMinWidth(0);
      HBox first = new HBox(6, name, edited);
      first.setAlignment(Pos.BASELINE_LEFT);
      VBox text = new VBox(1, first, detail);
      text.setAlignment(Pos.CENTER_LEFT);
      text.setMinWidth(0);
      HBox.setHgrow(text, Priority.ALWAYS);
      row = new HBox(8, on, text);
      row.setAlignment(Pos.CENTER_LEFT);
      row.setMinWidth(0);
      row.setPrefWidth(0);
      on.setOnAction(event -> {
        RuleRow item = getItem();
        if (item != null) {
          model.enable(item.id(), on.isSelected());
        }
      });
    }

    @Override
    protected void updateItem(@Nullable RuleRow item, boolean none) {
      super.updateItem(item, none);
      setText(null);
      if (none || item == null) {
        setGraphic(null);
        return;
      }
      on.setSelected(item.on());
      on.setDisable(!item.stored());
      on.setAccessibleText(item.name() + (item.on() ? ", on" : ", off"));
      name.setText(item.name());
      edited.setVisible(item.edited() && item.stored());
      edited.setManaged(edited.isVisible());
      boolean wrong = !item.wrong().isEmpty();
      detail.setText(wrong ? item.wrong() : item.detail());
      detail.getStyleClass().removeAll("bad");
      if (wrong) {
        detail.getStyleClass().add("bad");
      }
      setTooltip(wrong ? new Tooltip(item.wrong()) : null);
      setAccessibleText(item.name() + ", " + item.detail());
      setGraphic(row);
    }
  }
}
