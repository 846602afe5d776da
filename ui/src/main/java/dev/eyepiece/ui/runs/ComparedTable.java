package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunComparison;
import dev.eyepiece.ui.compare.Verdict;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.TextCell;
import dev.eyepiece.ui.theme.Theme;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** Services or operations of two runs, those that got slower most first. FX thread only. */
final class ComparedTable extends TableView<ComparedRow> {
  private static final double ROW = 24;
  private static final double ALL_COLUMNS = 1000;
  private static final PseudoClass SLOWER = PseudoClass.getPseudoClass("slower");
  private static final PseudoClass FASTER = PseudoClass.getPseudoClass("faster");

  private final TableColumn<ComparedRow, ComparedRow> operation;
  private List<ComparedRow> given = List.of();

  ComparedTable(Theme theme) {
    setId("compared-table");
    setAccessibleText("What differs");
    setFixedCellSize(ROW);
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    TableColumn<ComparedRow, ComparedRow> service =
        column("Service", 150, Comparator.comparing(ComparedRow::service), row -> row.service());
    service.setCellFactory(made -> new ServiceCell(theme));
    operation =
        column("Operation", 420, Comparator.comparing(ComparedRow::name), row -> row.name());
    service.setMinWidth(110);
    operation.setMinWidth(140);
    spans("A spans", row -> row.before().spans());
    spans("B spans", row -> row.after().spans());
    var errorsBefore = spans("A errors", row -> row.before().errors());
    var errorsAfter = spans("B errors", row -> row.after().errors());
    var p50Before = duration("A p50", one -> one.before(), RunComparison.Figures::p50Nano);
    var p50After = duration("B p50", one -> one.after(), RunComparison.Figures::p50Nano);
    duration("A p95", one -> one.before(), RunComparison.Figures::p95Nano);
    duration("B p95", one -> one.after(), RunComparison.Figures::p95Nano);
    TableColumn<ComparedRow, ComparedRow> change =
        column(
            "p95 change",
            184,
            Comparator.comparingLong(ComparedRow::change),
            ComparedTable::change,
            "mono",
            "right",
            "change");
    fixed(change, 172);
    change.setSortType(TableColumn.SortType.DESCENDING);
    widthProperty()
        .subscribe(now -> {
          boolean all = now.doubleValue() == 0 || now.doubleValue() >= ALL_COLUMNS;
          errorsBefore.setVisible(all);
          errorsAfter.setVisible(all);
          p50Before.setVisible(all);
          p50After.setVisible(all);
        });
    setRowFactory(table -> new Row());
    // Without a sorted column the rows stand as they were given.
    getSortOrder()
        .addListener(
            (ListChangeListener<TableColumn<ComparedRow, ?>>)
                changed -> {
                  if (getSortOrder().isEmpty()) {
                    getItems().setAll(given);
                  }
                });
  }

  /** Names have the room that is left. */
  private static void fixed(TableColumn<ComparedRow, ComparedRow> column, double least) {
    column.setMinWidth(least);
    column.setMaxWidth(column.getPrefWidth());
  }

  private static String change(ComparedRow row) {
    if (!row.inBoth()) {
      return row.verdict().title();
    }
    if (row.change() == 0) {
      return RunWords.count(0);
    }
    long nanos = row.change();
    return (nanos > 0 ? "+" : "")
        + Formats.duration(nanos)
        + (row.share().isEmpty() ? "" : "  " + row.share());
  }

  private TableColumn<ComparedRow, ComparedRow> column(
      String title,
      double width,
      Comparator<ComparedRow> order,
      Function<ComparedRow, String> text,
      String... styles) {
    TableColumn<ComparedRow, ComparedRow> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, 64));
    column.setReorderable(false);
    column.setComparator(order);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(made -> new Cell(text, styles));
    if (List.of(styles).contains("right")) {
      column.getStyleClass().add("right");
    }
    getColumns().add(column);
    return column;
  }

  private TableColumn<ComparedRow, ComparedRow> spans(
      String title, ToLongFunction<ComparedRow> count) {
    TableColumn<ComparedRow, ComparedRow> column =
        column(
            title,
            68,
            Comparator.comparingLong(count),
            row -> RunWords.count(count.applyAsLong(row)),
            "mono",
            "right");
    fixed(column, 64);
    column.setSortType(TableColumn.SortType.DESCENDING);
    return column;
  }

  private TableColumn<ComparedRow, ComparedRow> duration(
      String title,
      Function<ComparedRow, RunComparison.Figures> side,
      ToLongFunction<RunComparison.Figures> nanos) {
    TableColumn<ComparedRow, ComparedRow> column =
        column(
            title,
            82,
            Comparator.comparingLong(row -> nanos.applyAsLong(side.apply(row))),
            row ->
                side.apply(row).spans() == 0
                    ? RunWords.count(0)
                    : Formats.duration(nanos.applyAsLong(side.apply(row))),
            "mono",
            "right");
    fixed(column, 80);
    column.setSortType(TableColumn.SortType.DESCENDING);
    return column;
  }

  void show(List<ComparedRow> rows, boolean services) {
    given = rows;
    operation.setVisible(!services);
    getSortOrder().clear();
    getItems().setAll(rows);
  }

  private static final class Row extends TableRow<ComparedRow> {
    @Override
    protected void updateItem(@Nullable ComparedRow row, boolean empty) {
      super.updateItem(row, empty);
      ComparedRow shown = empty ? null : row;
      setAccessibleText(shown == null ? "" : shown.spoken());
      pseudoClassStateChanged(SLOWER, shown != null && shown.verdict() == Verdict.SLOWER);
      pseudoClassStateChanged(FASTER, shown != null && shown.verdict() == Verdict.FASTER);
    }
  }

  private static class Cell extends TextCell<ComparedRow> {
    Cell(Function<ComparedRow, String> text, String... styles) {
      super(text, styles);
      setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    }
  }

  private static final class ServiceCell extends Cell {
    private final Theme theme;

    ServiceCell(Theme theme) {
      super(ComparedRow::service, "strong");
      this.theme = theme;
      theme.darkProperty().subscribe(dark -> colour());
      theme.services().versionProperty().subscribe(version -> colour());
    }

    @Override
    protected void updateItem(@Nullable ComparedRow row, boolean empty) {
      super.updateItem(row, empty);
      colour();
    }

    private void colour() {
      ComparedRow row = getItem();
      setGraphic(isEmpty() || row == null ? null : Kit.dot(theme, row.service()));
    }
  }
}
