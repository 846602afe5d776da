package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FramePattern;
import dev.eyepiece.stacks.Transform;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** What can be done with the function of a box. */
final class FlameMenu {
  private FlameMenu() {}

  /** Gives a graph a menu for the box that is chosen. */
  static void install(Node node, GraphState state, FlameGraphModel model) {
    node.setOnContextMenuRequested(event -> {
      FlameScene scene = state.scene();
      if (scene == null || state.chosen() == 0) {
        return;
      }
      Frame frame = scene.layout().frames().get(scene.layout().frame(state.chosen()));
      menu(frame, model).show(node, event.getScreenX(), event.getScreenY());
      event.consume();
    });
  }

  static ContextMenu menu(Frame frame, FlameGraphModel model) {
    FramePattern exactly = FramePattern.of("^" + Pattern.quote(frame.name()) + "$");
    ContextMenu menu = new ContextMenu();
    add(menu, "Callers and callees", frame, model::lookAround);
    add(menu, "Only its callees, merged", new Transform.Callees(frame), model::apply);
    add(menu, "Only its callers", new Transform.Callers(frame), model::apply);
    menu.getItems().add(new SeparatorMenuItem());
    add(menu, "Only stacks with it", new Transform.Keep(exactly), model::apply);
    add(menu, "Drop stacks with it", new Transform.Drop(exactly), model::apply);
    add(menu, "Hide it, keep its callers", new Transform.Hide(exactly), model::apply);
    menu.getItems().add(new SeparatorMenuItem());
    add(menu, "Copy its name", frame.name(), FlameMenu::copy);
    return menu;
  }

  private static <T> void add(ContextMenu menu, String text, T argument, Consumer<T> action) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(_ -> action.accept(argument));
    menu.getItems().add(item);
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
