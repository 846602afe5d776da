package dev.eyepiece.ui.list;

import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.theme.Kit;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * A list with its footer, its trouble and the pill that tells what is held back. FX thread only.
 */
public final class ListFrame {
  private static final double FACETS = 208;

  private final Label footer = Kit.label("");
  private final Label age = Kit.label("");
  private final Label told = Kit.label("", "muted");
  private final Label trouble = Kit.label("", "banner");
  private final Button pill = new Button();
  private final Timeline ticks = new Timeline();

  /**
   * Builds the parts.
   *
   * @param noun in ids: the footer is {@code noun-count}, the banner {@code nouns-trouble}
   * @param model whose age is told while the list is shown
   * @param catchUp shows what is held back
   */
  public ListFrame(String noun, ListModel<?> model, ZoneId zone, Runnable catchUp) {
    footer.setId(noun + "-count");
    age.setId(noun + "s-age");
    // The count gives way first where there is little room.
    age.setMinWidth(Region.USE_PREF_SIZE);
    trouble.setId(noun + "s-trouble");
    trouble.setWrapText(true);
    trouble.setMaxWidth(Double.MAX_VALUE);
    pill.getStyleClass().add("pill");
    pill.setId("new-" + noun + "s");
    pill.setVisible(false);
    pill.setOnAction(event -> catchUp.run());
    hideable(trouble);
    hideable(age);
    ticks.setCycleCount(Animation.INDEFINITE);
    ticks.getKeyFrames().add(new KeyFrame(Duration.seconds(1), event -> age(model.age(zone))));
  }

  private void age(String text) {
    age.setText(text);
    age.setVisible(!text.isEmpty());
  }

  /** The list is shown from now on. */
  public void show() {
    told.setText("");
    age("");
    ticks.play();
  }

  /** It is hidden. */
  public void hide() {
    ticks.stop();
  }

  /** A part takes room only while it can be seen; it cannot at first. */
  public static void hideable(Node node) {
    node.setVisible(false);
    node.managedProperty().bind(node.visibleProperty());
  }

  /**
   * Puts the parts around the list.
   *
   * @param above what stands over the list and over the banner, and what under the banner
   * @param pillAt where the newest rows are
   * @param air around the pill
   */
  public Node around(
      Region list,
      Node empty,
      Node busy,
      Node above,
      List<Node> below,
      Node export,
      Pos pillAt,
      Insets air) {
    StackPane.setAlignment(busy, Pos.TOP_CENTER);
    StackPane.setAlignment(pill, pillAt);
    StackPane.setMargin(pill, air);
    HBox foot = new HBox(footer, age, Kit.grow(), told, export);
    foot.getStyleClass().add("footer");
    StackPane stack = new StackPane(list, empty, pill, busy);
    stack.setMinWidth(0);
    VBox top = new VBox(above, trouble);
    top.getChildren().addAll(below);
    BorderPane pane = new BorderPane(stack, top, null, foot, null);
    pane.setMinWidth(0);
    return pane;
  }

  /** Facets, at the left, start with a width of their own and keep what the user gives them. */
  public static void placeFacets(SplitPane split) {
    split
        .widthProperty()
        .subscribe((old, now) -> {
          if (old.doubleValue() <= 0 && now.doubleValue() > 0) {
            split.setDividerPositions(FACETS / now.doubleValue());
          }
        });
  }

  /** Keys go to the rows, wherever the focus is, but where it has a use for them itself. */
  public static void bind(Keys keys, Node list, Node root) {
    list.addEventFilter(KeyEvent.KEY_PRESSED, event -> keys.handle(event, false));
    root.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          boolean typing = event.getTarget() instanceof TextInputControl;
          boolean own =
              switch (event.getCode()) {
                case ENTER, SPACE, DELETE -> true;
                default -> false;
              };
          if (!event.isConsumed() && !event.getTarget().equals(list) && !typing && !own) {
            keys.handle(event, false);
          }
        });
  }

  /** The sentence below the list. */
  public void footer(String text) {
    footer.setText(text);
  }

  /** What was done last, beside the footer; for anyone who reports in a sentence. */
  public Consumer<String> told() {
    return told::setText;
  }

  /**
   * What went wrong.
   *
   * @param saidElsewhere whether an empty list says it itself, in its middle
   */
  public void trouble(String text, boolean saidElsewhere) {
    trouble.setText(text);
    trouble.setVisible(!text.isEmpty() && !saidElsewhere);
  }

  /** What is held back; empty for nothing. */
  public void pill(String text) {
    pill.setVisible(!text.isEmpty());
    pill.setText(text);
  }
}
