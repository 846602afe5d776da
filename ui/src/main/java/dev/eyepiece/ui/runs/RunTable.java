package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.ui.theme.Columns;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** The runs, the newest first. FX thread only. */
final class RunTable extends TableView<RunSummary> {
  private static final double ROW = 24;
  private static final double ALL_COLUMNS = 1000;
  private static final double MOST_COLUMNS = 880;
  private static final PseudoClass ERRING = PseudoClass.getPseudoClass("erring");
  private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

  private final RunsModel model;
  private final TableColumn<RunSummary, RunSummary> name = new TableColumn<>("Run");
  private boolean setting;

  RunTable(RunsModel model, ZoneId zone) {
    this.model = model;
    setId("runs-table");
    setAccessibleText("Runs");
    setEditable(true);
    setFixedCellSize(ROW);
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    name.setPrefWidth(240);
    name.setMinWidth(160);
    name.setReorderable(false);
    name.setSortable(false);
    name.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    name.setCellFactory(column -> new RunNameCell(zone, model::call));
    getColumns().add(name);
    var command = Columns.add(this, "Command", 260, RunWords::command, "mono", "muted");
    var began = Columns.add(this, "Began", 168, run -> RunWords.began(run, zone), "mono");
    fixed(began, 160);
    fixed(Columns.add(this, "Took", 84, RunWords::took, "mono", "right"), 76);
    fixed(Columns.add(this, "Exit", 56, RunWords::exit, "mono", "right", "exit"), 52);
    count("Spans", RunSummary::spans);
    count("Errors", RunSummary::errors, "run-errors");
    count("Logs", RunSummary::logs);
    var points = count("Points", RunSummary::points);
    var samples = count("Samples", RunSummary::samples);
    fixed(
        Columns.add(this, "Pinned", 72, run -> run.pinned() ? "pinned" : "", "muted", "small"), 64);
    widthProperty()
        .subscribe(now -> {
          double width = now.doubleValue();
          command.setVisible(width == 0 || width >= ALL_COLUMNS);
          points.setVisible(width == 0 || width >= MOST_COLUMNS);
          samples.setVisible(width == 0 || width >= MOST_COLUMNS);
        });
    setRowFactory(table -> new Row());
    getSelectionModel()
        .selectedItemProperty()
        .subscribe((old, now) -> {
          if (!setting && now != null) {
            model.choose(now.name());
          }
        });
  }

  /** Names and commands have the room that is left. */
  private static void fixed(TableColumn<RunSummary, RunSummary> column, double least) {
    column.setMinWidth(least);
    column.setMaxWidth(column.getPrefWidth());
  }

  private TableColumn<RunSummary, RunSummary> count(
      String title, ToLongFunction<RunSummary> records, String... styles) {
    List<String> all = new ArrayList<>(List.of("mono", "right"));
    all.addAll(List.of(styles));
    TableColumn<RunSummary, RunSummary> column =
        Columns.add(
            this,
            title,
            80,
            run -> RunWords.count(records.applyAsLong(run)),
            all.toArray(String[]::new));
    fixed(column, 60);
    return column;
  }

  /** Shows others, unless a name is being written. */
  void show(List<RunSummary> runs) {
    if (getEditingCell() != null) {
      return;
    }
    setting = true;
    if (!runs.equals(getItems())) {
      getItems().setAll(runs);
    }
    select(model.chosenProperty().get());
    setting = false;
  }

  void select(@Nullable RunSummary run) {
    boolean before = setting;
    setting = true;
    int at = -1;
    for (int i = 0; run != null && i < getItems().size(); i++) {
      at = getItems().get(i).name().equals(run.name()) ? i : at;
    }
    if (at < 0) {
      getSelectionModel().clearSelection();
    } else if (getSelectionModel().getSelectedIndex() != at) {
      getSelectionModel().select(at);
    }
    setting = before;
  }

  /** Lets the name of the chosen run be written over. */
  void rename() {
    int at = getSelectionModel().getSelectedIndex();
    if (at >= 0) {
      scrollTo(at);
      layout();
      edit(at, name);
    }
  }

  private static final class Row extends TableRow<RunSummary> {
    @Override
    protected void updateItem(@Nullable RunSummary run, boolean empty) {
      super.updateItem(run, empty);
      RunSummary shown = empty ? null : run;
      setAccessibleText(shown == null ? "" : RunWords.spoken(shown));
      Integer exit = shown == null ? null : shown.note().exit();
      pseudoClassStateChanged(FAILED, exit != null && exit != 0);
      pseudoClassStateChanged(ERRING, shown != null && shown.errors() > 0);
    }
  }
}
