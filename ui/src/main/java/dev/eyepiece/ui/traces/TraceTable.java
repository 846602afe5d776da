package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.chart.TimeTicks;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The table of traces: order, selection and who reads in it. FX thread only. */
final class TraceTable extends TableView<TraceRow> {
  /** When more than these arrive at once all is new, and a tint tells nothing but costs styles. */
  private static final int MOST_TINTED = 8;

  private static final Duration TINT = Duration.millis(600);

  /** Whoever moved the pointer this short a time ago may be about to click. */
  private static final Duration POINTING = Duration.seconds(2);

  private final TracesViewModel model;
  private final Look look;
  private final Theme theme;
  private final ZoneId zone;
  private final TraceColumns columns;
  private final Label startTitle = new Label("Start");
  private final PauseTransition untint = new PauseTransition(TINT);
  private final PauseTransition pointing = new PauseTransition(POINTING);
  private Set<TraceId> tinted = Set.of();
  private @Nullable TableColumn<TraceRow, ?> sortedBy;
  private Map<String, Integer> pins = Map.of();
  private @Nullable VirtualFlow<?> flow;
  private boolean replacing;

  TraceTable(
      TracesViewModel model,
      Theme theme,
      ZoneId zone,
      Remembered remembered,
      Consumer<TraceRow> open) {
    this.model = model;
    this.theme = theme;
    this.zone = zone;
    look = new Look(new Pen(theme), zone);
    setId("traces");
    setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
    setPlaceholder(new Label());
    setAccessibleText("Traces");
    columns = new TraceColumns(look, remembered);
    getColumns().addAll(columns.all());
    columns.start().setGraphic(startTitle);
    widthProperty().subscribe((old, now) -> columns.fit(now.doubleValue()));
    theme.densityProperty().subscribe(now -> setFixedCellSize(now.row()));
    setRowFactory(view -> new ListRow(open, () -> tinted));
    untint.setOnFinished(event -> tint(Set.of()));
    follow();
    TableColumn<TraceRow, ?> newest = columns.start();
    newest.setSortType(TableColumn.SortType.DESCENDING);
    getSortOrder().setAll(List.of(newest));
    sortedBy = newest;
    setSortPolicy(view -> {
      sortModel();
      return true;
    });
  }

  private void follow() {
    setItems(model.rows());
    model.arrivedProperty().subscribe((old, now) -> tint(now));
    getSelectionModel()
        .selectedItemProperty()
        .subscribe((old, row) -> {
          if (!replacing) {
            model.selectedProperty().set(row == null ? null : row.traceId());
            read();
          }
        });
    pointing.setOnFinished(event -> read());
    setOnMouseMoved(event -> {
      pointing.playFromStart();
      read();
    });
    theme.tokensProperty().subscribe(() -> recolour());
    // After the pen, which follows it too.
    theme.fontsProperty().subscribe((old, now) -> recolour());
    theme.services().versionProperty().subscribe(version -> pinned());
  }

  private void recolour() {
    look.recolour();
    repaint();
  }

  /** Cells draw themselves again; {@code refresh()} would build all of them anew, with styles. */
  private void repaint() {
    for (var node : lookupAll(".painted")) {
      if (node instanceof PaintedCell cell) {
        cell.paint();
      }
    }
  }

  /** Colours that are given to new services change nothing that is drawn; pinned ones do. */
  private void pinned() {
    Map<String, Integer> now = theme.services().pins();
    if (!now.equals(pins)) {
      pins = now;
      recolour();
    }
  }

  /** The rows are about to be exchanged; selection comes back by {@link #rowsChanged}. */
  void rowsChanging() {
    replacing = true;
  }

  /** New rows are there, with the scale of the chart. */
  void rowsChanged(ScatterData scatter, boolean searched) {
    TraceId chosen = model.selectedProperty().get();
    int index = chosen == null ? -1 : model.indexOf(chosen);
    if (index < 0) {
      getSelectionModel().clearSelection();
    } else if (index != getSelectionModel().getSelectedIndex()) {
      getSelectionModel().clearAndSelect(index);
    }
    replacing = false;
    if (index < 0 && chosen != null) {
      model.selectedProperty().set(null);
    }
    if (look.set(scatter.scale(), searched)) {
      repaint();
    }
    showDay();
  }

  private void tint(Set<TraceId> now) {
    boolean flood = now.size() > MOST_TINTED;
    Set<TraceId> next = flood || theme.reduceMotionProperty().get() ? Set.of() : now;
    if (next.isEmpty() && tinted.isEmpty()) {
      return;
    }
    tinted = next;
    for (var node : lookupAll(".table-row-cell")) {
      if (node instanceof ListRow row) {
        row.tint();
      }
    }
    if (!tinted.isEmpty()) {
      untint.playFromStart();
    }
  }

  private void sortModel() {
    TableColumn<TraceRow, ?> before = sortedBy;
    if (getSortOrder().isEmpty()) {
      if (before != null) {
        // A list has some order always: a further click turns it round once more.
        Platform.runLater(() -> {
          before.setSortType(TableColumn.SortType.ASCENDING);
          getSortOrder().setAll(List.of(before));
        });
      }
      return;
    }
    TableColumn<TraceRow, ?> by = getSortOrder().getFirst();
    if (!by.equals(sortedBy)) {
      sortedBy = by;
      by.setSortType(columns.first(by));
    }
    model
        .orderProperty()
        .set(
            new TraceOrder(
                TraceColumns.sort(by), by.getSortType() == TableColumn.SortType.DESCENDING));
  }

  /** The list stands still while somebody reads: points into it, chose a row or scrolled. */
  void read() {
    boolean pointed =
        pointing.getStatus() == javafx.animation.Animation.Status.RUNNING && isHover();
    model
        .readingProperty()
        .set(pointed || getSelectionModel().getSelectedIndex() >= 0 || firstVisible() > 0);
    showDay();
  }

  /** Lets go of the list and goes to its top. */
  void toTop() {
    pointing.stop();
    getSelectionModel().clearSelection();
    scrollTo(0);
  }

  /** Scrolls as little as is needed to see a row. */
  void scrollIntoView(int index) {
    VirtualFlow<?> rows = flow();
    if (rows != null && index >= 0) {
      rows.scrollTo(index);
    }
  }

  /** The part of the skin that scrolls; null before there is one. */
  private @Nullable VirtualFlow<?> flow() {
    if (flow == null && lookup(".virtual-flow") instanceof VirtualFlow<?> found) {
      flow = found;
    }
    return flow;
  }

  int firstVisible() {
    VirtualFlow<?> rows = flow();
    return rows == null || rows.getFirstVisibleCell() == null
        ? 0
        : rows.getFirstVisibleCell().getIndex();
  }

  /** The head of the column tells the day of the uppermost row. */
  private void showDay() {
    int first = firstVisible();
    String title = "Start";
    if (first >= 0 && first < getItems().size()) {
      LocalDate day = Formats.day(getItems().get(first).startUnixNano(), zone);
      title = TimeTicks.day(day);
    }
    if (!title.equals(startTitle.getText())) {
      startTitle.setText(title);
    }
  }
}
