package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.chart.ChartPicture;
import dev.eyepiece.ui.task.AskFx;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Export;
import dev.eyepiece.ui.theme.ExportMenu;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/** The files that a trace can be written to: its spans, their statistics, what is drawn. */
final class TraceExportMenu {
  private final TraceViewModel model;

  private TraceExportMenu(TraceViewModel model) {
    this.model = model;
  }

  /**
   * Builds the menu.
   *
   * @param drawn what the picture shows
   * @param told hears in one sentence what was written or what went wrong
   */
  static ExportMenu of(
      TraceViewModel model, Region drawn, Background background, Consumer<String> told) {
    TraceExportMenu menu = new TraceExportMenu(model);
    ExportMenu button =
        new ExportMenu(
            "trace",
            List.of(
                Export.text("Spans as CSV", "csv", out -> TraceExport.csv(menu.data(), out)),
                Export.text("Spans as JSON", "json", out -> TraceExport.json(menu.data(), out)),
                Export.text(
                    "Statistics as CSV", "csv", out -> StatisticsExport.csv(menu.groups(), out)),
                Export.text(
                    "Statistics as JSON", "json", out -> StatisticsExport.json(menu.groups(), out)),
                ChartPicture.png("PNG of what is shown", drawn)),
            background,
            told);
    button.setId("trace-export");
    return button;
  }

  private TraceData data() throws IOException {
    return AskFx.get(() -> Optional.ofNullable(model.data()))
        .orElseThrow(() -> new IOException("no trace is open"));
  }

  private List<SpanGroup> groups() throws IOException {
    TraceStatistics.By by = AskFx.get(() -> model.statistics().byProperty().get());
    return TraceStatistics.of(data(), by, -1, null).groups();
  }
}
