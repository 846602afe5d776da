package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.ui.theme.Formats;
import java.util.HashMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;

/**
 * A key and its value. Long values show their beginning and open in place, lists and maps open as a
 * tree; JSON and stack traces keep their lines. Buttons under the pointer and a menu copy the value
 * or search for it.
 */
final class AttributeRow extends VBox {
  private static final int LONG = 240;
  private static final int MOST_CHARS = 10_000;
  private static final double LEAST_KEY = 88;
  private static final Map<Font, CharWidths> KEY_WIDTHS = new HashMap<>();
  private static final double MOST_KEY_SHARE = 0.42;

  private final Label name;
  private final HBox line;

  /** A row of a span's, resource's or event's attribute. */
  AttributeRow(String key, AnyValue value, SearchActions actions, String searchKey) {
    this(key);
    String text = ValueText.of(value);
    String pretty = ValueText.pretty(value);
    boolean nested = NestedRows.has(value);
    boolean cut = !nested && (pretty.indexOf('\n') >= 0 || text.length() > LONG);
    Label shown = value(cut ? beginning(text) : nested ? NestedRows.summary(value) : text);
    shown.setTooltip(new Tooltip(ValueText.type(value)));
    if (nested) {
      NestedRows.attach(this, shown, value, actions);
    } else if (cut) {
      getChildren().add(opener(pretty));
    }
    setMenu(key, text, actions, searchKey);
    ValueButtons.over(this, line, text, actions, searchKey);
  }

  /** A row of something that is no attribute: it can be copied, and not searched for. */
  AttributeRow(String key, String text) {
    this(key);
    value(text);
    MenuItem copy = new MenuItem("Copy value");
    copy.setOnAction(chosen -> Copy.text(text));
    show(new ContextMenu(copy));
  }

  private AttributeRow(String key) {
    getStyleClass().add("attribute");
    name = new Label(key);
    name.getStyleClass().add("detail-key");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    setKeyWidth(LEAST_KEY);
    name.setTooltip(new Tooltip(key));
    line = new HBox(8, name);
    line.setAlignment(Pos.TOP_LEFT);
    getChildren().add(line);
  }

  private void setKeyWidth(double pixels) {
    name.setMinWidth(pixels);
    name.setMaxWidth(pixels);
  }

  /**
   * Gives the keys of rows that lie below each other one width: that of the widest, within a share
   * of the pane's.
   */
  static void align(Pane rows) {
    double widest = LEAST_KEY;
    for (Node row : rows.getChildren()) {
      if (row instanceof AttributeRow attribute) {
        widest = Math.max(widest, keyWidth(attribute.name) + 2);
      }
    }
    double width = Math.clamp(rows.getWidth() * MOST_KEY_SHARE, LEAST_KEY, widest);
    for (Node row : rows.getChildren()) {
      if (row instanceof AttributeRow attribute) {
        attribute.setKeyWidth(width);
      }
    }
  }

  /** As wide as the key is in the font that the style sheet gave it. */
  private static double keyWidth(Label key) {
    return KEY_WIDTHS.computeIfAbsent(key.getFont(), CharWidths::new).of(key.getText());
  }

  private Label value(String text) {
    Label shown = new Label(text);
    shown.getStyleClass().add("detail-value");
    shown.setWrapText(true);
    shown.setMinHeight(Region.USE_PREF_SIZE);
    shown.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(shown, Priority.ALWAYS);
    line.getChildren().add(shown);
    return shown;
  }

  /** Makes the value a link. */
  void setLink(String text, Runnable open) {
    Hyperlink link = new Hyperlink(text);
    link.getStyleClass().add("mono");
    link.setOnAction(event -> open.run());
    line.getChildren().set(1, link);
  }

  private static String beginning(String text) {
    String first = text.lines().findFirst().orElse("");
    if (first.length() == text.length() && first.length() <= LONG) {
      return first;
    }
    return first.length() <= LONG ? first + " …" : first.substring(0, LONG) + "…";
  }

  private Hyperlink opener(String pretty) {
    long lines = pretty.lines().count();
    String all =
        lines > 1 ? Formats.count(lines, "line") : Formats.count(pretty.length(), "character");
    Hyperlink open = new Hyperlink("show all " + all);
    open.getStyleClass().addAll("small", "opener");
    open.setOnAction(event -> {
      getChildren().remove(open);
      getChildren().add(block(pretty));
    });
    return open;
  }

  /** Text that keeps its lines; of very long ones the beginning until the reader wants all. */
  static VBox block(String text) {
    Label block = new Label(text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text);
    block.getStyleClass().add("code");
    block.setWrapText(true);
    block.setMinHeight(Region.USE_PREF_SIZE);
    block.setMaxWidth(Double.MAX_VALUE);
    VBox box = new VBox(block);
    if (text.length() > MOST_CHARS) {
      Hyperlink more = new Hyperlink("show all " + Formats.count(text.length(), "character"));
      more.getStyleClass().add("small");
      more.setOnAction(event -> {
        block.setText(text);
        box.getChildren().remove(more);
      });
      box.getChildren().add(more);
    }
    return box;
  }

  private void setMenu(String key, String text, SearchActions actions, String searchKey) {
    MenuItem copy = new MenuItem("Copy value");
    copy.setOnAction(event -> Copy.text(text));
    MenuItem pair = new MenuItem("Copy key and value");
    pair.setOnAction(event -> Copy.text(key + "=" + text));
    ContextMenu menu = new ContextMenu(copy, pair);
    if (!searchKey.isEmpty()) {
      MenuItem filter = new MenuItem("Search for this value");
      filter.setOnAction(event -> actions.filter(searchKey, text));
      MenuItem exclude = new MenuItem("Exclude this value");
      exclude.setOnAction(event -> actions.exclude(searchKey, text));
      menu.getItems().addAll(filter, exclude);
    }
    show(menu);
  }

  private void show(ContextMenu menu) {
    setOnContextMenuRequested(event -> {
      menu.show(this, event.getScreenX(), event.getScreenY());
      event.consume();
    });
  }
}
