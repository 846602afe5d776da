package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.settings.Remembered;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableColumn;

/**
 * The columns of the list of traces: what each draws and sorts by, and how wide it is. Name and
 * services share what the others leave; the widths of those are the user's. FX thread only.
 */
final class TraceColumns {
  private static final String DURATION = "duration";
  private static final double DURATION_USUAL = 150;
  private static final double DURATION_NARROW = 104;

  /** Below this width of the table, what is left of it is the names'. */
  private static final double NARROW = 800;

  /** Room for the scroll bar, which else would lie over the last column. */
  private static final double SCROLL_BAR = 12;

  private final Look look;
  private final Remembered remembered;
  private final TableColumn<TraceRow, TraceRow> name;
  private final TableColumn<TraceRow, TraceRow> services;
  private final TableColumn<TraceRow, TraceRow> duration;
  private final TableColumn<TraceRow, TraceRow> start;
  private final List<TableColumn<TraceRow, TraceRow>> all;
  private double width;

  /** While widths change that the user has not asked for. */
  private boolean stretching;

  TraceColumns(Look look, Remembered remembered) {
    this.look = look;
    this.remembered = remembered;
    name = column("name", "Trace", 300, new Painters.Name(look));
    services = column("service", "Services", 132, new ServicePainter(look));
    duration = right(column(DURATION, "Duration", DURATION_USUAL, new Painters.Duration(look)));
    start = right(column("start", "", 114, new Painters.Start(look)));
    all =
        List.of(
            name,
            services,
            right(column("spans", "Spans", 56, new Painters.Spans(look))),
            right(column("errors", "Errors", 58, new Painters.Errors(look))),
            duration,
            start);
    all.forEach(each -> each.widthProperty().subscribe((old, now) -> resized(each)));
  }

  private TableColumn<TraceRow, TraceRow> column(
      String id, String title, double usual, PaintedCell.Painter painter) {
    TableColumn<TraceRow, TraceRow> column = new TableColumn<>(title);
    column.setId(id);
    column.setPrefWidth(remembered.number(key(id), usual));
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

  /** From left to right. */
  List<TableColumn<TraceRow, TraceRow>> all() {
    return all;
  }

  TableColumn<TraceRow, TraceRow> start() {
    return start;
  }

  private void resized(TableColumn<TraceRow, ?> column) {
    if (!isFlexible(column) && !stretching) {
      remembered.put(key(column.getId()), column.getWidth());
      fit(width);
    }
  }

  private boolean isFlexible(TableColumn<TraceRow, ?> column) {
    return column.equals(name) || column.equals(services);
  }

  /** Makes them as wide together as the table is, so that none is cut off. */
  void fit(double tableWidth) {
    width = tableWidth;
    if (stretching) {
      return;
    }
    stretching = true;
    if (remembered.get(key(DURATION), "").isEmpty()) {
      duration.setPrefWidth(width < NARROW ? DURATION_NARROW : DURATION_USUAL);
    }
    double others = 0;
    for (TableColumn<TraceRow, ?> column : all) {
      others += isFlexible(column) ? 0 : column.getWidth();
    }
    double room = Math.floor(width - others - SCROLL_BAR);
    if (room > 0) {
      Share share = Share.of(room);
      services.setPrefWidth(share.services());
      name.setPrefWidth(share.name());
    }
    stretching = false;
  }

  /** What name and services get of the room that the others leave, in pixels. */
  record Share(double name, double services) {
    private static final double NAME_LEAST = 180;

    /** Names of services get no room before most names of operations fit. */
    private static final double NAME_USUAL = 270;

    private static final double SERVICES_LEAST = 110;
    private static final double SERVICES_MOST = 420;
    private static final double SERVICES_SHARE = 0.4;

    static Share of(double room) {
      double wanted = Math.min(Math.floor(room * SERVICES_SHARE), room - NAME_USUAL);
      double services = Math.clamp(wanted, SERVICES_LEAST, SERVICES_MOST);
      return new Share(Math.max(NAME_LEAST, room - services), services);
    }
  }

  /** The order that a column stands for. */
  static TraceQuery.Sort sort(TableColumn<TraceRow, ?> by) {
    return switch (by.getId()) {
      case "name" -> TraceQuery.Sort.NAME;
      case "service" -> TraceQuery.Sort.SERVICE;
      case "spans" -> TraceQuery.Sort.SPANS;
      case "errors" -> TraceQuery.Sort.ERRORS;
      case DURATION -> TraceQuery.Sort.DURATION;
      default -> TraceQuery.Sort.START;
    };
  }

  /** Of numbers, people look for the greatest first; of names, for the beginning. */
  TableColumn.SortType first(TableColumn<TraceRow, ?> by) {
    return isFlexible(by) ? TableColumn.SortType.ASCENDING : TableColumn.SortType.DESCENDING;
  }
}
