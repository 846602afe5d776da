package dev.eyepiece.ui.query;

import dev.eyepiece.ui.chart.ChartPicture;
import dev.eyepiece.ui.list.ListFrame;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Export;
import dev.eyepiece.ui.theme.ExportMenu;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.traces.BusyLine;
import java.io.IOException;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a statement: rows, a chart of them, an error, or examples. FX thread only. */
final class ResultPane extends BorderPane {
  private final QueryModel model;
  private final ResultTable table;
  private final ChartChoice chart;
  private final QueryEmpty empty;
  private final ToggleButton asTable = new ToggleButton("Table");
  private final ToggleButton asChart = new ToggleButton("Chart");
  private final Label said = Kit.label("");
  private final Label told = Kit.label("", "muted");
  private final ExportMenu export;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final Timeline ticks =
      new Timeline(new KeyFrame(Duration.millis(100), event -> runningFor()));
  private final java.util.function.LongSupplier nanoTime;

  /** Files are written by another thread. */
  private volatile @Nullable QueryResult result;

  ResultPane(
      QueryModel model,
      Navigator navigator,
      Theme theme,
      Background background,
      java.util.function.LongSupplier nanoTime,
      java.util.function.Consumer<String> take) {
    this.model = model;
    this.nanoTime = nanoTime;
    table = new ResultTable(navigator, theme, model::sort);
    chart = new ChartChoice(theme, background);
    empty = new QueryEmpty(take);
    said.setId("sql-said");
    said.setMinWidth(0);
    told.setId("sql-told");
    told.setMinWidth(0);
    export =
        new ExportMenu(
            "result",
            List.of(
                Export.text("CSV", "csv", out -> ResultExport.csv(shown(), out)),
                Export.text("JSON lines", "jsonl", out -> ResultExport.jsonLines(shown(), out)),
                new Export("Parquet", "parquet", out -> ResultExport.parquet(shown(), out)),
                ChartPicture.png("PNG of the chart", chart.chart())),
            background,
            this::wrote);
    export.setId("sql-export");
    setTop(bar());
    StackPane.setAlignment(empty, Pos.TOP_LEFT);
    BusyLine line = new BusyLine(busy.getReadOnlyProperty());
    StackPane.setAlignment(line, Pos.TOP_CENTER);
    for (Node part : List.of(table, chart, empty)) {
      ListFrame.hideable(part);
    }
    StackPane stack = new StackPane(table, chart, empty, line);
    stack.setMinSize(0, 0);
    setCenter(stack);
    ticks.setCycleCount(Animation.INDEFINITE);
    model.stateProperty().subscribe(this::show);
    model.schemaProperty().subscribe(now -> refreshExamples());
  }

  private Node bar() {
    ToggleGroup form = new ToggleGroup();
    asTable.setToggleGroup(form);
    asTable.setId("sql-as-table");
    asChart.setToggleGroup(form);
    asChart.setId("sql-as-chart");
    asTable.setSelected(true);
    form.selectedToggleProperty()
        .subscribe((old, now) -> {
          if (now == null && old != null) {
            form.selectToggle(old);
          } else {
            arrange();
          }
        });
    HBox bar = new HBox(8, asTable, asChart, said, Kit.grow(), told, export);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().addAll("rule-bar", "sql-result-bar");
    return bar;
  }

  private QueryResult shown() throws IOException {
    QueryResult now = result;
    if (now == null) {
      throw new IOException("there is no result");
    }
    return now;
  }

  /** A file has what is listed, and says so when that is not all. */
  private void wrote(String sentence) {
    QueryResult now = result;
    told.setText(
        now != null && now.cut()
            ? sentence + ": the " + Formats.count(now.rows().size()) + " rows that are listed"
            : sentence);
  }

  private void show(QueryState state) {
    told.setText("");
    busy.set(state instanceof QueryState.Running);
    if (state instanceof QueryState.Running) {
      // What was there before stays, dimmed: it is no answer to what is asked now.
      table.setOpacity(0.5);
      chart.setOpacity(0.5);
      ticks.play();
      runningFor();
      return;
    }
    ticks.stop();
    table.setOpacity(1);
    chart.setOpacity(1);
    result = state instanceof QueryState.Done(QueryResult rows) ? rows : null;
    said.setText("");
    switch (state) {
      case QueryState.Done(QueryResult rows) -> {
        said.setText(rows.said() + columnsLeft(rows));
        table.show(rows);
        chart.show(rows);
        if (rows.rows().isEmpty()) {
          empty.said("No rows", "The statement is right, and nothing that is held matches it.");
        }
      }
      case QueryState.Failed failed -> empty.failed(failed);
      case QueryState.Stopped(String why) -> empty.said("No result", why);
      default -> empty.examples(model.schemaProperty().get());
    }
    arrange();
  }

  private static String columnsLeft(QueryResult rows) {
    int more = rows.columns().size() - ResultTable.MOST_COLUMNS;
    return more > 0 ? " · " + more + " columns more in exports" : "";
  }

  private void refreshExamples() {
    if (model.stateProperty().get() instanceof QueryState.Idle) {
      empty.examples(model.schemaProperty().get());
    }
  }

  private void runningFor() {
    if (model.stateProperty().get() instanceof QueryState.Running(long since)) {
      said.setText("running for " + Formats.duration(nanoTime.getAsLong() - since));
    }
  }

  private void arrange() {
    QueryResult now = result;
    boolean rows = now != null && !now.rows().isEmpty();
    table.setVisible(rows && asTable.isSelected());
    chart.setVisible(rows && asChart.isSelected());
    empty.setVisible(!rows);
    asTable.setDisable(!rows);
    asChart.setDisable(!rows);
    export.setDisable(!rows);
  }

  ResultTable table() {
    return table;
  }

  /** Offers the files a result can be written to. */
  void export() {
    if (!export.isDisabled()) {
      export.show();
    }
  }

  void toggleForm() {
    (asTable.isSelected() ? asChart : asTable).setSelected(true);
  }

  /** Stops what runs by the clock. */
  void hide() {
    ticks.stop();
  }
}
