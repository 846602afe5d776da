package dev.eyepiece.ui.query;

import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** One value: cut to its cell, whole on hover, a link where it is the id of a trace. */
final class ResultCell extends TableCell<List<@Nullable Object>, List<@Nullable Object>> {
  private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
  private static final PseudoClass LINK = PseudoClass.getPseudoClass("link");
  private static final int DRAWN = 300;
  private static final int TOLD = 4_000;

  private final int column;
  private final Tooltip tip = new Tooltip();

  ResultCell(QueryResult result, int column, Navigator navigator) {
    this.column = column;
    getStyleClass().add("mono");
    if (result.columns().get(column).isNumber()) {
      getStyleClass().add("right");
    }
    setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    tip.setWrapText(true);
    tip.setMaxWidth(560);
    setOnMouseClicked(event -> {
      TraceId id = TraceLink.of(value());
      if (id != null && getItem() != null) {
        navigator.open(TraceLink.place(result, getItem(), id));
      }
    });
  }

  private @Nullable Object value() {
    List<@Nullable Object> row = getItem();
    return isEmpty() || row == null || column >= row.size() ? null : row.get(column);
  }

  @Override
  protected void updateItem(@Nullable List<@Nullable Object> row, boolean empty) {
    super.updateItem(row, empty);
    Object value = value();
    boolean none = !empty && row != null && value == null;
    pseudoClassStateChanged(NULL, none);
    pseudoClassStateChanged(LINK, TraceLink.of(value) != null);
    if (value == null) {
      setText(none ? "NULL" : null);
      setTooltip(null);
      return;
    }
    String text = QueryResult.text(value);
    String head = text.length() > DRAWN ? text.substring(0, DRAWN) + "…" : text;
    setText(oneLine(head));
    tip.setText(text.length() > TOLD ? text.substring(0, TOLD) + "…" : text);
    setTooltip(tip);
  }

  private static String oneLine(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\t') < 0 && text.indexOf('\r') < 0
        ? text
        : text.replace("\r", "").replace('\n', '⏎').replace('\t', ' ');
  }

  /** What the cell has, whole; empty for none. */
  String whole() {
    Object value = value();
    return value == null ? "" : QueryResult.text(value);
  }
}
