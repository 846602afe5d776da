package dev.eyepiece.ui.fleet;

import dev.eyepiece.ui.theme.Kit;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * What stands over the list of agents: words to find some, and counts that narrow the list to what
 * they count. FX thread only.
 */
final class FleetHead extends FlowPane {
  private final FleetModel model;
  private final TextField filter = new TextField();
  private final Label counts = Kit.label("", "muted", "small");
  private final Label trouble = Kit.label("", "bad", "small");
  private final HBox narrowing = new HBox(4);
  private final Map<FleetShare, ToggleButton> shares = new EnumMap<>(FleetShare.class);

  FleetHead(FleetModel model) {
    super(12, 4);
    this.model = model;
    getStyleClass().add("fleet-head");
    filter.setId("fleet-filter");
    filter.setPromptText("Filter agents");
    filter.setAccessibleText("Filter agents");
    filter.getStyleClass().add("fleet-filter");
    filter.textProperty().subscribe((old, now) -> model.filter(now));
    counts.setId("fleet-counts");
    trouble.setId("fleet-trouble");
    trouble.managedProperty().bind(trouble.textProperty().isNotEmpty());
    Label title = Kit.label("Fleet", "title");
    for (Label label : new Label[] {title, counts}) {
      label.setMinWidth(Region.USE_PREF_SIZE);
    }
    HBox finding = new HBox(8, title, filter, counts);
    finding.setAlignment(Pos.CENTER_LEFT);
    narrowing.setAlignment(Pos.CENTER_LEFT);
    ToggleGroup one = new ToggleGroup();
    for (FleetShare share : FleetShare.values()) {
      narrowing.getChildren().add(button(share, one));
    }
    one.selectedToggleProperty()
        .subscribe((old, now) -> model.only(now == null ? null : (FleetShare) now.getUserData()));
    getChildren().addAll(finding, narrowing, new VersionMenu(model), trouble);
    model.countsProperty().subscribe(now -> show());
    model.rowsProperty().subscribe(now -> show());
  }

  private ToggleButton button(FleetShare share, ToggleGroup group) {
    ToggleButton button = new ToggleButton();
    button.setId("fleet-" + share.name().toLowerCase(java.util.Locale.ROOT));
    button.setUserData(share);
    button.setToggleGroup(group);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(new Tooltip("Only these agents; once more for all"));
    button.managedProperty().bind(button.visibleProperty());
    button.getStyleClass().add("fleet-share");
    if (share.isTrouble()) {
      button.getStyleClass().add("trouble");
    }
    shares.put(share, button);
    return button;
  }

  /** A count of none is no button, unless the list is narrowed to it. */
  private void show() {
    FleetCounts now = model.countsProperty().get();
    counts.setText(now.text(model.rowsProperty().get().size()));
    trouble.setText(model.trouble());
    shares.forEach((share, button) -> {
      int count = now.of(share);
      button.setText(share.counted(count));
      button.setVisible(count > 0 || button.isSelected() || share == FleetShare.LIVE);
    });
  }
}
