package dev.eyepiece.ui.traces;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.ToLongFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** The columns of the trace list. */
final class TraceCells {
  private static final int MOST_DOTS = 6;
  private static final double BAR = 64;

  private TraceCells() {}

  /** The sort of a column's id. */
  static TraceQuery.Sort sort(String id) {
    return TraceQuery.Sort.valueOf(id.toUpperCase(Locale.ROOT));
  }

  static Circle dot(Theme theme, String service) {
    return new Circle(4, theme.tokens().service(theme.services().slot(service)));
  }

  /** What a cell shows of a row. */
  private interface Content {
    Node of(TraceRow row);
  }

  private static TableColumn<TraceRow, TraceRow> column(
      String id, String title, double width, boolean right, Content content) {
    TableColumn<TraceRow, TraceRow> column = new TableColumn<>(title);
    column.setId(id);
    column.setPrefWidth(width);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    if (right) {
      column.getStyleClass().add("right");
    }
    column.setCellFactory(view ->
        new TableCell<>() {
          @Override
          protected void updateItem(@Nullable TraceRow row, boolean none) {
            super.updateItem(row, none);
            setText(null);
            setGraphic(none || row == null ? null : content.of(row));
            if (right && !getStyleClass().contains("right")) {
              getStyleClass().add("right");
            }
          }
        });
    return column;
  }

  private static Label mono(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("mono");
    return label;
  }

  static TableColumn<TraceRow, TraceRow> name(Theme theme) {
    return column(
        "name",
        "Trace",
        300,
        false,
        row -> {
          Label service = new Label(row.rootService());
          service.setStyle("-fx-font-weight: 600");
          service.setGraphic(dot(theme, row.rootService()));
          service.setMinWidth(Region.USE_PREF_SIZE);
          Label name =
              new Label(row.rootHeld() ? row.rootName() : row.rootName() + " (no root yet)");
          name.getStyleClass().addAll("muted", "small");
          HBox box = new HBox(8, service, name);
          box.setAlignment(Pos.CENTER_LEFT);
          return box;
        });
  }

  static TableColumn<TraceRow, TraceRow> services(Theme theme) {
    TableColumn<TraceRow, TraceRow> column =
        column(
            "service",
            "Services",
            150,
            false,
            row -> {
              HBox box = new HBox(6);
              box.setAlignment(Pos.CENTER_LEFT);
              for (FacetValue service : row.services().stream().limit(MOST_DOTS).toList()) {
                Label label = mono(Long.toString(service.spans()));
                label.setGraphic(dot(theme, service.value()));
                label.setGraphicTextGap(3);
                label.setMinWidth(Region.USE_PREF_SIZE);
                label.setAccessibleText(service.value() + " " + service.spans() + " spans");
                box.getChildren().add(label);
              }
              if (row.services().size() > MOST_DOTS) {
                box.getChildren().add(mono("+" + (row.services().size() - MOST_DOTS)));
              }
              return box;
            });
    return column;
  }

  static TableColumn<TraceRow, TraceRow> number(
      String id, String title, ToLongFunction<TraceRow> value) {
    return column(id, title, 64, true, row -> mono(Formats.count(value.applyAsLong(row))));
  }

  static TableColumn<TraceRow, TraceRow> errors(Theme theme) {
    return column(
        "errors",
        "Errors",
        64,
        true,
        row -> {
          if (row.errorSpans() == 0) {
            Label none = mono("–");
            none.getStyleClass().add("faint");
            return none;
          }
          Label label = mono(Formats.count(row.errorSpans()));
          label.getStyleClass().add("bad");
          label.setGraphic(errorMark(theme));
          return label;
        });
  }

  static Node errorMark(Theme theme) {
    Label mark = new Label("!");
    mark.setStyle("-fx-font-size: 9px; -fx-font-weight: bold; -fx-text-fill: -ep-ground");
    return new StackPane(new Circle(6, theme.tokens().get("error")), mark);
  }

  static TableColumn<TraceRow, TraceRow> duration(Theme theme) {
    return column(
        "duration",
        "Duration",
        150,
        true,
        row -> {
          Rectangle track = new Rectangle(BAR, 6, theme.tokens().get("raised"));
          Rectangle bar =
              new Rectangle(
                  Math.max(2, BAR * LogAxis.share(row.durationNano())),
                  6,
                  theme.tokens().service(theme.services().slot(row.rootService())));
          StackPane bars = new StackPane(track, bar);
          bars.setAlignment(Pos.CENTER_LEFT);
          bars.setMaxWidth(BAR);
          bars.setMinWidth(BAR);
          Label figure = mono(Formats.duration(row.durationNano()));
          figure.setMinWidth(64);
          figure.setAlignment(Pos.CENTER_RIGHT);
          HBox box = new HBox(8, bars, figure);
          box.setAlignment(Pos.CENTER_RIGHT);
          return box;
        });
  }

  static TableColumn<TraceRow, TraceRow> start(ZoneId zone) {
    return column("start", "Start", 110, true, row -> mono(Formats.row(row.startUnixNano(), zone)));
  }
}
