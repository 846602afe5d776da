package dev.eyepiece.ui.fleet;

import dev.eyepiece.ui.theme.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The versions in the fleet with how many agents run each; one narrows the list. FX thread only.
 */
final class VersionMenu extends MenuButton {
  /** More than this is no menu; the words find those as well. */
  private static final int MOST = 24;

  private final FleetModel model;

  VersionMenu(FleetModel model) {
    this.model = model;
    setId("fleet-versions");
    setMinWidth(Region.USE_PREF_SIZE);
    setTooltip(new Tooltip("Which versions there are; one narrows the list to it"));
    getStyleClass().addAll("fleet-share", "fleet-versions");
    managedProperty().bind(visibleProperty());
    setOnShowing(event -> fill());
    fill();
    model.countsProperty().subscribe(now -> show(now.versions()));
  }

  /** One version everywhere is nothing to choose from, unless the list is narrowed to one. */
  private void show(Versions versions) {
    String chosen = model.version();
    int count = versions.counts().size();
    setText(chosen == null ? Formats.count(count) + " versions" : title(chosen));
    setVisible(count > 1 || chosen != null);
  }

  private void fill() {
    List<Versions.Count> counts = model.countsProperty().get().versions().counts();
    List<MenuItem> items = new ArrayList<>();
    items.add(item("All versions", null));
    counts.stream()
        .limit(MOST)
        .forEach(one ->
            items.add(
                item(title(one.version()) + "   " + Formats.count(one.agents()), one.version())));
    if (counts.size() > MOST) {
      MenuItem rest =
          new MenuItem(Formats.count(counts.size() - MOST) + " older: type one into the filter");
      rest.setDisable(true);
      items.add(rest);
    }
    getItems().setAll(items);
  }

  private RadioMenuItem item(String text, @Nullable String version) {
    RadioMenuItem item = new RadioMenuItem(text);
    item.setMnemonicParsing(false);
    item.setSelected(Objects.equals(version, model.version()));
    item.setOnAction(event -> {
      model.version(version);
      show(model.countsProperty().get().versions());
    });
    return item;
  }

  private static String title(String version) {
    return version.isEmpty() ? "(no version)" : SafeText.line(version);
  }
}
