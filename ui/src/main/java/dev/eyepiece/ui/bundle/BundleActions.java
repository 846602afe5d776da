package dev.eyepiece.ui.bundle;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.shell.Action;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/** How bundles are reached: by the palette, and by files that are dropped. FX thread only. */
public final class BundleActions {
  private static final String ENDING = ".eyepiece";

  private final BundleModel model;
  private final Node window;
  private final Supplier<Wanted> wanted;

  /** What a bundle is to hold: the search and the range of the window, and its saved views. */
  public record Wanted(String search, TimeRange range, String views) {}

  /** Makes the actions of a window, and lets files be dropped on it. */
  public BundleActions(BundleModel model, Node window, Supplier<Wanted> wanted) {
    this.model = model;
    this.window = window;
    this.wanted = wanted;
    window.setOnDragOver(event -> {
      if (dropped(event.getDragboard().getFiles()) != null) {
        event.acceptTransferModes(TransferMode.COPY);
        event.consume();
      }
    });
    window.setOnDragDropped(event -> {
      Path file = dropped(event.getDragboard().getFiles());
      if (file != null) {
        model.open(file);
      }
      event.setDropCompleted(file != null);
      event.consume();
    });
  }

  private static @Nullable Path dropped(@Nullable List<File> files) {
    return files == null
        ? null
        : files.stream()
            .filter(file -> file.getName().toLowerCase(Locale.ROOT).endsWith(ENDING))
            .map(File::toPath)
            .findFirst()
            .orElse(null);
  }

  /** For the palette. */
  public List<Action> actions() {
    return List.of(
        new Action("Save bundle…", "Bundle", "", this::save),
        new Action("Open bundle…", "Bundle", "", this::open));
  }

  private FileChooser chooser() {
    FileChooser chooser = new FileChooser();
    chooser
        .getExtensionFilters()
        .setAll(
            new FileChooser.ExtensionFilter("Bundles", "*" + ENDING),
            new FileChooser.ExtensionFilter("All files", "*"));
    return chooser;
  }

  private void save() {
    FileChooser chooser = chooser();
    chooser.setInitialFileName("session" + ENDING);
    File file = chooser.showSaveDialog(window.getScene().getWindow());
    if (file != null) {
      Wanted now = wanted.get();
      model.save(file.toPath(), now.search(), now.range(), now.views());
    }
  }

  private void open() {
    File file = chooser().showOpenDialog(window.getScene().getWindow());
    if (file != null) {
      model.open(file.toPath());
    }
  }
}
