package dev.eyepiece.ui.overview;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What is held, of which cap, and what an acknowledgement means. FX thread only. */
final class HeldPane extends VBox {
  private final Bar disk;
  private final Bar memory = new Bar("In memory");
  private final Bar waiting = new Bar("Waiting");
  private final Label journal = Kit.label("", "muted", "small");

  /**
   * @param elsewhere whether what is held is in a ClickHouse
   */
  HeldPane(boolean elsewhere) {
    super(8);
    disk = new Bar(elsewhere ? "In ClickHouse" : "On disk");
    setId("held");
    GridPane grid = new GridPane(12, 6);
    int row = 0;
    for (Bar bar : new Bar[] {disk, memory, waiting}) {
      grid.addRow(row++, bar.name, bar.track, bar.figure);
      GridPane.setHgrow(bar.track, Priority.ALWAYS);
    }
    journal.setWrapText(true);
    getChildren().addAll(Kit.label("Held", "title"), grid, journal);
  }

  void show(RoadStats stats) {
    disk.show(stats.store().bytes(), stats.store().capBytes());
    memory.show(stats.ringBytes(), stats.ringCapBytes());
    waiting.show(stats.queueBytes(), stats.queueCapBytes());
    journal.setText(sentence(stats));
  }

  static String sentence(RoadStats stats) {
    String acknowledged =
        switch (stats.durability()) {
          case NONE -> "taken into memory: a crash loses the newest seconds";
          case GROUP -> "written to a file, forced to disk five times a second";
          case STRICT -> "forced to disk";
        };
    long deleted = stats.store().deleted().sum();
    return "Acknowledged means "
        + acknowledged
        + ". Journal "
        + Formats.bytes(stats.journalBytes())
        + "."
        + (deleted > 0 ? " " + Formats.count(deleted) + " old records were deleted for room." : "");
  }

  private static final class Bar {
    private final Label name;
    private final Region fill = new Region();
    private final StackPane track = new StackPane(fill);
    private final Label figure = Kit.mono("", "muted");

    Bar(String title) {
      name = Kit.label(title);
      name.setMinWidth(Region.USE_PREF_SIZE);
      figure.setMinWidth(Region.USE_PREF_SIZE);
      fill.getStyleClass().add("bar-fill");
      fill.setMinHeight(8);
      fill.setMaxHeight(8);
      track.getStyleClass().add("bar-track");
      track.setAlignment(Pos.CENTER_LEFT);
      track.setMinSize(60, 8);
      track.setPrefWidth(120);
      track.setMaxHeight(8);
    }

    void show(long value, long cap) {
      double share = cap <= 0 ? 0 : Math.min(1, (double) value / (double) cap);
      fill.maxWidthProperty()
          .bind(
              javafx.beans.binding.Bindings.createDoubleBinding(
                  () -> Math.max(value > 0 ? 2 : 0, track.getWidth() * share),
                  track.widthProperty()));
      figure.setText(Formats.bytesOf(value, cap));
      track.setAccessibleText(name.getText() + " " + figure.getText());
    }
  }
}
