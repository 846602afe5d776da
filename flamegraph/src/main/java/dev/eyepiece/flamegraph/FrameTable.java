package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Quantity;
import dev.eyepiece.stacks.SampleType;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/** The table of functions beside a graph. The model sorts it, away from the window's thread. */
final class FrameTable extends TableView<FrameRow> {
  private final FlameGraphModel model;
  private final TableColumn<FrameRow, String> change;
  private boolean isShowing;

  FrameTable(FlameGraphModel model) {
    this.model = model;
    setId("flame-table");
    setFixedCellSize(24);
    setMinWidth(0);
    setPlaceholder(new Label("No functions."));
    change = column("Change", 90, FrameSort.CHANGE, row -> share(row.change()));
    change.setVisible(false);
    getColumns()
        .setAll(
            List.of(
                column("Self", 110, FrameSort.SELF, row -> value(row.self())),
                column("Total", 110, FrameSort.TOTAL, row -> value(row.total())),
                change,
                column("Function", 320, FrameSort.NAME, row -> row.frame().name())));
    setSortPolicy(_ -> sorted());
    setRowFactory(_ -> row());
    setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        open(getSelectionModel().getSelectedItem());
      }
    });
    model.rowsProperty().subscribe(this::show);
  }

  private static TableColumn<FrameRow, String> column(
      String title, double width, FrameSort sort, Function<FrameRow, String> text) {
    TableColumn<FrameRow, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setUserData(sort);
    column.setCellValueFactory(
        cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())).getReadOnlyProperty());
    return column;
  }

  private String share(double value) {
    FlameScene scene = model.sceneProperty().get();
    return scene == null
        ? ""
        : (value > 0 ? "+" : "") + Quantity.percent(value, (double) scene.totals().tree().total());
  }

  private String value(long value) {
    FlameScene scene = model.sceneProperty().get();
    if (scene == null) {
      return "";
    }
    SampleType type = scene.totals().tree().type();
    boolean isCount = type.unit().equals("count") || type.unit().equals("samples");
    return Quantity.percent(value, scene.totals().tree().total())
        + "  "
        + (isCount ? Long.toString(value) : Quantity.text(value, type));
  }

  private TableRow<FrameRow> row() {
    TableRow<FrameRow> row = new TableRow<>();
    row.setOnMouseClicked(event -> {
      if (event.getClickCount() == 2) {
        open(row.getItem());
      }
    });
    row.setOnContextMenuRequested(event -> {
      FrameRow item = row.getItem();
      if (item != null) {
        FlameMenu.menu(item.frame(), model).show(row, event.getScreenX(), event.getScreenY());
      }
    });
    return row;
  }

  private void open(@Nullable FrameRow row) {
    if (row != null) {
      model.lookAround(row.frame());
    }
  }

  private boolean sorted() {
    if (isShowing) {
      return true;
    }
    if (getSortOrder().isEmpty()) {
      model.sort(FrameSort.SELF, true);
      return true;
    }
    TableColumn<FrameRow, ?> by = getSortOrder().getFirst();
    boolean descending = by.getSortType() == TableColumn.SortType.DESCENDING;
    FrameSort sort = by.getUserData() instanceof FrameSort given ? given : FrameSort.SELF;
    model.sort(sort, descending);
    return true;
  }

  private void show(List<FrameRow> rows) {
    isShowing = true;
    FlameScene scene = model.sceneProperty().get();
    change.setVisible(scene != null && scene.before() != null);
    setItems(FXCollections.observableList(rows));
    isShowing = false;
  }
}
