package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says what became of something that took a while. FX thread only. */
final class NoticePane extends VBox {
  private static final double WIDTH = 520;

  private final Button close = new Button("Close");

  NoticePane(String title, String text, Runnable closing) {
    getStyleClass().addAll("popover", "save-pane");
    setId("notice");
    setSpacing(12);
    setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    Label said = Kit.label(text);
    said.setId("notice-text");
    said.setWrapText(true);
    said.setMinHeight(Region.USE_PREF_SIZE);
    close.setDefaultButton(true);
    close.setOnAction(event -> closing.run());
    HBox buttons = new HBox(8, Kit.grow(), close);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren().addAll(Kit.label(title, "title"), said, buttons);
  }

  @Override
  public void requestFocus() {
    close.requestFocus();
  }
}
