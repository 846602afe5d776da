package dev.eyepiece.ui.theme;

import java.util.function.Function;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/**
 * A cell of text that tells what it cuts. FX thread only.
 *
 * @param <T> a row of the table
 */
public class TextCell<T> extends TableCell<T, T> {
  private static final double WIDEST_TIP = 640;

  private final Function<T, String> text;
  private final Tooltip tip = new Tooltip();

  /**
   * Makes one for rows.
   *
   * @param text what it shows of a row, empty for nothing
   */
  public TextCell(Function<T, String> text, String... styles) {
    this.text = text;
    getStyleClass().addAll(styles);
    tip.setWrapText(true);
    tip.setMaxWidth(WIDEST_TIP);
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
