package dev.eyepiece.ui.theme;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Columns of text, whose cells tell what they cut. FX thread only. */
public final class Columns {
  private Columns() {}

  /**
   * Adds a column.
   *
   * @param styles style classes of its cells; {@code right} is one of its header too
   */
  public static <T> TableColumn<T, T> add(
      TableView<T> table, String title, double width, Function<T, String> text, String... styles) {
    TableColumn<T, T> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, 56));
    column.setReorderable(false);
    column.setSortable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(made -> new TextCell<>(text, styles));
    if (java.util.List.of(styles).contains("right")) {
      column.getStyleClass().add("right");
    }
    table.getColumns().add(column);
    return column;
  }
}
