package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceQuery;
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
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The table of traces: columns, order, selection and who reads in it. FX thread only. */
final class TraceTable extends TableView<TraceRow> {
  private static final double NAME_LEAST = 180;
  private static final double SERVICES_LEAST = 110;
  private static final double SERVICES_MOST = 300;
  private static final double SERVICES_SHARE = 0.3;

  /** Below this width of the table, what is left of it is the names'. */
  private static final double NARROW = 800;

  private static final String DURATION = "duration";
  private static final double DURATION_USUAL = 150;
  private static final double DURATION_NARROW = 104;

  /** When more than these arrive at once all is new, and a tint tells nothing but costs styles. */
  private static final int MOST_TINTED = 8;

  private static final Duration TINT = Duration.millis(600);

  /** Whoever moved the pointer this short a time ago may be about to click. */
  private static final Duration POINTING = Duration.seconds(2);

  private final TracesViewModel model;
  private final Look look;
  private final Theme theme;
  private final ZoneId zone;
  private final Remembered remembered;
  private final TableColumn<TraceRow, TraceRow> name;
  private final TableColumn<TraceRow, TraceRow> services;
  private final TableColumn<TraceRow, TraceRow> duration;
  private final TableColumn<TraceRow, TraceRow> start;
  private final Label startTitle = new Label("Start");
  private final PauseTransition untint = new PauseTransition(TINT);
  private final PauseTransition pointing = new PauseTransition(POINTING);
  private Set<TraceId> tinted = Set.of();
  private @Nullable TableColumn<TraceRow, ?> sortedBy;
  private Map<String, Integer> pins = Map.of();
  private @Nullable VirtualFlow<?> flow;
  private boolean replacing;

  /** While widths change that the user has not asked for. */
  private boolean stretching;

  TraceTable(
      TracesViewModel model,
      Theme theme,
      ZoneId zone,
      Remembered remembered,
      Consumer<TraceRow> open) {
    this.model = model;
    this.theme = theme;
    this.zone = zone;
    this.remembered = remembered;
    look = new Look(new Pen(theme), zone);
    setId("traces");
    setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
    setPlaceholder(new Label());
    setAccessibleText("Traces");
    name = column("name", "Trace", 300, new Painters.Name(look));
    services = column("service", "Services", 132, new Painters.Services(look));
    getColumns().add(name);
    getColumns().add(services);
    getColumns().add(right(column("spans", "Spans", 56, new Painters.Spans(look))));
    getColumns().add(right(column("errors", "Errors", 58, new Painters.Errors(look))));
    duration = right(column(DURATION, "Duration", DURATION_USUAL, new Painters.Duration(look)));
    getColumns().add(duration);
    start = right(column("start", "", 114, new Painters.Start(look)));
    start.setGraphic(startTitle);
    getColumns().add(start);
    getColumns().forEach(each -> each.widthProperty().subscribe((old, now) -> resized(each)));
    widthProperty().subscribe((old, now) -> stretch());
    theme.densityProperty().subscribe(now -> setFixedCellSize(now.row()));
    setRowFactory(view -> new ListRow(open, () -> tinted));
    untint.setOnFinished(event -> tint(Set.of()));
    follow();
    start.setSortType(TableColumn.SortType.DESCENDING);
    getSortOrder().setAll(List.of(start));
    sortedBy = start;
    setSortPolicy(view -> {
      sortModel();
      return true;
    });
  }

  private TableColumn<TraceRow, TraceRow> column(
      String id, String title, double width, PaintedCell.Painter painter) {
    TableColumn<TraceRow, TraceRow> column = new TableColumn<>(title);
    column.setId(id);
    column.setPrefWidth(remembered.number(key(id), width));
    column.setMinWidth(48);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(view -> new PaintedCell(look, painter));
    return column;
  }

  private static String key(String id) {
    return "traces.column." + id;
  }

  private static TableColumn<TraceRow, TraceRow> right(TableColumn<TraceRow, TraceRow> column) {
    column.getStyleClass().add("right");
    return column;
  }

  private void resized(TableColumn<TraceRow, ?> column) {
    if (!isFlexible(column) && !stretching) {
      remembered.put(key(column.getId()), column.getWidth());
      stretch();
    }
  }

  private boolean isFlexible(TableColumn<TraceRow, ?> column) {
    return column.equals(name) || column.equals(services);
  }

  /** Name and services share what the others leave, so that no column is cut off. */
  private void stretch() {
    if (stretching) {
      return;
    }
    stretching = true;
    if (remembered.get(key(DURATION), "").isEmpty()) {
      duration.setPrefWidth(getWidth() < NARROW ? DURATION_NARROW : DURATION_USUAL);
    }
    share();
    stretching = false;
  }

  private void share() {
    double others = 0;
    for (TableColumn<TraceRow, ?> column : getColumns()) {
      others += isFlexible(column) ? 0 : column.getWidth();
    }
    // Room for the scroll bar, which else would lie over the last column.
    double room = Math.floor(getWidth() - others - 12);
    if (room > 0) {
      double share = Math.clamp(Math.floor(room * SERVICES_SHARE), SERVICES_LEAST, SERVICES_MOST);
      services.setPrefWidth(share);
      name.setPrefWidth(Math.max(NAME_LEAST, room - share));
    }
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
    boolean numbers = !by.equals(name) && !by.getId().equals("service");
    if (!by.equals(sortedBy)) {
      sortedBy = by;
      // Of numbers, people look for the greatest first.
      by.setSortType(numbers ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
    }
    model
        .orderProperty()
        .set(new TraceOrder(sort(by.getId()), by.getSortType() == TableColumn.SortType.DESCENDING));
  }

  private static TraceQuery.Sort sort(String id) {
    return switch (id) {
      case "name" -> TraceQuery.Sort.NAME;
      case "service" -> TraceQuery.Sort.SERVICE;
      case "spans" -> TraceQuery.Sort.SPANS;
      case "errors" -> TraceQuery.Sort.ERRORS;
      case "duration" -> TraceQuery.Sort.DURATION;
      default -> TraceQuery.Sort.START;
    };
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
