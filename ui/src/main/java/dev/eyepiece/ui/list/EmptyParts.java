package dev.eyepiece.ui.list;

import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;

/** What stands in the place of a list that has nothing to show is made of. FX thread only. */
public final class EmptyParts {
  private static final Duration GLANCE = Duration.millis(300);

  private EmptyParts() {}

  /** A sentence that wraps. */
  public static Label sentence(String text) {
    Label label = Kit.label(text, "muted");
    label.setWrapText(true);
    return label;
  }

  /** Something to paste, with a button that copies it. */
  public static Node code(String text) {
    Label code = Kit.mono(text, "code");
    code.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(code, Priority.ALWAYS);
    HBox line = new HBox(8, code, Kit.copyButton("Copy", () -> text));
    line.getStyleClass().add("empty-code");
    return line;
  }

  /** The search that nothing matched. */
  public static Label search(String text) {
    Label search = Kit.mono(text, "code");
    search.setWrapText(true);
    return search;
  }

  /**
   * A way out.
   *
   * @param brings what it would bring back; empty when that is not known
   */
  public static Node way(String title, String brings, Runnable action) {
    Hyperlink link = new Hyperlink(title);
    link.getStyleClass().add("way-out");
    link.setOnAction(event -> action.run());
    HBox line = new HBox(8, link, Kit.label(brings, "muted", "small"));
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  /** That the first answer is not here yet, said when that takes longer than a glance. */
  public static List<Node> waiting() {
    Label label = sentence("Looking through what is held…");
    label.setVisible(false);
    PauseTransition glance = new PauseTransition(GLANCE);
    glance.setOnFinished(event -> label.setVisible(true));
    glance.play();
    return List.of(label);
  }

  /** A failure, and a button to try again. */
  public static List<Node> failed(String message, Runnable retry) {
    Label label = sentence(message);
    label.getStyleClass().add("bad");
    Button again = new Button("Try again");
    again.setOnAction(event -> retry.run());
    return List.of(label, again);
  }
}
