package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** The saved views, below the views of the rail. FX thread only. */
final class ViewsButton extends Button {
  private static final double WIDTH = 300;

  private final SavedViews views;
  private final Consumer<SavedView> open;
  private final Runnable save;
  private final ContextMenu menu = new ContextMenu();

  ViewsButton(SavedViews views, Consumer<SavedView> open, Runnable save) {
    this.views = views;
    this.open = open;
    this.save = save;
    setId("saved-views");
    setGraphic(Icons.of(Feather.BOOKMARK, 20));
    setTooltip(new Tooltip("Saved views (Ctrl+D saves this one)"));
    setAccessibleText("Saved views");
    setOnAction(event -> show());
  }

  private void show() {
    menu.getItems().clear();
    MenuItem add = new MenuItem("Save this view…");
    add.setOnAction(event -> save.run());
    menu.getItems().add(add);
    if (!views.all().isEmpty()) {
      menu.getItems().add(new SeparatorMenuItem());
    }
    views.all().forEach(view -> menu.getItems().add(item(view)));
    menu.show(this, Side.RIGHT, 4, 0);
  }

  private MenuItem item(SavedView view) {
    Label name = Kit.label(view.name());
    name.setMinWidth(0);
    String what = view.summary().equals(view.name()) ? "" : view.summary();
    Label about = Kit.label(what, "muted", "tiny");
    about.setMinWidth(0);
    Button forget =
        Icons.button(
            Feather.X,
            "Forget " + view.name(),
            () -> {
              menu.hide();
              views.forget(view.name());
            });
    HBox row = new HBox(8, name, about, Kit.grow(), forget);
    row.setAlignment(Pos.CENTER_LEFT);
    row.setPrefWidth(WIDTH);
    CustomMenuItem item = new CustomMenuItem(row);
    item.setOnAction(event -> open.accept(view));
    return item;
  }
}
