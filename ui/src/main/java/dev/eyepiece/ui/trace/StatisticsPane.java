package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A trace's spans in groups, as a table. FX thread only. */
final class StatisticsPane extends BorderPane {
  private static final double NUMBER = 84;

  private final StatisticsModel model;
  private final Theme theme;
  private final TableView<SpanGroup> table = new TableView<>();
  private final Keys keys = new Keys();

  /**
   * @param showSpans takes a group whose spans the reader wants to see one by one
   */
  StatisticsPane(StatisticsModel model, Theme theme, Consumer<SpanGroup> showSpans) {
    this.model = model;
    this.theme = theme;
    setId("statistics");
    table.setId("statistics-table");
    table.setPlaceholder(Kit.label("No span matches.", "muted"));
    table.setAccessibleText("Spans by service and operation");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
    table.setRowFactory(shown -> row(showSpans));
    columns();
    keys.bind("Enter", "show these spans", () -> open(showSpans))
        .bind("j", "rows", () -> table.getSelectionModel().selectNext())
        .bind("k", "rows", () -> table.getSelectionModel().selectPrevious());
    // Before the table, which would take Enter for an edit.
    table.addEventFilter(KeyEvent.KEY_PRESSED, event -> keys.handle(event, false));
    Label of = Kit.label("", "small", "muted");
    of.setId("statistics-of");
    of.textProperty().bind(model.ofProperty());
    HBox head =
        new HBox(
            12,
            new Segments<>(
                List.of(TraceStatistics.By.values()), by -> "By " + by.title(), model.byProperty()),
            of);
    head.getStyleClass().add("pane-head");
    setTop(head);
    setCenter(table);
    model.statisticsProperty().subscribe(now -> show(now));
  }

  private TableRow<SpanGroup> row(Consumer<SpanGroup> showSpans) {
    TableRow<SpanGroup> row = new TableRow<>();
    row.setOnMouseClicked(event -> {
      if (event.getClickCount() == 2 && row.getItem() != null) {
        showSpans.accept(row.getItem());
      }
    });
    return row;
  }

  private void open(Consumer<SpanGroup> showSpans) {
    SpanGroup chosen = table.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      showSpans.accept(chosen);
    }
  }

  private void columns() {
    TableColumn<SpanGroup, SpanGroup> name = new TableColumn<>("Service and operation");
    name.setPrefWidth(230);
    name.setMinWidth(160);
    name.setComparator(Comparator.comparing(SpanGroup::service).thenComparing(SpanGroup::name));
    name.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    name.setCellFactory(column -> new GroupNameCell(theme));
    table.getColumns().add(name);
    table.getColumns().add(number("Spans", 56, SpanGroup::spans, g -> Formats.count(g.spans())));
    table
        .getColumns()
        .add(
            number(
                "Errors",
                56,
                SpanGroup::errors,
                g -> g.errors() == 0 ? "" : Formats.count(g.errors())));
    TableColumn<SpanGroup, SpanGroup> self = new TableColumn<>("Self time");
    self.setPrefWidth(180);
    self.setMaxWidth(260);
    self.setMinWidth(120);
    self.setComparator(Comparator.comparingLong(SpanGroup::self));
    self.setSortType(TableColumn.SortType.DESCENDING);
    self.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    self.setCellFactory(column -> new SelfTimeCell(this::selfOfAll));
    table.getColumns().add(self);
    duration("Critical path", SpanGroup::critical);
    duration("Total", SpanGroup::total);
    duration("Median", SpanGroup::median);
    duration("p95", SpanGroup::p95);
    duration("Longest", SpanGroup::longest);
    table.getSortOrder().add(self);
  }

  private long selfOfAll() {
    TraceStatistics now = model.statisticsProperty().get();
    return now == null ? 0 : now.self();
  }

  private void duration(String title, ToLongFunction<SpanGroup> value) {
    table
        .getColumns()
        .add(
            number(
                title,
                NUMBER,
                value,
                g -> value.applyAsLong(g) == 0 ? "0" : Formats.duration(value.applyAsLong(g))));
  }

  private static TableColumn<SpanGroup, SpanGroup> number(
      String title,
      double width,
      ToLongFunction<SpanGroup> value,
      Function<SpanGroup, String> text) {
    TableColumn<SpanGroup, SpanGroup> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setMinWidth(width - 12);
    column.setMaxWidth(width + 24);
    column.setComparator(Comparator.comparingLong(value));
    column.setSortType(TableColumn.SortType.DESCENDING);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(shown -> new NumberCell<>(text));
    column.getStyleClass().add("right");
    return column;
  }

  private void show(@Nullable TraceStatistics now) {
    SpanGroup before = table.getSelectionModel().getSelectedItem();
    if (now == null) {
      table.getItems().clear();
      return;
    }
    table.getItems().setAll(now.groups());
    table.sort();
    SpanGroup same =
        before == null
            ? null
            : now.groups().stream()
                .filter(g -> g.service().equals(before.service()) && g.name().equals(before.name()))
                .findFirst()
                .orElse(null);
    if (same == null) {
      table.getSelectionModel().selectFirst();
    } else {
      table.getSelectionModel().select(same);
    }
  }

  Node table() {
    return table;
  }

  Keys keys() {
    return keys;
  }
}
