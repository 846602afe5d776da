package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What the traces of a box have more or less often than the others. FX thread only. */
final class DifferencePane extends ScrollPane {
  private final TracesViewModel model;
  private final ZoneId zone;
  private final VBox box = new VBox();
  private final Button only = new Button("Only these");

  DifferencePane(TracesViewModel model, ZoneId zone) {
    this.model = model;
    this.zone = zone;
    setId("differences");
    box.getStyleClass().add("differences");
    setContent(box);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    only.setId("only-box");
    only.getStyleClass().add("small");
    model.comparison().stateProperty().subscribe(this::show);
  }

  private void show(CompareState state) {
    switch (state) {
      case CompareState.Off off -> box.getChildren().clear();
      case CompareState.Running(TraceBounds bounds) ->
          fill(bounds, List.of(sentence("Looking into the traces…")));
      case CompareState.Failed(TraceBounds bounds, String why) ->
          fill(bounds, List.of(sentence("They could not be compared: " + why)));
      case CompareState.Found(Comparison found) -> fill(found.bounds(), found(found));
    }
  }

  private void fill(TraceBounds bounds, List<Node> content) {
    Label title = Kit.label("What differs", "title");
    Button close = Icons.button(Feather.X, "Close (Esc)", () -> model.comparison().close());
    HBox head = new HBox(title, Kit.grow(), close);
    head.setAlignment(Pos.CENTER_LEFT);
    Label where = Kit.label(BoundsText.of(bounds, zone), "muted", "small");
    where.setWrapText(true);
    only.setOnAction(event -> {
      model.within(bounds);
      model.comparison().close();
    });
    only.setDisable(
        model.comparison().stateProperty().get() instanceof CompareState.Found(Comparison found)
            && found.boxTraces() == 0);
    box.getChildren().setAll(head, where, only);
    box.getChildren().addAll(content);
  }

  private List<Node> found(Comparison found) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        sentence(
            traces(found.boxTraces())
                + " in the box, "
                + Formats.count(found.restTraces())
                + " others"
                + sampled(found)));
    if (found.boxTraces() == 0 || found.restTraces() == 0) {
      nodes.add(
          sentence(
              found.boxTraces() == 0
                  ? "There is no trace in the box. Draw it around some dots."
                  : "All traces are in the box, so there is nothing to compare them with."));
    } else if (found.differences().isEmpty()) {
      nodes.add(sentence("No attribute value is a tenth more frequent on one side."));
    }
    for (Difference one : found.differences()) {
      nodes.add(new DifferenceLine(found, one, () -> model.toggle(one.key(), one.value(), false)));
    }
    return nodes;
  }

  private static String traces(long count) {
    return Formats.count(count) + (count == 1 ? " trace" : " traces");
  }

  private static String sampled(Comparison found) {
    boolean sample =
        found.boxSampled() < found.boxTraces() || found.restSampled() < found.restTraces();
    String text =
        sample
            ? "; looked into "
                + Formats.count(found.boxSampled())
                + " and "
                + Formats.count(found.restSampled())
                + " of them"
            : "";
    return found.cut() ? text + ", not all of their spans" : text;
  }

  private static Label sentence(String text) {
    Label label = Kit.label(text, "muted", "small");
    label.setWrapText(true);
    return label;
  }
}
