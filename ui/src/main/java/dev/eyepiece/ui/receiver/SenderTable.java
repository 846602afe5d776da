package dev.eyepiece.ui.receiver;

import dev.eyepiece.ui.theme.Columns;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** Who sends, a row each. FX thread only. */
final class SenderTable extends TableView<SenderRow> {
  private static final double ROW = 24;
  private static final double HEADER = 30;
  private static final int MOST_ROWS = 14;
  private static final double ALL_COLUMNS = 760;

  private final ReceiverModel model;
  private boolean setting;

  SenderTable(ReceiverModel model) {
    this.model = model;
    setId("senders");
    setFixedCellSize(ROW);
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setPlaceholder(Kit.label("Nobody has sent anything", "muted"));
    setAccessibleText("senders");
    setRowFactory(table -> new Row());
    Columns.add(this, "Sender", 150, SenderRow::who);
    Columns.add(this, "Service", 150, SenderRow::service);
    var how = Columns.add(this, "How", 190, SenderRow::how, "muted");
    Columns.add(
        this, "Requests", 76, row -> Formats.count(row.sender().requests()), "mono", "right");
    Columns.add(
        this, "Records", 88, row -> Formats.count(row.sender().allRecords()), "mono", "right");
    Columns.add(
        this, "a second", 72, row -> Formats.count(row.perSecond()), "mono", "right", "muted");
    var bytes = Columns.add(this, "Bytes", 76, SenderRow::bytes, "mono", "right");
    Columns.add(this, "Not taken", 76, SenderTable::notTaken, "mono", "right", "not-taken");
    Columns.add(this, "Last seen", 90, SenderRow::lastSeen, "muted");
    widthProperty()
        .subscribe(now -> {
          boolean all = now.doubleValue() == 0 || now.doubleValue() >= ALL_COLUMNS;
          how.setVisible(all);
          bytes.setVisible(all);
        });
    getSelectionModel()
        .selectedItemProperty()
        .subscribe((old, now) -> {
          if (!setting) {
            model.choose(now == null ? null : now.key());
          }
        });
  }

  private static String notTaken(SenderRow row) {
    long count = row.sender().notTaken();
    return count == 0 ? "–" : Formats.count(count);
  }

  void show(List<SenderRow> rows) {
    setting = true;
    getItems().setAll(rows);
    SenderRow chosen = model.chosenProperty().get();
    getSelectionModel().clearSelection();
    for (int i = 0; chosen != null && i < rows.size(); i++) {
      if (rows.get(i).key().equals(chosen.key())) {
        getSelectionModel().select(i);
      }
    }
    setting = false;
    double height = HEADER + ROW * Math.clamp(rows.size(), 1, MOST_ROWS) + 2;
    setPrefHeight(height);
    setMinHeight(height);
  }

  private static final class Row extends TableRow<SenderRow> {
    @Override
    protected void updateItem(@Nullable SenderRow row, boolean empty) {
      super.updateItem(row, empty);
      setAccessibleText(empty || row == null ? "" : row.spoken());
      pseudoClassStateChanged(
          javafx.css.PseudoClass.getPseudoClass("losing"),
          !empty && row != null && row.sender().notTaken() > 0);
    }
  }
}
