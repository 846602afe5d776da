package dev.eyepiece.ui.receiver;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** Columns of text, whose cells tell what they cut. FX thread only. */
final class Columns {
  private Columns() {}

  /**
   * Adds a column.
   *
   * @param styles style classes of its cells; {@code right} is one of its header too
   */
  static <T> TableColumn<T, T> add(
      TableView<T> table, String title, double width, Function<T, String> text, String... styles) {
    TableColumn<T, T> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, 56));
    column.setReorderable(false);
    column.setSortable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(made -> new Cell<>(text, styles));
    if (java.util.List.of(styles).contains("right")) {
      column.getStyleClass().add("right");
    }
    table.getColumns().add(column);
    return column;
  }

  private static final class Cell<T> extends TableCell<T, T> {
    private final Function<T, String> text;
    private final Tooltip tip = new Tooltip();

    Cell(Function<T, String> text, String... styles) {
      this.text = text;
      getStyleClass().addAll(styles);
      tip.setWrapText(true);
      tip.setMaxWidth(560);
    }

    @Override
    protected void updateItem(@Nullable T item, boolean empty) {
      super.updateItem(item, empty);
      String shown = empty || item == null ? "" : text.apply(item);
      setText(shown);
      tip.setText(shown);
      setTooltip(shown.isEmpty() ? null : tip);
    }
  }
}
