package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** Everything that can be done, found by a few letters. FX thread only. */
final class PalettePane extends VBox {
  private static final double WIDTH = 560;
  private static final double ROW = 28;
  private static final int ROWS = 12;

  private final PaletteModel model;
  private final Runnable close;
  private final TextField field = new TextField();
  private final ObservableList<PaletteModel.Line> lines = FXCollections.observableArrayList();
  private final ListView<PaletteModel.Line> list = new ListView<>(lines);
  private final Label none = Kit.label("Nothing is called so. Try a view, a service or a search.");

  PalettePane(PaletteModel model, Runnable close) {
    this.model = model;
    this.close = close;
    getStyleClass().addAll("popover", "palette");
    setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    setMinWidth(360);
    field.setId("palette");
    field.setPromptText("Go to, do, search ...");
    field.setAccessibleText("Command palette");
    field.textProperty().subscribe(() -> update());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setId("palette-list");
    list.setFixedCellSize(ROW);
    list.setFocusTraversable(false);
    list.setCellFactory(view -> new Cell());
    list.setOnMouseClicked(event -> run());
    none.getStyleClass().addAll("muted", "palette-none");
    none.managedProperty().bind(none.visibleProperty());
    list.managedProperty().bind(list.visibleProperty());
    getChildren().addAll(field, list, none);
  }

  /** Starts anew with these actions. */
  void open(List<Action> actions) {
    model.offer(actions);
    field.clear();
    update();
  }

  /** More became known while it is open. */
  void more(List<Action> actions) {
    model.offer(actions);
    int selected = list.getSelectionModel().getSelectedIndex();
    update();
    list.getSelectionModel().select(Math.clamp(selected, 0, Math.max(0, lines.size() - 1)));
  }

  @Override
  public void requestFocus() {
    field.requestFocus();
  }

  private void update() {
    lines.setAll(model.lines(field.getText()));
    list.setVisible(!lines.isEmpty());
    none.setVisible(lines.isEmpty());
    list.setPrefHeight(Math.min(ROWS, lines.size()) * ROW + 2);
    list.setMinHeight(list.getPrefHeight());
    list.getSelectionModel().select(0);
    list.scrollTo(0);
  }

  private void key(KeyEvent event) {
    int at = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> select(at + 1);
      case UP -> select(at - 1);
      case PAGE_DOWN -> select(Math.min(lines.size() - 1, at + ROWS));
      case PAGE_UP -> select(Math.max(0, at - ROWS));
      case ENTER -> run();
      default -> {
        if (event.getCode() != KeyCode.TAB) {
          return;
        }
      }
    }
    event.consume();
  }

  private void select(int index) {
    if (!lines.isEmpty()) {
      int row = Math.floorMod(index, lines.size());
      list.getSelectionModel().select(row);
      list.scrollTo(Math.max(0, row - ROWS + 1));
    }
  }

  private void run() {
    PaletteModel.Line chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      close.run();
      model.run(chosen.action());
    }
  }

  private static final class Cell extends ListCell<PaletteModel.Line> {
    @Override
    protected void updateItem(PaletteModel.@Nullable Line line, boolean none) {
      super.updateItem(line, none);
      setText(null);
      setGraphic(none || line == null ? null : row(line));
      setAccessibleText(
          none || line == null ? "" : line.action().group() + " " + line.action().title());
    }

    private static HBox row(PaletteModel.Line line) {
      Label group = Kit.label(line.action().group(), "muted", "tiny");
      group.setMinWidth(72);
      TextFlow title = new TextFlow();
      title.setMinWidth(0);
      String text = line.action().title();
      for (int i = 0; i < text.length(); i++) {
        boolean typed = line.at().contains(i);
        int from = i;
        while (i + 1 < text.length() && line.at().contains(i + 1) == typed) {
          i++;
        }
        Text part = new Text(text.substring(from, i + 1));
        part.getStyleClass().add(typed ? "typed" : "plain");
        title.getChildren().add(part);
      }
      HBox row = new HBox(8, group, title, Kit.grow());
      if (!line.action().key().isEmpty()) {
        row.getChildren().add(Kit.key(line.action().key()));
      }
      row.setAlignment(Pos.CENTER_LEFT);
      title.setTranslateY(5);
      return row;
    }
  }
}
