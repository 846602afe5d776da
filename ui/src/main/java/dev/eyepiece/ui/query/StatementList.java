package dev.eyepiece.ui.query;

import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Statements that were saved and that were run. FX thread only. */
final class StatementList extends VBox {
  private static final double WIDTH = 280;
  private static final double ROW = 28;
  private static final int TOLD = 4_000;

  private final QueryModel model;
  private final TextField name = new TextField();
  private final TextField filter = new TextField();
  private final Label wrong = Kit.label("", "bad", "small");
  private final ListView<Kept> list = new ListView<>();
  private final Consumer<String> take;

  /**
   * The list of a model.
   *
   * @param take gets a statement that is chosen
   */
  StatementList(QueryModel model, Consumer<String> take) {
    this.model = model;
    this.take = take;
    setId("sql-statements");
    getStyleClass().add("sql-statements");
    setPrefWidth(WIDTH);
    setMinWidth(220);
    name.setId("sql-save-name");
    name.setPromptText("Name to save it under");
    name.setAccessibleText("Name to save the statement under");
    name.setOnAction(event -> save());
    HBox.setHgrow(name, Priority.ALWAYS);
    Button save = new Button("Save");
    save.setId("sql-save");
    save.setMinWidth(USE_PREF_SIZE);
    save.setOnAction(event -> save());
    wrong.setWrapText(true);
    wrong.setVisible(false);
    wrong.managedProperty().bind(wrong.visibleProperty());
    filter.setPromptText("Find a statement");
    filter.setAccessibleText("Find a statement");
    filter.textProperty().subscribe((old, now) -> fill());
    list.setId("sql-kept");
    list.setAccessibleText("Saved statements and history");
    list.setFixedCellSize(ROW);
    list.setCellFactory(view -> new Cell());
    list.setPlaceholder(Kit.label("Statements that you run are listed here", "muted", "small"));
    list.setOnMouseClicked(event -> takeChosen());
    list.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        takeChosen();
      } else if (event.getCode() == KeyCode.DELETE) {
        forgetChosen();
      }
    });
    VBox.setVgrow(list, Priority.ALWAYS);
    HBox saving = new HBox(8, name, save);
    saving.setAlignment(Pos.CENTER_LEFT);
    VBox top = new VBox(8, saving, wrong, filter);
    top.getStyleClass().add("sql-statements-top");
    getChildren().addAll(top, list);
    model.book().allProperty().subscribe(all -> fill());
  }

  private void save() {
    try {
      model.book().save(name.getText(), model.text());
      name.clear();
      wrong.setVisible(false);
    } catch (IllegalArgumentException e) {
      wrong.setText(e.getMessage());
      wrong.setVisible(true);
    }
  }

  private void fill() {
    String wanted = filter.getText().toLowerCase(Locale.ROOT);
    List<Kept> all =
        model.book().allProperty().get().stream()
            .filter(one -> (one.name() + " " + one.sql()).toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    list.getItems().setAll(all);
  }

  private void takeChosen() {
    Kept chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      take.accept(chosen.sql());
    }
  }

  private void forgetChosen() {
    Kept chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      model.book().forget(chosen);
    }
  }

  private final class Cell extends ListCell<Kept> {
    private final FontIcon saved = Icons.of(Feather.BOOKMARK, 14);
    private final FontIcon ran = Icons.of(Feather.CLOCK, 14);
    private final Label text = Kit.label("");
    private final Button forget =
        Icons.button(
            Feather.X,
            "Forget it (Delete)",
            () -> {
              if (getItem() != null) {
                model.book().forget(getItem());
              }
            });
    private final HBox row = new HBox(8);
    private final Tooltip tip = new Tooltip();

    Cell() {
      text.setMinWidth(0);
      HBox.setHgrow(text, Priority.ALWAYS);
      text.setMaxWidth(Double.MAX_VALUE);
      forget.visibleProperty().bind(hoverProperty().or(focusedProperty()));
      row.setAlignment(Pos.CENTER_LEFT);
      row.setMinWidth(0);
      setPrefWidth(0);
      tip.setWrapText(true);
      tip.setMaxWidth(560);
    }

    @Override
    protected void updateItem(@Nullable Kept kept, boolean empty) {
      super.updateItem(kept, empty);
      if (empty || kept == null) {
        setGraphic(null);
        setTooltip(null);
        setAccessibleText("");
        return;
      }
      text.setText(kept.isSaved() ? kept.name() : kept.oneLine());
      text.getStyleClass().setAll("label", kept.isSaved() ? "strong" : "mono");
      row.getChildren().setAll(kept.isSaved() ? saved : ran, text, forget);
      String whole = kept.sql();
      tip.setText(whole.length() > TOLD ? whole.substring(0, TOLD) + "…" : whole);
      setTooltip(tip);
      setAccessibleText(
          (kept.isSaved() ? "Saved: " + kept.name() + ", " : "Run: ") + kept.oneLine());
      setGraphic(row);
    }
  }
}
