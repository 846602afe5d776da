package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * The bar at the bottom: figures left, tasks and keys right. Labels stay where they are and change
 * their text; a label only ever grows, so that nothing beside it moves with each figure. What the
 * program itself uses goes where there is no room for all figures. FX thread only.
 */
final class StatusBar extends HBox {
  private static final String HELD_HERE = "What is held, and bytes on disk of the cap";

  private final Label held = figure("status-held");
  private final Tooltip heldTip = new Tooltip(HELD_HERE);
  private final Label rate = figure("status-rate");
  private final Label refused = figure("status-refused");
  private final Label rules = figure("status-rules");
  private final Label waiting = figure("status-waiting");
  private final Label own = figure("status-own");
  private final Label trouble = Kit.label("", "bad");
  private final Node tasks;
  private final KeyHints hints = new KeyHints();

  /**
   * @param openRules goes to the rules, which say more
   */
  StatusBar(Node tasks, Runnable openRules) {
    this.tasks = tasks;
    getStyleClass().add("status");
    setAlignment(Pos.CENTER_LEFT);
    trouble.setId("status-trouble");
    trouble.setMinWidth(0);
    refused.getStyleClass().add("bad");
    held.setTooltip(heldTip);
    rate.setTooltip(new Tooltip("Records taken in the last second, of all signals"));
    refused.setTooltip(new Tooltip("The Overview says why"));
    rules.getStyleClass().addAll("chip", "warn");
    rules.setTooltip(new Tooltip("Rules change what comes before it is held; click for them"));
    rules.setCursor(Cursor.HAND);
    rules.setOnMouseClicked(event -> openRules.run());
    own.setTooltip(new Tooltip("What Eyepiece itself uses; 100 % is one core"));
    getChildren().addAll(held, rate, rules, waiting, refused, own, trouble, tasks, hints);
    for (Label label : List.of(rules, waiting, refused, trouble)) {
      label.managedProperty().bind(label.textProperty().isNotEmpty());
      label.visibleProperty().bind(label.managedProperty());
    }
    own.managedProperty().bind(own.visibleProperty());
    widthProperty().subscribe(this::fit);
  }

  private static Label figure(String id) {
    Label label = Kit.label("", "tabular");
    label.setId(id);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  void show(StatusText text) {
    set(held, text.held());
    heldTip.setText(text.store().isEmpty() ? HELD_HERE : "What is shown is in " + text.store());
    set(rate, text.rate());
    set(rules, text.rules());
    set(waiting, text.waiting());
    set(refused, text.refused());
    set(own, text.own());
    trouble.setText(text.trouble());
    fit();
  }

  private void fit() {
    double wanted = snappedLeftInset() + snappedRightInset() + hints.least();
    for (Node part : List.of(held, rate, rules, waiting, refused, tasks)) {
      wanted += part.isManaged() ? part.minWidth(-1) + getSpacing() : 0;
    }
    wanted += own.minWidth(-1) + getSpacing();
    own.setVisible(getWidth() == 0 || wanted <= getWidth());
  }

  /** Sets the text and keeps the room of the widest one so far. */
  private static void set(Label label, String text) {
    if (text.equals(label.getText())) {
      return;
    }
    label.setText(text);
    double room = label.getPrefWidth();
    label.setPrefWidth(USE_COMPUTED_SIZE);
    double wanted = Math.ceil(label.prefWidth(-1));
    // Before the first layout a label has no skin and knows no width.
    if (!text.isEmpty() && wanted > 0) {
      label.setPrefWidth(Math.max(room, wanted));
    }
  }

  /** Shows as many of the keys as there is room for. */
  void showKeys(List<View.KeyHint> keys) {
    hints.show(keys);
  }
}
