package dev.eyepiece.ui.fleet;

import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A part of a page that is one line until the reader opens it. FX thread only. */
final class Fold extends VBox {
  private final String title;
  private final Label brief;
  private final Node content;
  private final Set<String> open;
  private final Button head = new Button();

  /**
   * @param brief the content in a few words, said while it is folded
   * @param open the titles of what is open, kept by whoever makes folds anew
   */
  Fold(String title, String brief, Node content, Set<String> open) {
    this.title = title;
    this.content = content;
    this.open = open;
    this.brief = Kit.label(brief, "muted", "small");
    this.brief.setMinWidth(0);
    Label name = Kit.label(title, "agent-fold-title");
    name.setMinWidth(Region.USE_PREF_SIZE);
    HBox line = new HBox(8, name, this.brief);
    line.setAlignment(Pos.CENTER_LEFT);
    line.setMinWidth(0);
    head.setGraphic(line);
    head.setMaxWidth(Double.MAX_VALUE);
    head.setMinWidth(0);
    head.getStyleClass().addAll("flat", "agent-fold");
    head.setOnAction(event -> toggle());
    getChildren().add(head);
    show();
  }

  private void toggle() {
    if (!open.remove(title)) {
      open.add(title);
    }
    show();
  }

  private void show() {
    boolean now = open.contains(title);
    HBox line = (HBox) head.getGraphic();
    if (line.getChildren().size() == 3) {
      line.getChildren().removeFirst();
    }
    line.getChildren().addFirst(Icons.of(now ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT, 14));
    head.setAccessibleText(title + (now ? ", open" : ", folded: " + brief.getText()));
    brief.setVisible(!now);
    getChildren().remove(content);
    if (now) {
      getChildren().add(content);
    }
  }
}
