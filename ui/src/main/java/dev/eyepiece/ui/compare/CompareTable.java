package dev.eyepiece.ui.compare;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;

/** The calls of two traces; in reading order until a column is sorted. FX thread only. */
final class CompareTable extends TableView<CallRow> {
  private List<CallRow> reading = List.of();
  private long largest;

  /**
   * @param open takes a call that is looked into
   */
  CompareTable(Theme theme, Consumer<CallRow> open) {
    setId("compare-table");
    setAccessibleText("Calls of both traces");
    setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
    theme.densityProperty().subscribe(density -> setFixedCellSize(density.row()));
    TableColumn<CallRow, CallRow> name =
        column(
            "Service and operation",
            340,
            row -> row.name().length(),
            () -> new CallNameCell(theme));
    name.setComparator(Comparator.comparing(CallRow::service).thenComparing(CallRow::name));
    name.setMinWidth(180);
    getColumns().add(name);
    getColumns().add(figure("A spans", 68, row -> row.left().spans(), Formats::count));
    getColumns().add(figure("B spans", 68, row -> row.right().spans(), Formats::count));
    getColumns().add(figure("A errors", 70, row -> row.left().errors(), Formats::count));
    getColumns().add(figure("B errors", 70, row -> row.right().errors(), Formats::count));
    getColumns().add(figure("A time", 80, row -> row.left().nano(), Formats::duration));
    getColumns().add(figure("B time", 80, row -> row.right().nano(), Formats::duration));
    TableColumn<CallRow, CallRow> difference =
        column("Difference", 280, CallRow::difference, () -> new DifferenceCell(this));
    difference.setMinWidth(260);
    getColumns().add(difference);
    // Without a sorted column the calls stand as they were called.
    getSortOrder()
        .addListener(
            (ListChangeListener<TableColumn<CallRow, ?>>)
                change -> {
                  if (getSortOrder().isEmpty()) {
                    getItems().setAll(reading);
                  }
                });
    setRowFactory(table -> {
      TableRow<CallRow> row = new TableRow<>();
      row.setOnMouseClicked(event -> {
        if (event.getClickCount() == 2 && row.getItem() != null) {
          open.accept(row.getItem());
        }
      });
      return row;
    });
  }

  private static TableColumn<CallRow, CallRow> column(
      String title,
      double width,
      ToLongFunction<CallRow> value,
      Supplier<TableCell<CallRow, CallRow>> cell) {
    TableColumn<CallRow, CallRow> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setComparator(Comparator.comparingLong(value));
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(shown -> cell.get());
    return column;
  }

  private static TableColumn<CallRow, CallRow> figure(
      String title, double width, ToLongFunction<CallRow> value, LongText text) {
    TableColumn<CallRow, CallRow> column =
        column(title, width, value, () -> new FigureCell(value, text));
    column.setMinWidth(width - 8);
    column.setMaxWidth(width + 20);
    column.setSortType(TableColumn.SortType.DESCENDING);
    column.getStyleClass().add("right");
    return column;
  }

  @FunctionalInterface
  private interface LongText {
    String of(long value);
  }

  /** A figure; nothing where there is none. */
  private static final class FigureCell extends TableCell<CallRow, CallRow> {
    private final ToLongFunction<CallRow> value;
    private final LongText text;

    FigureCell(ToLongFunction<CallRow> value, LongText text) {
      this.value = value;
      this.text = text;
      getStyleClass().addAll("mono", "right");
      setAlignment(Pos.CENTER_RIGHT);
    }

    @Override
    protected void updateItem(CallRow row, boolean empty) {
      super.updateItem(row, empty);
      long figure = empty || row == null ? 0 : value.applyAsLong(row);
      setText(figure == 0 ? null : text.of(figure));
    }
  }

  void show(List<CallRow> rows) {
    reading = rows;
    largest =
        rows.stream()
            .filter(row -> row.left().spans() > 0 && row.right().spans() > 0)
            .mapToLong(row -> Math.abs(row.difference()))
            .max()
            .orElse(0);
    getSortOrder().clear();
    getItems().setAll(rows);
  }

  /** The largest difference among the calls that both have, nanoseconds. */
  long largest() {
    return largest;
  }
}
