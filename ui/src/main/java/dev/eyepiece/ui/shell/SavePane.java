package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Kit;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for the name under which a view is kept. FX thread only. */
final class SavePane extends VBox {
  private static final double WIDTH = 440;

  private final TextField name = new TextField();
  private final Label wrong = Kit.label("", "bad", "small");

  /**
   * @param save takes the name; throws IllegalArgumentException when it cannot be used
   */
  SavePane(String what, String proposal, Consumer<String> save, Runnable close) {
    getStyleClass().addAll("popover", "save-pane");
    setId("save-view");
    setSpacing(12);
    setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    name.setId("save-view-name");
    name.setText(proposal);
    name.setAccessibleText("Name of the view");
    wrong.managedProperty().bind(wrong.visibleProperty());
    wrong.setVisible(false);
    Runnable take =
        () -> {
          try {
            save.accept(name.getText());
            close.run();
          } catch (IllegalArgumentException e) {
            wrong.setText(e.getMessage());
            wrong.setVisible(true);
          }
        };
    name.setOnAction(event -> take.run());
    Button cancel = new Button("Cancel");
    cancel.setOnAction(event -> close.run());
    Button ok = new Button("Save");
    ok.setDefaultButton(true);
    ok.setId("save-view-ok");
    ok.setOnAction(event -> take.run());
    HBox buttons = new HBox(8, Kit.grow(), cancel, ok);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    Label about = Kit.label(what, "muted", "small");
    about.setWrapText(true);
    getChildren().addAll(Kit.label("Save this view", "title"), about, name, wrong, buttons);
  }

  @Override
  public void requestFocus() {
    name.requestFocus();
    name.selectAll();
  }
}
