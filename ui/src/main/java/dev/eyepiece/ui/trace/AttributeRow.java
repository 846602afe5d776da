package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.AnyValue;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A key and its value. Long values show their beginning and open in place; JSON and stack traces
 * keep their lines. A menu copies the value or searches for it.
 */
final class AttributeRow extends VBox {
  private static final int LONG = 160;
  private static final int MOST_CHARS = 50_000;
  private static final double KEY_WIDTH = 150;

  AttributeRow(String key, AnyValue value, SearchActions actions, String searchKey) {
    this(key, ValueText.of(value), ValueText.pretty(value), ValueText.type(value));
    setMenu(key, ValueText.of(value), actions, searchKey);
  }

  AttributeRow(String key, String text, String pretty, String type) {
    getStyleClass().add("attribute");
    Label name = new Label(key);
    name.getStyleClass().add("detail-key");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(KEY_WIDTH);
    name.setMaxWidth(KEY_WIDTH);
    name.setTooltip(new Tooltip(key));
    boolean lines = pretty.indexOf('\n') >= 0;
    boolean cut = lines || text.length() > LONG;
    Label shown = new Label(cut ? beginning(text) : text);
    shown.getStyleClass().add("detail-value");
    shown.setWrapText(true);
    shown.setMinHeight(Region.USE_PREF_SIZE);
    shown.setTooltip(new Tooltip(type));
    HBox.setHgrow(shown, Priority.ALWAYS);
    shown.setMaxWidth(Double.MAX_VALUE);
    HBox line = new HBox(8, name, shown);
    line.setAlignment(Pos.TOP_LEFT);
    getChildren().add(line);
    if (cut) {
      getChildren().add(opener(pretty));
    }
  }

  private static String beginning(String text) {
    String first = text.lines().findFirst().orElse("");
    return first.length() <= LONG ? first + " …" : first.substring(0, LONG) + "…";
  }

  private Hyperlink opener(String pretty) {
    Hyperlink open = new Hyperlink("show all of it");
    open.getStyleClass().add("small");
    open.setOnAction(event -> {
      getChildren().remove(open);
      getChildren().add(block(pretty));
    });
    return open;
  }

  /** Text that keeps its lines. */
  static Label block(String text) {
    boolean cut = text.length() > MOST_CHARS;
    String shown =
        cut
            ? text.substring(0, MOST_CHARS)
                + "\n… "
                + Texts.count(text.length() - MOST_CHARS, "character")
                + " more; copy the value to see them"
            : text;
    Label block = new Label(shown);
    block.getStyleClass().add("code");
    block.setWrapText(true);
    block.setMinHeight(Region.USE_PREF_SIZE);
    block.setMaxWidth(Double.MAX_VALUE);
    return block;
  }

  private void setMenu(String key, String text, SearchActions actions, String searchKey) {
    MenuItem filter = new MenuItem("Search for this value");
    filter.setOnAction(event -> actions.filter(searchKey, text));
    MenuItem exclude = new MenuItem("Exclude this value");
    exclude.setOnAction(event -> actions.exclude(searchKey, text));
    MenuItem copy = new MenuItem("Copy value");
    copy.setOnAction(event -> Copy.text(text));
    MenuItem pair = new MenuItem("Copy key and value");
    pair.setOnAction(event -> Copy.text(key + "=" + text));
    ContextMenu menu = new ContextMenu(copy, pair, filter, exclude);
    setOnContextMenuRequested(event -> {
      menu.show(this, event.getScreenX(), event.getScreenY());
      event.consume();
    });
  }
}
