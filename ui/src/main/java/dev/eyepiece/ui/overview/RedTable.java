package dev.eyepiece.ui.overview;

import dev.eyepiece.store.Red;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/** Rate, errors and duration, one row a service; Enter shows the service's traces. */
final class RedTable {
  private static final double ROW = 24;
  private static final double HEADER = 30;
  private static final int MOST_ROWS = 12;

  private final Theme theme;
  private final TableView<Red.Service> table = new TableView<>();
  private final Label nothing = Kit.label("", "muted");

  RedTable(Theme theme, Consumer<String> open) {
    this.theme = theme;
    table.setId("red");
    table.setFixedCellSize(ROW);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.getColumns().add(service());
    table.getColumns().add(number("Requests", 88, Red.Service::requests, s -> count(s.requests())));
    table.getColumns().add(number("Errors", 72, Red.Service::errors, RedTable::errors));
    table.getColumns().add(duration("p50", Red.Service::p50Nano));
    table.getColumns().add(duration("p95", Red.Service::p95Nano));
    table.getColumns().add(duration("p99", Red.Service::p99Nano));
    table.getColumns().add(number("Spans", 88, Red.Service::spans, s -> count(s.spans())));
    table.setPlaceholder(nothing);
    table.setOnMouseClicked(event -> {
      if (event.getClickCount() == 2) {
        openSelected(open);
      }
    });
    table.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        openSelected(open);
        event.consume();
      }
    });
    theme.tokensProperty().subscribe((old, now) -> table.refresh());
    resize();
  }

  private void openSelected(Consumer<String> open) {
    Red.Service chosen = table.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      open.accept(chosen.service());
    }
  }

  TableView<Red.Service> node() {
    return table;
  }

  /**
   * Shows these; order and selection of the user stay.
   *
   * @param answered whether it is known that there are no others
   */
  void show(List<Red.Service> services, boolean answered) {
    nothing.setText(RedCharts.none("spans", answered));
    Red.Service selected = table.getSelectionModel().getSelectedItem();
    table.getItems().setAll(services);
    table.sort();
    if (selected != null) {
      table.getItems().stream()
          .filter(one -> one.service().equals(selected.service()))
          .findFirst()
          .ifPresent(one -> table.getSelectionModel().select(one));
    }
    resize();
  }

  private void resize() {
    int rows = Math.clamp(table.getItems().size(), 2, MOST_ROWS);
    table.setPrefHeight(HEADER + rows * ROW + 2);
    table.setMinHeight(table.getPrefHeight());
    table.setMaxHeight(table.getPrefHeight());
  }

  private static String count(long number) {
    return number == 0 ? "–" : Formats.count(number);
  }

  private static String errors(Red.Service service) {
    return service.errors() == 0
        ? "–"
        : Formats.count(service.errors())
            + "  "
            + Formats.share(service.errors(), service.requests());
  }

  private TableColumn<Red.Service, Red.Service> service() {
    TableColumn<Red.Service, Red.Service> column = new TableColumn<>("Service");
    column.setPrefWidth(200);
    column.setMinWidth(120);
    column.setComparator(Comparator.comparing(Red.Service::service));
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(ignored ->
        new TableCell<>() {
          {
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
          }

          @Override
          protected void updateItem(Red.@Nullable Service one, boolean none) {
            super.updateItem(one, none);
            if (none || one == null) {
              setText(null);
              setTooltip(null);
              setGraphic(null);
              setAccessibleText("");
            } else {
              setText(one.service().isEmpty() ? "(no name)" : one.service());
              setTooltip(new Tooltip(getText()));
              setGraphic(Kit.dot(theme, one.service()));
              setAccessibleText(spoken(one));
            }
          }
        });
    return column;
  }

  static String spoken(Red.Service one) {
    return "service "
        + one.service()
        + ", "
        + Formats.count(one.requests(), "request")
        + ", "
        + Formats.count(one.errors(), "error")
        + ", p95 "
        + Formats.duration(one.p95Nano());
  }

  private static TableColumn<Red.Service, Red.Service> duration(
      String title, ToLongFunction<Red.Service> value) {
    return number(
        title,
        80,
        value,
        one -> one.requests() == 0 ? "–" : Formats.duration(value.applyAsLong(one)));
  }

  private static TableColumn<Red.Service, Red.Service> number(
      String title,
      double width,
      ToLongFunction<Red.Service> value,
      Function<Red.Service, String> text) {
    TableColumn<Red.Service, Red.Service> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setMinWidth(width - 16);
    column.getStyleClass().add("right");
    column.setComparator(Comparator.comparingLong(value));
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(ignored ->
        new TableCell<>() {
          private final Label label = Kit.mono("");

          @Override
          protected void updateItem(Red.@Nullable Service one, boolean none) {
            super.updateItem(one, none);
            getStyleClass().remove("right");
            getStyleClass().add("right");
            if (none || one == null) {
              setGraphic(null);
              return;
            }
            label.setText(text.apply(one));
            label.getStyleClass().removeAll("bad");
            if (title.equals("Errors") && one.errors() > 0) {
              label.getStyleClass().add("bad");
            }
            setGraphic(label);
          }
        });
    return column;
  }
}
