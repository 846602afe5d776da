package dev.eyepiece.ui.metrics;

import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Theme;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The list of metrics with the line that cuts it down. FX thread only. */
final class ExplorerPane extends BorderPane {
  /** Names are cut in the middle before the chart has to be. */
  private static final double NARROW = 300;

  private static final double MOST = 640;

  /** Rows above the chosen one that stay in sight. */
  private static final int ABOVE = 6;

  private final MetricsModel model;
  private final ListView<ExplorerRow> list = new ListView<>();
  private final TextField filter = new TextField();

  /**
   * @param viewWidth of the view that it is in
   */
  ExplorerPane(MetricsModel model, Theme theme, ObservableDoubleValue viewWidth) {
    this.model = model;
    ExplorerModel explorer = model.explorer();
    filter.setPromptText("Find a metric");
    filter.setId("metric-filter");
    filter.getStyleClass().add("search");
    filter.textProperty().bindBidirectional(explorer.filterProperty());
    list.setId("metrics");
    list.getStyleClass().add("explorer");
    list.setFixedCellSize(24);
    list.setAccessibleText("Metrics by service");
    list.setCellFactory(view -> new ExplorerCell(theme));
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (row instanceof ExplorerRow.Metric(MetricEntry entry)) {
            model.choose(entry.key());
          }
        });
    Label count = Kit.label("");
    count.setId("metric-count");
    count.textProperty().bind(explorer.countProperty());
    HBox footer = new HBox(count);
    footer.getStyleClass().add("footer");
    HBox head = new HBox(filter);
    HBox.setHgrow(filter, Priority.ALWAYS);
    head.getStyleClass().add("explorer-head");
    setCenter(list);
    setTop(head);
    setBottom(footer);
    setMinWidth(220);
    maxWidthProperty()
        .bind(
            Bindings.when(Bindings.lessThan(viewWidth, Metrics.NARROW))
                .then(NARROW)
                .otherwise(MOST));
    SplitPane.setResizableWithParent(this, false);
    model.chosenProperty().subscribe(now -> select());
    theme.tokensProperty().subscribe(() -> list.refresh());
  }

  void show(List<ExplorerRow> rows) {
    list.getItems().setAll(rows);
    select();
  }

  private void select() {
    MetricKey chosen = model.chosenProperty().get();
    for (int i = 0; i < list.getItems().size(); i++) {
      if (list.getItems().get(i) instanceof ExplorerRow.Metric(MetricEntry entry)
          && entry.key().equals(chosen)) {
        if (list.getSelectionModel().getSelectedIndex() != i) {
          list.getSelectionModel().clearAndSelect(i);
          list.scrollTo(Math.max(0, i - ABOVE));
        }
        return;
      }
    }
  }

  ListView<ExplorerRow> list() {
    return list;
  }

  void find() {
    filter.requestFocus();
  }

  /** Lists all metrics again; says whether there were words that cut the list down. */
  boolean clear() {
    boolean cut = !filter.getText().isEmpty();
    filter.clear();
    return cut;
  }
}
