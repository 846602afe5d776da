package dev.eyepiece.ui.traces;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A value that differs: its share in the box over its share in the rest. */
final class DifferenceLine extends VBox {
  private static final double BAR = 72;

  DifferenceLine(Comparison comparison, Difference one, Runnable take) {
    getStyleClass().add("difference");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.BUTTON);
    Label key = Kit.label(one.key(), "muted", "tiny");
    key.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    key.setEllipsisString("…");
    Label value = Kit.mono(Formats.middle(one.value().replace('\n', ' '), 200));
    value.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    value.setEllipsisString("…");
    Tooltip.install(this, new Tooltip(one.key() + " = " + Formats.middle(one.value(), 1_000)));
    getChildren()
        .addAll(
            key,
            value,
            share("box", comparison.boxShare(one), one.inBox(), comparison.boxSampled(), true),
            share(
                "rest", comparison.restShare(one), one.inRest(), comparison.restSampled(), false));
    setAccessibleText(
        one.key()
            + " "
            + one.value()
            + ", "
            + Formats.share(one.inBox(), comparison.boxSampled())
            + " of the box, "
            + Formats.share(one.inRest(), comparison.restSampled())
            + " of the rest");
    setOnMouseClicked(event -> take.run());
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            take.run();
            event.consume();
          }
        });
  }

  private static HBox share(String name, double share, int traces, int of, boolean box) {
    Region fill = new Region();
    fill.getStyleClass().add(box ? "difference-box" : "difference-rest");
    fill.setMinWidth(share > 0 ? Math.max(2, BAR * share) : 0);
    fill.setMaxWidth(fill.getMinWidth());
    StackPane track = new StackPane(fill);
    track.getStyleClass().add("bar-track");
    track.setAlignment(Pos.CENTER_LEFT);
    track.setMinSize(BAR, 6);
    track.setMaxSize(BAR, 6);
    Label title = Kit.label(name, "muted", "tiny");
    title.setMinWidth(26);
    Label figure = Kit.mono(Formats.share(traces, of), box ? "" : "muted");
    HBox.setHgrow(figure, Priority.ALWAYS);
    HBox line = new HBox(6, title, track, figure);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }
}
