package dev.eyepiece.ui.query;

import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.ContextMenuEvent;
import org.jspecify.annotations.Nullable;

/** The rows of a result. A click on a header sorts all of them. FX thread only. */
final class ResultTable extends TableView<List<@Nullable Object>> {
  /** More columns than that cannot be looked at; exports have them all. */
  static final int MOST_COLUMNS = 200;

  private static final double CHARACTER = 7.3;
  private static final double NARROWEST = 64;
  private static final double WIDEST = 380;

  private final Navigator navigator;
  private final MenuItem copyValue = new MenuItem("Copy value");
  private @Nullable QueryResult shown;
  private String pointed = "";
  private boolean building;

  ResultTable(Navigator navigator, Theme theme, Consumer<QueryResult.Order> sort) {
    this.navigator = navigator;
    setId("sql-rows");
    setAccessibleText("Rows of the result");
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    theme.densityProperty().subscribe(density -> setFixedCellSize(density.row()));
    setSortPolicy(table -> {
      if (!building && !getSortOrder().isEmpty()) {
        TableColumn<List<@Nullable Object>, ?> first = getSortOrder().getFirst();
        sort.accept(
            new QueryResult.Order(
                getColumns().indexOf(first),
                first.getSortType() == TableColumn.SortType.DESCENDING));
      }
      return true;
    });
    MenuItem copyRows = new MenuItem("Copy rows");
    copyRows.setOnAction(event -> copyRows());
    copyValue.setOnAction(event -> Kit.copy(pointed));
    setContextMenu(new ContextMenu(copyValue, copyRows));
    addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::point);
  }

  private void point(ContextMenuEvent event) {
    Node node = event.getPickResult().getIntersectedNode();
    while (node != null && !(node instanceof ResultCell)) {
      node = node.getParent();
    }
    copyValue.setDisable(!(node instanceof ResultCell));
    pointed = node instanceof ResultCell cell ? cell.whole() : "";
  }

  void show(QueryResult result) {
    QueryResult before = shown;
    shown = result;
    boolean same =
        before != null
            && before.statement().equals(result.statement())
            && before.columns().equals(result.columns())
            && result.order() != null;
    if (!same) {
      building = true;
      getSortOrder().clear();
      getColumns().setAll(columns(result));
      building = false;
    }
    setItems(FXCollections.observableList(result.rows()));
    getSelectionModel().clearSelection();
    scrollTo(0);
  }

  private List<TableColumn<List<@Nullable Object>, ?>> columns(QueryResult result) {
    List<TableColumn<List<@Nullable Object>, ?>> all = new ArrayList<>();
    int most = Math.min(MOST_COLUMNS, result.columns().size());
    for (int i = 0; i < most; i++) {
      int at = i;
      Column named = result.columns().get(i);
      TableColumn<List<@Nullable Object>, List<@Nullable Object>> column =
          new TableColumn<>(named.name());
      column.setPrefWidth(width(result, i));
      column.setMinWidth(NARROWEST);
      column.setReorderable(false);
      column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
      column.setCellFactory(made -> new ResultCell(current(result), at, navigator));
      if (named.isNumber()) {
        column.getStyleClass().add("right");
      }
      all.add(column);
    }
    return all;
  }

  /** Cells are made while rows are shown that were sorted since. */
  private QueryResult current(QueryResult otherwise) {
    return shown == null ? otherwise : shown;
  }

  /** With room for the arrow of a sorted column. */
  private static double width(QueryResult result, int column) {
    return Math.clamp((result.longest().get(column) + 2) * CHARACTER + 18, NARROWEST, WIDEST);
  }

  /** Copies the selected rows with the names of columns, a tab between values. */
  void copyRows() {
    QueryResult result = shown;
    if (result == null) {
      return;
    }
    List<List<@Nullable Object>> rows = new ArrayList<>(getSelectionModel().getSelectedItems());
    String names = result.columns().stream().map(Column::name).collect(Collectors.joining("\t"));
    String text = rows.stream().map(ResultTable::line).collect(Collectors.joining("\n"));
    Kit.copy(names + "\n" + text + "\n");
  }

  private static String line(List<@Nullable Object> row) {
    return row.stream()
        .map(value -> value == null ? "" : QueryResult.text(value).replaceAll("[\\t\\r\\n]", " "))
        .collect(Collectors.joining("\t"));
  }

  /** Opens the trace of the selected row, when it names one. */
  void openTrace() {
    List<@Nullable Object> row = getSelectionModel().getSelectedItem();
    QueryResult result = shown;
    Place.Trace to = row == null || result == null ? null : TraceLink.of(result, row);
    if (to != null) {
      navigator.open(to);
    }
  }
}
