package dev.eyepiece.ui.forward;

import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One endpoint: what it is, to be changed, and what may be done with it. FX thread only. */
final class ForwardPane extends BorderPane {
  private final ForwardModel model;
  private final ForwardFields fields = new ForwardFields();
  private final Label title = Kit.label("", "title");
  private final Label said = Kit.label("", "small");
  private final Button save = button("forward-save", "Save");
  private final Button test = button("forward-test", "Test");
  private final Button onOff = button("forward-switch", "Switch off");
  private final Button remove = button("forward-remove", "Remove");
  private boolean sure;

  ForwardPane(ForwardModel model) {
    this.model = model;
    getStyleClass().add("forward-pane");
    Button close = Icons.button(Feather.X, "Close", () -> model.choose(null));
    HBox head = new HBox(8, title, Kit.grow(), close);
    head.getStyleClass().add("forward-head");
    head.setAlignment(Pos.CENTER_LEFT);
    ScrollPane scroll = new ScrollPane(fields);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("forward-scroll");
    said.setId("forward-said");
    said.setWrapText(true);
    said.setMinHeight(USE_PREF_SIZE);
    said.managedProperty().bind(said.textProperty().isNotEmpty());
    save.getStyleClass().add("accent");
    FlowPane buttons = new FlowPane(8, 8, save, test, onOff, remove);
    VBox bottom = new VBox(6, said, buttons);
    bottom.getStyleClass().add("forward-bottom");
    setTop(head);
    setCenter(scroll);
    setBottom(bottom);
    save.setOnAction(event -> model.save(fields.draft()));
    test.setOnAction(event -> model.test(fields.draft()));
    onOff.setOnAction(event -> model.enable(!isOn()));
    remove.setOnAction(event -> remove());
    model.draftProperty().subscribe(this::show);
    model.saidProperty().subscribe(now -> say(now));
    model.busyProperty().subscribe(busy -> enable());
    model.rowsProperty().subscribe(rows -> enable());
  }

  private static Button button(String id, String text) {
    Button button = new Button(text);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  /** Asks once more, for what is queued goes too. */
  private void remove() {
    if (sure) {
      model.remove();
    } else {
      sure = true;
      ForwardStatus status = model.chosen();
      long waiting = status == null ? 0 : status.stats().held().requests();
      remove.setText(
          waiting == 0
              ? "Remove for sure"
              : "Remove, and " + Formats.count(waiting, "waiting request"));
    }
  }

  private void show(@Nullable ForwardDraft draft) {
    sure = false;
    remove.setText("Remove");
    if (draft != null) {
      title.setText(draft.isNew() ? "New endpoint" : draft.name());
      fields.show(draft);
    }
    enable();
  }

  private boolean isOn() {
    ForwardStatus status = model.chosen();
    return status != null && status.info().enabled();
  }

  private void enable() {
    boolean fixed = !model.fixed().isEmpty() || model.busyProperty().get();
    boolean kept = model.chosen() != null;
    save.setDisable(fixed);
    test.setDisable(model.busyProperty().get());
    onOff.setDisable(fixed || !kept);
    onOff.setText(isOn() || !kept ? "Switch off" : "Switch on");
    remove.setDisable(fixed || !kept);
  }

  private void say(ForwardModel.Said now) {
    said.setText(now.text());
    said.getStyleClass().removeAll("bad", "ok");
    said.getStyleClass().add(now.bad() ? "bad" : "ok");
  }
}
