package dev.eyepiece.ui.shell;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ui.theme.Formats;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Live, or paused with the number of spans that came since. FX thread only. */
final class LiveButton extends ToggleButton {
  private final Telemetry telemetry;
  private final FontIcon icon = new FontIcon();
  private long takenAtPause;

  LiveButton(Telemetry telemetry, Ambient ambient) {
    this.telemetry = telemetry;
    setId("live");
    getStyleClass().add("live");
    setGraphic(icon);
    setMinWidth(USE_PREF_SIZE);
    setTooltip(
        new Tooltip("Live: views follow what comes. Paused: they keep what they show (Space)"));
    selectedProperty().bindBidirectional(ambient.liveProperty());
    selectedProperty()
        .subscribe(live -> {
          takenAtPause = telemetry.stats().spans();
          icon.setIconCode(live ? Feather.RADIO : Feather.PAUSE);
          tick();
        });
  }

  /** Counts what came. */
  void tick() {
    long came = telemetry.stats().spans() - takenAtPause;
    setText(
        isSelected() ? "Live" : came == 0 ? "Paused" : "Paused, " + Formats.count(came) + " new");
  }
}
