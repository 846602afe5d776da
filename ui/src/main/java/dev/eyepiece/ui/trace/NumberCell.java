package dev.eyepiece.ui.trace;

import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;

/** A figure, right-aligned and in digits of one width. */
final class NumberCell<T> extends TableCell<T, T> {
  private final Function<T, String> text;

  NumberCell(Function<T, String> text) {
    this.text = text;
    getStyleClass().addAll("mono", "right");
    setAlignment(Pos.CENTER_RIGHT);
  }

  @Override
  protected void updateItem(T item, boolean empty) {
    super.updateItem(item, empty);
    setText(empty || item == null ? null : text.apply(item));
  }
}
