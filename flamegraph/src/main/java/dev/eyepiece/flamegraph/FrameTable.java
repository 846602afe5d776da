package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Quantity;
import dev.eyepiece.stacks.SampleType;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The table of functions beside a graph: columns of figures as wide as what stands in them, names
 * in the room that is left. Where there is little of it, figures are shares alone. The model sorts
 * it, away from the window's thread.
 */
final class FrameTable extends TableView<FrameRow> {
  /** So much is left for names before figures give way, in pixels. */
  private static final double ROOM_FOR_NAMES = 180;

  /** Two shares, and the ends of a name. */
  private static final double LEAST = 220;

  /** At both ends of a cell, and what a column's line and rounding take. */
  private static final double PADDING = 18;

  /** Rows whose figures are measured; those of the others are as long or shorter. */
  private static final int MEASURED = 200;

  private final FlameGraphModel model;
  private final TableColumn<FrameRow, String> self;
  private final TableColumn<FrameRow, String> total;
  private final TableColumn<FrameRow, String> change;
  private Font font = Font.getDefault();
  private boolean isShowing;

  /** Values stand beside shares. */
  private boolean isRoomy = true;

  FrameTable(FlameGraphModel model) {
    this.model = model;
    setId("flame-table");
    setFixedCellSize(24);
    setMinWidth(LEAST);
    setPlaceholder(new Label("No functions."));
    self = figures("Self", FrameSort.SELF, row -> value(row.self()));
    total = figures("Total", FrameSort.TOTAL, row -> value(row.total()));
    change = figures("Change", FrameSort.CHANGE, row -> share(row.change()));
    change.setVisible(false);
    TableColumn<FrameRow, String> name =
        column("Function", FrameSort.NAME, row -> row.frame().name());
    name.setMinWidth(60);
    name.setCellFactory(_ -> new NameCell());
    getColumns().setAll(List.of(self, total, change, name));
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    setSortPolicy(_ -> sorted());
    setRowFactory(_ -> row());
    setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        open(getSelectionModel().getSelectedItem());
      }
    });
    widthProperty().subscribe(_ -> fit());
    model.rowsProperty().subscribe(this::show);
  }

  private static TableColumn<FrameRow, String> column(
      String title, FrameSort sort, Function<FrameRow, String> text) {
    TableColumn<FrameRow, String> column = new TableColumn<>(title);
    column.setUserData(sort);
    column.setCellValueFactory(
        cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())).getReadOnlyProperty());
    return column;
  }

  private TableColumn<FrameRow, String> figures(
      String title, FrameSort sort, Function<FrameRow, String> text) {
    TableColumn<FrameRow, String> column = column(title, sort, text);
    column.getStyleClass().addAll("right", "figures");
    column.setCellFactory(_ -> new FigureCell());
    return column;
  }

  private final class FigureCell extends TableCell<FrameRow, String> {
    private FigureCell() {
      fontProperty()
          .subscribe(now -> {
            if (!now.equals(font)) {
              font = now;
              fit();
            }
          });
    }

    @Override
    protected void updateItem(@Nullable String text, boolean none) {
      super.updateItem(text, none);
      setText(none ? null : text);
    }
  }

  /** Beginnings and ends of names tell most. */
  private static final class NameCell extends TableCell<FrameRow, String> {
    private NameCell() {
      setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    }

    @Override
    protected void updateItem(@Nullable String text, boolean none) {
      super.updateItem(text, none);
      setText(none ? null : text);
    }
  }

  /** Makes columns of figures as wide as their figures. */
  private void fit() {
    boolean before = isRoomy;
    isRoomy = true;
    double changes = width(change, texts(row -> share(row.change())));
    double wide =
        width(self, texts(row -> value(row.self())))
            + width(total, texts(row -> value(row.total())))
            + (change.isVisible() ? changes : 0);
    isRoomy = getWidth() - wide >= ROOM_FOR_NAMES;
    fix(self, width(self, texts(row -> value(row.self()))));
    fix(total, width(total, texts(row -> value(row.total()))));
    fix(change, changes);
    if (before != isRoomy) {
      refresh();
    }
  }

  private static void fix(TableColumn<FrameRow, String> column, double width) {
    // In this order no moment has a minimum above its maximum.
    column.setMinWidth(0);
    column.setMaxWidth(width);
    column.setMinWidth(width);
    column.setPrefWidth(width);
  }

  private Stream<String> texts(Function<FrameRow, String> text) {
    return getItems().stream().limit(MEASURED).map(text);
  }

  /** Of the longest of some texts in the cells' font, which has one width for all characters. */
  private double width(TableColumn<FrameRow, String> column, Stream<String> texts) {
    String longest = texts.max(Comparator.comparingInt(String::length)).orElse("");
    // A header has its name and the mark of its order.
    String header = column.getText() + " ▾";
    Text text = new Text(longest.length() > header.length() ? longest : header);
    text.setFont(font);
    return Math.ceil(text.getLayoutBounds().getWidth() + PADDING);
  }

  private String share(double value) {
    FlameScene scene = model.sceneProperty().get();
    return scene == null
        ? ""
        : (value > 0 ? "+" : "") + Quantity.percent(value, (double) scene.totals().tree().total());
  }

  private String value(long value) {
    FlameScene scene = model.sceneProperty().get();
    if (scene == null) {
      return "";
    }
    String share = Quantity.percent(value, scene.totals().tree().total());
    return isRoomy ? share + "  " + amount(value, scene) : share;
  }

  private static String amount(long value, FlameScene scene) {
    SampleType type = scene.totals().tree().type();
    boolean isCount = type.unit().equals("count") || type.unit().equals("samples");
    return isCount ? Long.toString(value) : Quantity.text(value, type);
  }

  /** All that a row says, whatever of it was cut. */
  private String told(FrameRow row) {
    FlameScene scene = model.sceneProperty().get();
    return scene == null
        ? row.frame().name()
        : row.frame().name()
            + "\nself "
            + told(row.self(), scene)
            + ", total "
            + told(row.total(), scene)
            + (change.isVisible() ? ", change " + share(row.change()) : "");
  }

  private static String told(long value, FlameScene scene) {
    return Quantity.percent(value, scene.totals().tree().total()) + " = " + amount(value, scene);
  }

  private TableRow<FrameRow> row() {
    TableRow<FrameRow> row = new TableRow<>();
    Tooltip tip = new Tooltip();
    tip.setWrapText(true);
    tip.setMaxWidth(640);
    tip.setOnShowing(_ -> tip.setText(row.getItem() == null ? "" : told(row.getItem())));
    row.itemProperty().subscribe(item -> row.setTooltip(item == null ? null : tip));
    row.setOnMouseClicked(event -> {
      if (event.getClickCount() == 2) {
        open(row.getItem());
      }
    });
    row.setOnContextMenuRequested(event -> {
      FrameRow item = row.getItem();
      if (item != null) {
        FlameMenu.menu(item.frame(), model).show(row, event.getScreenX(), event.getScreenY());
      }
    });
    return row;
  }

  private void open(@Nullable FrameRow row) {
    if (row != null) {
      model.lookAround(row.frame());
    }
  }

  private boolean sorted() {
    if (isShowing) {
      return true;
    }
    if (getSortOrder().isEmpty()) {
      model.sort(FrameSort.SELF, true);
      return true;
    }
    TableColumn<FrameRow, ?> by = getSortOrder().getFirst();
    boolean descending = by.getSortType() == TableColumn.SortType.DESCENDING;
    FrameSort sort = by.getUserData() instanceof FrameSort given ? given : FrameSort.SELF;
    model.sort(sort, descending);
    return true;
  }

  private void show(List<FrameRow> rows) {
    isShowing = true;
    FlameScene scene = model.sceneProperty().get();
    change.setVisible(scene != null && scene.before() != null);
    setItems(FXCollections.observableList(rows));
    fit();
    isShowing = false;
  }
}
