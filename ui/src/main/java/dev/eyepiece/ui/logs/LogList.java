package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.LogRow;
import dev.eyepiece.ui.traces.Pen;
import java.time.ZoneId;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/** The lines, which stay at their end while nobody reads. FX thread only. */
final class LogList extends ListView<LogLine> {
  /** Layouts after which the end is looked for: to scroll takes effect with the next of them. */
  private static final int TRIES = 5;

  private final LogsViewModel model;
  private final ZoneId zone;
  private final LogColumns columns;
  private final LogHeader header;
  private @Nullable VirtualFlow<?> flow;
  private boolean replacing;

  /** How often the end is still looked for, after the lines or the height changed. */
  private int tries;

  private final Runnable afterLayout = this::keepEnd;

  /** Whether the rows are of more than one day. */
  private boolean days;

  LogList(LogsViewModel model, Theme theme, ZoneId zone, Remembered remembered) {
    this.model = model;
    this.zone = zone;
    setId("logs");
    getStyleClass().add("logs");
    setAccessibleText("Log records");
    Pen pen = new Pen(theme);
    columns = new LogColumns(pen, remembered);
    header = new LogHeader(columns, () -> days);
    setCellFactory(view -> new LogCell(pen, zone, columns, () -> days));
    columns.serviceWidth().subscribe((old, now) -> repaint());
    // After the pen, which follows it too.
    theme
        .fontsProperty()
        .subscribe((old, now) -> {
          header.requestLayout();
          repaint();
        });
    theme.densityProperty().subscribe(now -> setFixedCellSize(now.row()));
    theme.tokensProperty().subscribe(() -> repaint());
    setItems(model.lines());
    getSelectionModel()
        .selectedItemProperty()
        .subscribe((old, line) -> {
          if (!replacing) {
            model.selectedProperty().set(line == null ? null : line.row());
            read();
          }
        });
    model.selectedProperty().subscribe(this::follow);
    addEventFilter(ScrollEvent.SCROLL, event -> layoutThenRead());
    heightProperty().subscribe((old, now) -> settle());
    sceneProperty()
        .subscribe((old, now) -> {
          if (old != null) {
            old.removePostLayoutPulseListener(afterLayout);
          }
          if (now != null) {
            now.addPostLayoutPulseListener(afterLayout);
          }
        });
    setOnMouseClicked(event -> {
      LogLine line = getSelectionModel().getSelectedItem();
      boolean twice = event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2;
      if (twice && line != null) {
        toggle(line.row());
      }
    });
  }

  /** The heads of its columns, to be put above it. */
  LogHeader header() {
    return header;
  }

  /** Cells draw themselves again; {@code refresh()} would build all of them anew. */
  private void repaint() {
    for (Node node : lookupAll(".log-cell")) {
      if (node instanceof LogCell cell) {
        cell.paint();
      }
    }
  }

  /** Whoever scrolls reads, once the list has moved. */
  private void layoutThenRead() {
    tries = 0;
    Platform.runLater(this::read);
  }

  private void follow(@Nullable LogRow row) {
    LogLine now = getSelectionModel().getSelectedItem();
    if (row == null) {
      getSelectionModel().clearSelection();
    } else if (now == null || !now.row().equals(row)) {
      int index = model.indexOf(row);
      getSelectionModel().clearAndSelect(index);
      scrollIntoView(index);
    }
    read();
  }

  void toggle(LogRow row) {
    replacing = true;
    model.toggleOpen(row);
    replacing = false;
    getSelectionModel().clearAndSelect(model.indexOf(row));
  }

  void step(int step) {
    int now = getSelectionModel().getSelectedIndex();
    int next = now < 0 ? step > 0 ? 0 : getItems().size() - 1 : now + step;
    if (next >= 0 && next < getItems().size()) {
      getSelectionModel().clearAndSelect(next);
      scrollIntoView(next);
    }
  }

  void showSelected() {
    layout();
    scrollIntoView(getSelectionModel().getSelectedIndex());
  }

  /** Scrolls as little as is needed. */
  private void scrollIntoView(int index) {
    VirtualFlow<?> rows = flow();
    if (rows != null && index >= 0) {
      rows.scrollTo(index);
    }
  }

  /** Other lines are there: the newest come into sight, unless somebody reads. */
  void linesChanged() {
    List<LogRow> rows = model.rows();
    days =
        !rows.isEmpty()
            && !Formats.day(rows.getFirst().timeUnixNano(), zone)
                .equals(Formats.day(rows.getLast().timeUnixNano(), zone));
    header.requestLayout();
    settle();
  }

  /** The end is to be in sight after the next layouts, unless somebody reads. */
  private void settle() {
    if (!model.readingProperty().get()) {
      tries = TRIES;
      Platform.requestNextPulse();
    }
  }

  /** Once the list has its height and the skin its rows: before that to scroll leads elsewhere. */
  private void keepEnd() {
    VirtualFlow<?> rows = flow();
    if (tries == 0 || rows == null || getItems().isEmpty()) {
      return;
    }
    int last = getItems().size() - 1;
    IndexedCell<?> cell = rows.getLastVisibleCell();
    boolean inSight =
        cell != null
            && cell.getIndex() == last
            && cell.getBoundsInParent().getMaxY() <= rows.getHeight() + 1;
    tries = inSight || model.readingProperty().get() ? 0 : tries - 1;
    if (tries > 0) {
      rows.scrollTo(last);
      Platform.requestNextPulse();
    }
  }

  void toEnd() {
    if (!getItems().isEmpty()) {
      scrollTo(getItems().size() - 1);
    }
  }

  private void read() {
    model.readingProperty().set(getSelectionModel().getSelectedIndex() >= 0 || !isAtEnd());
  }

  private boolean isAtEnd() {
    VirtualFlow<?> rows = flow();
    return rows == null
        || rows.getLastVisibleCell() == null
        || rows.getLastVisibleCell().getIndex() >= getItems().size() - 2;
  }

  private @Nullable VirtualFlow<?> flow() {
    if (flow == null && lookup(".virtual-flow") instanceof VirtualFlow<?> found) {
      flow = found;
    }
    return flow;
  }
}
