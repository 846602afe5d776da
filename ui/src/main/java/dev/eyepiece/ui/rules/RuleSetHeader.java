package dev.eyepiece.ui.rules;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Above the editor: what the rule set is called, and what can be done with it. FX thread only. */
final class RuleSetHeader extends VBox {
  private final RuleSetsModel model;
  private final TextField name = field("rule-name", "Name", 140);
  private final TextField id = field("rule-id", "ID", 100);
  private final TextField priority = field("rule-priority", "Priority", 56);
  private final Button revert;
  private final Button save = new Button("Save");
  private final Button change = new Button("Switch on");
  private final Label message = Kit.label("", "small");
  private boolean loading;

  /**
   * Builds the header.
   *
   * @param signal where it is chosen what a list of statements is for
   */
  RuleSetHeader(RuleSetsModel model, Node signal) {
    this.model = model;
    name.setMinWidth(80);
    HBox.setHgrow(name, Priority.ALWAYS);
    name.setMaxWidth(280);
    id.setTooltip(new Tooltip("What the command line calls it; chosen once"));
    priority.setTooltip(new Tooltip("The lower runs first, 0 to " + RuleSetInfo.MAX_PRIORITY));
    name.textProperty().subscribe((old, now) -> edited());
    id.textProperty().subscribe((old, now) -> edited());
    priority
        .textProperty()
        .subscribe((old, now) -> {
          if (now.matches("\\d{0,7}")) {
            edited();
          } else {
            priority.setText(old);
          }
        });
    revert = Icons.button(Feather.ROTATE_CCW, "Revert to what is kept", model::revert);
    revert.setId("rule-revert");
    save.setGraphic(Icons.of(Feather.SAVE, 14));
    change.setGraphic(Icons.of(Feather.POWER, 14));
    save.setId("rule-save");
    save.setOnAction(event -> model.save());
    change.setId("rule-switch");
    change.setOnAction(event -> change());
    for (Button button : new Button[] {revert, save, change}) {
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    Label order = Kit.label("priority", "muted", "small");
    order.setMinWidth(Region.USE_PREF_SIZE);
    HBox numbered = new HBox(6, order, priority);
    numbered.setAlignment(Pos.CENTER_LEFT);
    numbered.setMinWidth(Region.USE_PREF_SIZE);
    HBox bar = new HBox(8, name, id, numbered, signal, Kit.grow(), revert, save, change);
    bar.getStyleClass().add("rule-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    message.setId("rules-message");
    message.getStyleClass().add("rules-message");
    message.setWrapText(true);
    message.setMinHeight(Region.USE_PREF_SIZE);
    message.managedProperty().bind(message.textProperty().isNotEmpty());
    message.visibleProperty().bind(message.managedProperty());
    getChildren().addAll(bar, message);
    model.messageProperty().subscribe(this::say);
    model.rowsProperty().subscribe(rows -> buttons());
    model.loadedProperty().subscribe(now -> load());
  }

  private static TextField field(String fieldId, String purpose, double width) {
    TextField field = new TextField();
    field.setId(fieldId);
    field.setPromptText(purpose);
    field.setAccessibleText(purpose);
    field.setPrefWidth(width);
    field.setMinWidth(Math.min(width, 56));
    return field;
  }

  private void say(String text) {
    message.setText(text);
    message.getStyleClass().removeAll("bad", "good");
    message.getStyleClass().add(model.isFailed() ? "bad" : "good");
  }

  private void load() {
    RuleSetInfo set = model.draft();
    if (set == null) {
      return;
    }
    loading = true;
    set(name, set.name());
    set(id, set.id());
    set(priority, "" + set.priority());
    loading = false;
    buttons();
  }

  /** The caret stays where the text is as it was. */
  private static void set(TextField field, String text) {
    if (!field.getText().equals(text)) {
      field.setText(text);
    }
  }

  private void edited() {
    RuleSetInfo set = model.draft();
    if (loading || set == null) {
      return;
    }
    String number = priority.getText();
    RuleSetInfo now =
        new RuleSetInfo(
            model.isStored() ? set.id() : id.getText(),
            name.getText(),
            number.isEmpty() ? set.priority() : Integer.parseInt(number),
            set.enabled(),
            set.signals(),
            set.errorMode(),
            set.text());
    if (!now.equals(set)) {
      model.edit(now);
    }
  }

  private void buttons() {
    boolean on = model.isOn();
    boolean edited = model.isEdited();
    id.setEditable(!model.isStored());
    id.setFocusTraversable(!model.isStored());
    show(revert, edited && model.isStored());
    show(save, edited && !on);
    change.setText(on ? edited ? "Apply" : "Switch off" : "Switch on");
    change.getStyleClass().remove("accent");
    if (!on || edited) {
      change.getStyleClass().add("accent");
    }
  }

  private static void show(Button button, boolean shown) {
    button.setVisible(shown);
    button.setManaged(shown);
  }

  private void change() {
    if (model.isOn() && !model.isEdited()) {
      model.enable(model.chosen(), false);
    } else {
      model.switchOn();
    }
  }
}
