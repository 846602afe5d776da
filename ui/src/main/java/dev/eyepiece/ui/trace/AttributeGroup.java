package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.ui.theme.Formats;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A titled group of attributes: one line that sums it up, and the rows when it is open. */
public final class AttributeGroup extends VBox {
  private static final int MOST_ROWS = 200;
  private static final int SUMMARY = 240;

  private final Attributes attributes;
  private final SearchActions actions;
  private final String searchPrefix;
  private final Label arrow = new Label();
  private final Label summary = new Label();
  private final VBox rows = new VBox();
  private final int dropped;
  private boolean open;

  /** The rows filter and exclude by what is before their key: {@code resource.} and the like. */
  public AttributeGroup(
      String title,
      Attributes attributes,
      int dropped,
      boolean open,
      SearchActions actions,
      String searchPrefix) {
    this.attributes = attributes;
    this.actions = actions;
    this.searchPrefix = searchPrefix;
    this.dropped = dropped;
    getStyleClass().add("attribute-group");
    arrow.getStyleClass().add("muted");
    arrow.setMinWidth(12);
    Label name = new Label(title);
    name.getStyleClass().add("group-title");
    name.setMinWidth(USE_PREF_SIZE);
    Label count = new Label(Integer.toString(attributes.size()));
    count.getStyleClass().addAll("mono", "muted");
    count.setMinWidth(USE_PREF_SIZE);
    summary.getStyleClass().addAll("small", "muted");
    summary.setText(oneLine());
    HBox.setHgrow(summary, Priority.ALWAYS);
    HBox head = new HBox(8, arrow, name, count, summary);
    head.getStyleClass().add("group-head");
    head.setFocusTraversable(true);
    head.setAccessibleRole(AccessibleRole.BUTTON);
    head.setAccessibleText(title + ", " + Formats.count(attributes.size(), "attribute"));
    head.setOnMouseClicked(event -> setOpen(!this.open));
    head.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        setOpen(!this.open);
        event.consume();
      }
    });
    getChildren().addAll(head, rows);
    rows.widthProperty().subscribe(() -> AttributeRow.align(rows));
    setOpen(open);
  }

  private String oneLine() {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < attributes.size() && line.length() < SUMMARY; i++) {
      line.append(i == 0 ? "" : " | ").append(attributes.key(i)).append(" = ");
      String value = ValueText.of(attributes.value(i));
      line.append(value, 0, Math.min(value.length(), 40));
    }
    return line.toString().replace('\n', ' ');
  }

  private void setOpen(boolean nowOpen) {
    open = nowOpen;
    arrow.setText(open ? "▾" : "▸");
    summary.setVisible(!open);
    rows.getChildren().clear();
    if (open) {
      show(Math.min(MOST_ROWS, attributes.size()));
    }
  }

  private void show(int count) {
    for (int i = rows.getChildren().size(); i < count; i++) {
      String key = attributes.key(i).toString();
      rows.getChildren()
          .add(new AttributeRow(key, attributes.value(i), actions, searchPrefix + key));
    }
    if (count < attributes.size()) {
      Hyperlink more = new Hyperlink("show all " + attributes.size());
      more.setOnAction(event -> {
        rows.getChildren().remove(more);
        show(attributes.size());
      });
      rows.getChildren().add(more);
    } else if (dropped != 0) {
      rows.getChildren().add(droppedLabel(dropped, "attribute"));
    }
    AttributeRow.align(rows);
  }

  /** Says that the sender left something out. */
  static Label droppedLabel(int unsignedCount, String what) {
    long count = Integer.toUnsignedLong(unsignedCount);
    Label label =
        new Label(
            Formats.count(count, what)
                + (count == 1 ? " was" : " were")
                + " dropped by the sender");
    label.getStyleClass().addAll("small", "bad");
    return label;
  }
}
