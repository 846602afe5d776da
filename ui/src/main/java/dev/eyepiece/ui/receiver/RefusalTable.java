package dev.eyepiece.ui.receiver;

import dev.eyepiece.agent.ReceiverRefusal;
import dev.eyepiece.ui.theme.Columns;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.control.TableView;

/** What was refused lately and why, the newest first. FX thread only. */
final class RefusalTable extends TableView<ReceiverRefusal> {
  private static final double ROW = 24;
  private static final double HEADER = 30;
  private static final int MOST_ROWS = 10;

  /** Room for most addresses with any port. */
  private static final double FROM = 164;

  private static final double ALL_COLUMNS = 720;
  private static final long MILLI = 1_000_000L;

  RefusalTable(ZoneId zone) {
    setId("refusals");
    setFixedCellSize(ROW);
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setPlaceholder(Kit.label("Nothing was refused", "muted"));
    setAccessibleText("refusals");
    var time =
        Columns.add(
            this, "Time", 104, one -> Formats.row(one.at().toEpochMilli() * MILLI, zone), "mono");
    time.setMinWidth(104);
    var from = Columns.add(this, "From", FROM, ReceiverRefusal::from, "mono", "muted");
    from.setMinWidth(FROM);
    Columns.add(this, "Port", 56, one -> Integer.toString(one.port()), "mono", "muted");
    Columns.add(this, "Code", 96, ReceiverRefusal::code, "mono", "bad");
    Columns.add(this, "What", 150, ReceiverRefusal::what);
    Columns.add(this, "Reason", 360, ReceiverRefusal::reason);
    widthProperty()
        .subscribe(
            now -> from.setVisible(now.doubleValue() == 0 || now.doubleValue() >= ALL_COLUMNS));
  }

  void show(List<ReceiverRefusal> refusals) {
    if (!getItems().equals(refusals)) {
      getItems().setAll(refusals);
    }
    double height = HEADER + ROW * Math.clamp(refusals.size(), 1, MOST_ROWS) + 2;
    setPrefHeight(height);
    setMinHeight(height);
  }
}
