package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** Log records of the selected span or of its trace, each a way to the list of records. */
final class LogPane extends BorderPane {
  private static final double ROW = 40;

  private final TraceLogs logs;
  private final Navigator navigator;
  private final ListView<LogRow> list = new ListView<>();

  LogPane(TraceLogs logs, TraceViewModel model, Navigator navigator, Theme theme) {
    this.logs = logs;
    this.navigator = navigator;
    list.setId("span-logs");
    list.getStyleClass().add("span-logs");
    list.setFixedCellSize(ROW);
    list.setAccessibleText("Log records");
    list.setCellFactory(view -> new SpanLogCell(model, theme, this::open));
    list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    Label none = Kit.label("", "muted");
    none.setWrapText(true);
    none.textProperty().bind(logs.saidProperty());
    list.setPlaceholder(none);
    Label said = Kit.label("", "small", "muted");
    said.setId("span-logs-said");
    said.textProperty().bind(logs.saidProperty());
    said.visibleProperty().bind(logs.shownProperty().map(rows -> !rows.isEmpty()));
    HBox head =
        new HBox(
            12,
            new Segments<>(
                List.of(false, true),
                whole -> whole ? "Whole trace" : "This span",
                logs.wholeProperty()),
            said);
    head.getStyleClass().add("pane-head");
    setTop(head);
    setCenter(list);
    logs.shownProperty().subscribe(rows -> show(rows));
    theme.tokensProperty().subscribe(() -> list.refresh());
  }

  private void show(List<LogRow> rows) {
    LogRow before = list.getSelectionModel().getSelectedItem();
    list.getItems().setAll(rows);
    if (before != null) {
      rows.stream()
          .filter(row -> isSame(row, before))
          .findFirst()
          .ifPresent(row -> list.getSelectionModel().select(row));
    }
  }

  /** Records that were read again are other objects. */
  private static boolean isSame(LogRow row, LogRow before) {
    return row.timeUnixNano() == before.timeUnixNano() && row.line().equals(before.line());
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      openSelected();
      event.consume();
    }
  }

  private void openSelected() {
    LogRow row = list.getSelectionModel().getSelectedItem();
    if (row != null) {
      open(row);
    }
  }

  private void open(LogRow row) {
    TraceLogs.open(row, navigator);
  }

  /** Selects a record and brings it into sight. */
  void select(LogRow row) {
    if (!logs.shownProperty().get().contains(row)) {
      logs.wholeProperty().set(true);
    }
    list.getSelectionModel().select(row);
    list.scrollTo(row);
  }
}
