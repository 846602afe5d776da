package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.chart.ChartPicture;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Export;
import dev.eyepiece.ui.theme.ExportMenu;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;

/** Writes the table and the chart into files. FX thread only. */
final class TracesExport {
  private final ExportMenu menu;

  TracesExport(
      TracesViewModel model, ScatterPane scatter, Background background, Consumer<String> told) {
    menu =
        new ExportMenu(
            "traces",
            List.of(
                Export.text("CSV", "csv", out -> TableExport.csv(rows(model), out)),
                Export.text("JSON", "json", out -> TableExport.json(rows(model), out)),
                ChartPicture.png("PNG of the chart", scatter)),
            background,
            told);
    menu.setId("traces-export");
  }

  private static List<TraceRow> rows(TracesViewModel model) {
    return model.held();
  }

  Node button() {
    return menu;
  }

  List<Action> actions() {
    return List.of(new Action("Export traces", "Traces", "", menu::show));
  }
}
