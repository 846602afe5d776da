package dev.eyepiece.ui.metrics;

import dev.eyepiece.ui.trace.Segments;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The ways to look at the chosen metric; none when there is but one. FX thread only. */
final class ModeButtons extends HBox {
  private final MetricsModel model;
  private List<ChartMode> shown = List.of();

  ModeButtons(MetricsModel model) {
    this.model = model;
    setMinWidth(USE_PREF_SIZE);
    setAlignment(Pos.CENTER);
    setId("chart-modes");
  }

  void show(@Nullable Charted chart) {
    List<ChartMode> modes = chart == null ? List.of() : chart.entry().modes();
    if (!modes.equals(shown)) {
      shown = modes;
      getChildren().clear();
      if (modes.size() > 1) {
        getChildren().add(new Segments<>(modes, ChartMode::title, model.modeProperty()));
      }
    }
  }
}
