package dev.eyepiece.ui.theme;

import dev.eyepiece.ui.task.Background;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** A button that offers the files a view can be written to. FX thread only. */
public final class ExportMenu extends MenuButton {

  /**
   * Builds the menu.
   *
   * @param name of the file that is proposed, without extension
   * @param told hears in one sentence what was written or what went wrong
   */
  public ExportMenu(
      String name, List<Export> exports, Background background, Consumer<String> told) {
    setGraphic(Icons.of(Feather.DOWNLOAD));
    getStyleClass().addAll("flat", "icon-button", "export");
    setTooltip(new Tooltip("Export"));
    setAccessibleText("Export");
    for (Export export : exports) {
      MenuItem item = new MenuItem(export.title());
      item.setOnAction(event -> choose(name, export, background, told));
      getItems().add(item);
    }
  }

  private void choose(String name, Export export, Background background, Consumer<String> told) {
    FileChooser chooser = new FileChooser();
    chooser.setInitialFileName(name + "." + export.extension().toLowerCase(Locale.ROOT));
    File file = chooser.showSaveDialog(getScene().getWindow());
    if (file == null) {
      return;
    }
    background.run(
        "Write " + file.getName(),
        () -> {
          export.save(file.toPath());
          return file;
        },
        written -> told.accept("Wrote " + written),
        problem -> told.accept("Could not write " + file + ": " + problem.getMessage()));
  }
}
