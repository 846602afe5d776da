package dev.eyepiece.ui.overview;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The figures of each signal, one row a signal; numbers line up. FX thread only. */
final class SignalTable extends GridPane {
  /** Lines on the chart and marks here, in this order. */
  static final List<String> COLOURS = List.of("accent", "ok", "warn", "fatal");

  private final List<Row> rows = new ArrayList<>();

  private record Row(Label perSecond, Label taken, Label held, Label rejected) {}

  SignalTable() {
    super(24, 6);
    setId("signals");
    ColumnConstraints name = new ColumnConstraints();
    name.setMinWidth(120);
    getColumnConstraints().add(name);
    for (int i = 0; i < 4; i++) {
      ColumnConstraints number = new ColumnConstraints();
      number.setMinWidth(88);
      number.setHalignment(HPos.RIGHT);
      getColumnConstraints().add(number);
    }
    addRow(
        0,
        Kit.label("Signal", "muted", "tiny"),
        Kit.label("per second", "muted", "tiny"),
        Kit.label("taken", "muted", "tiny"),
        Kit.label("held", "muted", "tiny"),
        Kit.label("rejected", "muted", "tiny"));
  }

  void show(List<SignalRate> signals) {
    while (rows.size() < signals.size()) {
      add(signals.get(rows.size()).title(), rows.size());
    }
    for (int i = 0; i < signals.size(); i++) {
      SignalRate signal = signals.get(i);
      Row row = rows.get(i);
      row.perSecond().setText(Formats.count(signal.perSecond()));
      row.taken().setText(Formats.count(signal.taken()));
      row.held().setText(Formats.count(signal.held()));
      row.rejected().setText(signal.rejected() == 0 ? "–" : Formats.count(signal.rejected()));
      row.rejected().getStyleClass().removeAll("bad");
      if (signal.rejected() > 0) {
        row.rejected().getStyleClass().add("bad");
      }
    }
  }

  private void add(String title, int index) {
    Row row = new Row(figure(), Kit.mono(""), Kit.mono(""), Kit.mono(""));
    rows.add(row);
    addRow(
        index + 1,
        named(title, COLOURS.get(index % COLOURS.size())),
        row.perSecond(),
        row.taken(),
        row.held(),
        row.rejected());
  }

  private static Label figure() {
    Label label = Kit.mono("");
    label.getStyleClass().add("figure");
    return label;
  }

  /** A name with the mark of its line on a chart. */
  static Node named(String title, String colour) {
    Region mark = new Region();
    mark.setMinSize(12, 3);
    mark.setMaxSize(12, 3);
    mark.setStyle("-fx-background-color: -ep-" + colour + "; -fx-background-radius: 1");
    HBox box = new HBox(8, mark, Kit.label(title));
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }
}
