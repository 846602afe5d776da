package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.function.LongSupplier;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** A group's self time: a bar for its share, the share and the time. */
final class SelfTimeCell extends TableCell<SpanGroup, SpanGroup> {
  private static final double FIGURES = 132;

  private final LongSupplier all;
  private final Region track = new Region();
  private final Region fill = new Region();
  private final Label share = Kit.mono("", "muted");
  private final Label time = Kit.mono("");
  private double part;

  private final Pane pane =
      new Pane(track, fill, share, time) {
        @Override
        protected void layoutChildren() {
          double width = Math.max(0, getWidth() - FIGURES);
          double top = Math.round((getHeight() - 8) / 2);
          track.resizeRelocate(0, top, width, 8);
          fill.resizeRelocate(0, top, Math.max(part > 0 ? 2 : 0, width * part), 8);
          place(share, width + 4, 56);
          place(time, width + 60, FIGURES - 60);
        }

        private void place(Label label, double x, double room) {
          double wide = Math.min(room, label.prefWidth(-1));
          double height = label.prefHeight(-1);
          label.resizeRelocate(x + room - wide, (getHeight() - height) / 2, wide, height);
        }
      };

  SelfTimeCell(LongSupplier all) {
    this.all = all;
    track.getStyleClass().add("bar-track");
    fill.getStyleClass().add("bar-fill");
    pane.setPrefWidth(10);
    pane.setMinWidth(0);
  }

  @Override
  protected void updateItem(SpanGroup group, boolean empty) {
    super.updateItem(group, empty);
    if (empty || group == null) {
      setGraphic(null);
      return;
    }
    long whole = all.getAsLong();
    part = whole <= 0 ? 0 : (double) group.self() / (double) whole;
    share.setText(Formats.share(group.self(), whole));
    time.setText(group.self() == 0 ? "0" : Formats.duration(group.self()));
    pane.requestLayout();
    setGraphic(pane);
  }
}
