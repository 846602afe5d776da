package dev.eyepiece.ruleeditor;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The records of a dry-run with what became of each; buttons choose which are listed. */
final class OutcomeList extends VBox {
  private static final double ROW = 24;

  private final Map<DryRun.Fate, ToggleButton> fates = new EnumMap<>(DryRun.Fate.class);
  private final ListView<DryRun.Outcome> list = new ListView<>();
  private final HBox buttons = new HBox(4);
  private List<DryRun.Outcome> all = List.of();

  OutcomeList(Consumer<DryRun.@Nullable Outcome> chosen) {
    buttons.getStyleClass().add("rule-fates");
    buttons.setAlignment(Pos.CENTER_LEFT);
    for (DryRun.Fate fate : DryRun.Fate.values()) {
      ToggleButton button = new ToggleButton(fate.title());
      button.setId("fate-" + fate.title());
      button.setSelected(true);
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.managedProperty().bind(button.visibleProperty());
      button.setVisible(false);
      button.setOnAction(event -> filter());
      fates.put(fate, button);
      buttons.getChildren().add(button);
    }
    list.setId("rule-outcomes");
    list.setFixedCellSize(ROW);
    list.setCellFactory(view -> new Cell());
    Label nothing = new Label("What would become of each record is listed here");
    nothing.getStyleClass().add("muted");
    nothing.setWrapText(true);
    list.setPlaceholder(nothing);
    list.getSelectionModel().selectedItemProperty().subscribe((old, now) -> chosen.accept(now));
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().add(list);
  }

  /** Which fates are listed; a button for each that a record met. */
  Node fates() {
    return buttons;
  }

  void show(@Nullable DryRun run) {
    all = run == null ? List.of() : run.outcomes();
    fates.forEach((fate, button) -> {
      int count = run == null ? 0 : run.count(fate);
      button.setText(count + " " + fate.title());
      button.setVisible(count > 0);
    });
    filter();
  }

  private void filter() {
    Set<DryRun.Fate> wanted = EnumSet.noneOf(DryRun.Fate.class);
    fates.forEach((fate, button) -> {
      if (button.isSelected()) {
        wanted.add(fate);
      }
    });
    List<DryRun.Outcome> shown =
        all.stream().filter(outcome -> wanted.contains(outcome.fate())).toList();
    list.getItems().setAll(shown);
    // The most telling one first: a record that was changed, dropped or failed.
    shown.stream()
        .filter(outcome -> outcome.fate() != DryRun.Fate.UNTOUCHED)
        .findFirst()
        .or(() -> shown.stream().findFirst())
        .ifPresent(outcome -> list.getSelectionModel().select(outcome));
  }

  private static final class Cell extends ListCell<DryRun.Outcome> {
    private final Label title = new Label();
    private final Label fate = new Label();
    private final Tooltip whole = new Tooltip();
    private final HBox row;

    Cell() {
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      title.setMinWidth(0);
      // Time and duration stand at its ends and are read; the name between them is what gives way.
      title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      fate.setMinWidth(Region.USE_PREF_SIZE);
      fate.getStyleClass().add("chip");
      row = new HBox(8, title, gap, fate);
      row.setAlignment(Pos.CENTER_LEFT);
      row.setMinWidth(0);
      row.setPrefWidth(0);
    }

    @Override
    protected void updateItem(DryRun.@Nullable Outcome outcome, boolean none) {
      super.updateItem(outcome, none);
      setText(null);
      if (none || outcome == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      title.setText(outcome.title());
      whole.setText(outcome.title());
      setTooltip(whole);
      fate.setText(outcome.fate().title());
      fate.getStyleClass().removeAll("bad", "good", "warn");
      switch (outcome.fate()) {
        case CHANGED -> fate.getStyleClass().add("good");
        case DROPPED -> fate.getStyleClass().add("warn");
        case FAILED -> fate.getStyleClass().add("bad");
        case UNTOUCHED -> {
          // Nothing happened, nothing to mark.
        }
      }
      setAccessibleText(outcome.title() + ", " + outcome.fate().title());
      setGraphic(row);
    }
  }
}
